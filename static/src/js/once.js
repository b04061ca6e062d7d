// A double click sends a form once. The server has the last word: it knows what it has stored.
// The page stays where a button makes a file, and its other buttons work at once:
// <form method="post" data-makes-files>.
const PATIENCE = 8000;

export function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    const pressed = "makesFiles" in form.dataset ? event.submitter || form : form;
    const sent = Number(pressed.dataset.sentAt) || 0;
    if (sent && Date.now() - sent < PATIENCE) {
      event.preventDefault();
      return;
    }
    pressed.dataset.sentAt = String(Date.now());
  });
}
