// Puts away a hint about words with one key: <li data-look> holds the button data-away.
// p puts it away; j, k and, on the hint itself, the arrows move. Nothing happens while typing.
const TYPING = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])";

function looks() {
  return [...document.querySelectorAll("[data-look]")];
}

function move(look, step) {
  const all = looks();
  const next = all[all.indexOf(look) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const look = event.target.closest?.("[data-look]");
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (!look || modified || event.repeat || event.target.closest(TYPING)) {
    return;
  }
  const onLook = event.target === look;
  const key = event.key.toLowerCase();
  if (key === "j" || (onLook && key === "arrowdown")) {
    move(look, 1);
  } else if (key === "k" || (onLook && key === "arrowup")) {
    move(look, -1);
  } else if (key === "p") {
    look.querySelector("[data-away]")?.click();
  } else {
    return;
  }
  event.preventDefault();
}

export function looking() {
  const all = looks();
  if (!all.length) {
    return;
  }
  for (const look of all) {
    look.tabIndex = 0;
    look.setAttribute("aria-keyshortcuts", "p j k");
  }
  for (const hint of document.querySelectorAll("[data-look-hint]")) {
    hint.hidden = false;
  }
  document.addEventListener("keydown", pressed);
  // Back from putting one away: the next one is at hand, once the browser has gone to the heading.
  if (window.location.hash === "#words") {
    window.addEventListener("load", () => requestAnimationFrame(() => all[0].focus()));
  }
}
