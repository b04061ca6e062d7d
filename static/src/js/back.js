// After sign-out or a long absence, the back button must ask the server and not its memory.
export function freshAfterBack() {
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      window.location.reload();
    }
  });
}
