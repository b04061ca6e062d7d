// A double click sends a form once. The server has the last word: it knows what it has stored.
const PATIENCE = 8000;

export function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    const sent = Number(form.dataset.sentAt) || 0;
    if (sent && Date.now() - sent < PATIENCE) {
      event.preventDefault();
      return;
    }
    form.dataset.sentAt = String(Date.now());
  });
}
