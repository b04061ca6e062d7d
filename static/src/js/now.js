// "Now" and "Today" fill in the boxes of a date from the server's clock.
import { boxes } from "./clock.js";
import { say } from "./say.js";

function fill(holder) {
  const now = boxes();
  const filled = [];
  for (const [name, value] of Object.entries(now)) {
    const box = document.getElementById(`${holder.dataset.now}-${name}`);
    if (box) {
      box.value = value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      filled.push(value);
    }
  }
  say(filled.join(" "));
}

export function nowButtons() {
  for (const holder of document.querySelectorAll("[data-now]")) {
    holder.hidden = false;
    holder.querySelector("button").addEventListener("click", () => fill(holder));
  }
}
