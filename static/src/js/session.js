// Warns before the sign-in ends. The server's clock decides; this only counts down to it.
import { say } from "./say.js";

const FLUSH = 5;
let dialog;
let endsAt = 0;
let flushed = false;
let openedFrom = null;
const others = "BroadcastChannel" in window ? new BroadcastChannel("sign-in") : null;

function restart() {
  endsAt = Date.now() + Number(dialog.dataset.seconds) * 1000;
  flushed = false;
  if (dialog.open) {
    dialog.close();
    openedFrom?.focus();
  }
}

// The server has just heard from us (a page, an autosave): count again, in every tab.
export function renewed() {
  if (dialog) {
    restart();
    others?.postMessage("renewed");
  }
}

function inWords(seconds) {
  const { minute, minutes, second, seconds: many } = dialog.dataset;
  if (seconds >= 60) {
    const count = Math.ceil(seconds / 60);
    return `${count} ${count === 1 ? minute || "minute" : minutes || "minutes"}`;
  }
  return `${seconds} ${seconds === 1 ? second || "second" : many || "seconds"}`;
}

function tick() {
  const left = Math.ceil((endsAt - Date.now()) / 1000);
  if (left > Number(dialog.dataset.warn)) {
    return;
  }
  if (left <= FLUSH && !flushed) {
    flushed = true;
    document.dispatchEvent(new Event("app:leaving"));
  }
  if (left <= 0) {
    clearInterval(dialog.ticking);
    window.location.reload();
    return;
  }
  if (!dialog.open) {
    openedFrom = document.activeElement;
    dialog.showModal();
    dialog.querySelector("h2").focus();
  }
  const shown = dialog.querySelector("[data-session-left]");
  if (shown.textContent !== inWords(left)) {
    shown.textContent = inWords(left);
  }
  if (left === 60 || left === 30) {
    dialog.querySelector("[data-session-said]").textContent = inWords(left);
  }
}

async function stay(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "manual",
  }).catch(() => null);
  if (answer?.ok) {
    renewed();
    say(form.dataset.said || "You are still signed in.");
  } else {
    window.location.reload();
  }
}

export function session() {
  dialog = document.querySelector("dialog[data-session]");
  if (!dialog || !dialog.showModal || !Number(dialog.dataset.seconds)) {
    dialog = null;
    return;
  }
  restart();
  others?.postMessage("renewed");
  others?.addEventListener("message", restart);
  dialog.querySelector("form").addEventListener("submit", stay);
  // Escape means "I am here".
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("form").requestSubmit();
  });
  dialog.ticking = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
}
