// Marks items with one key. An item is <fieldset data-item> (or any element) that holds radios;
// data-keys="f:fact o:opinion r:reported" says which key chooses which value.
// f, o, r mark; j, k and, on the item itself, the arrows move. Nothing happens while typing.
const KEYS = "f:fact o:opinion r:reported";
const TYPING = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])";

function items() {
  return [...document.querySelectorAll("[data-item]")];
}

function move(item, step) {
  const all = items();
  const next = all[all.indexOf(item) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function mark(item, key) {
  const pair = (item.dataset.keys || KEYS).split(" ").find((one) => one.startsWith(`${key}:`));
  const value = pair?.slice(2);
  const radio = value && item.querySelector(`input[type=radio][value="${CSS.escape(value)}"]`);
  if (!radio || radio.disabled) {
    return false;
  }
  if (!radio.checked) {
    radio.click();
  }
  return true;
}

function pressed(event) {
  const item = event.target.closest?.("[data-item]");
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (!item || modified || event.target.closest(TYPING)) {
    return;
  }
  const onItem = event.target === item;
  const key = event.key.toLowerCase();
  if (key === "j" || (onItem && key === "arrowdown")) {
    move(item, 1);
  } else if (key === "k" || (onItem && key === "arrowup")) {
    move(item, -1);
  } else if (key.length === 1 && mark(item, key)) {
    if (onItem) {
      move(item, 1);
    }
  } else {
    return;
  }
  event.preventDefault();
}

export function marking() {
  const all = items();
  if (!all.length) {
    return;
  }
  for (const item of all) {
    item.tabIndex = 0;
    item.setAttribute("aria-keyshortcuts", "f o r j k");
  }
  for (const hint of document.querySelectorAll("[data-item-hint]")) {
    hint.hidden = false;
  }
  document.addEventListener("keydown", pressed);
}
