// Goes through a list by keys: j to the next row, k to the one before, o opens it. Only while the
// focus is in the list (WCAG 2.1.4), and never while somebody types. The list has data-queue, each
// row data-row; what is open there has the id "open", and gets the focus when its page comes.
const TYPING = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])";

function target(row) {
  return row?.querySelector("#open") || row?.querySelector("a[href]");
}

function move(row, step) {
  const rows = [...row.closest("[data-queue]").querySelectorAll("[data-row]")];
  const next = target(rows[rows.indexOf(row) + step]);
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const row = event.target.closest?.("[data-queue] [data-row]");
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (!row || modified || event.target.closest(TYPING)) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "j") {
    move(row, 1);
  } else if (key === "k") {
    move(row, -1);
  } else if (key === "o" && !row.querySelector("#open")) {
    target(row)?.click();
  } else {
    return;
  }
  event.preventDefault();
}

export function paging() {
  const queue = document.querySelector("[data-queue]");
  if (!queue) {
    return;
  }
  for (const hint of document.querySelectorAll("[data-queue-hint]")) {
    hint.hidden = false;
  }
  document.addEventListener("keydown", pressed);
  if (location.hash === "#open") {
    queue.querySelector("#open")?.focus();
  }
}
