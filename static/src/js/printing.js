// On paper everything is open. A page made for printing asks for the printer at once.
export function printing() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((one) => {
      one.open = true;
    });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((one) => {
      one.open = false;
    });
  });
  for (const button of document.querySelectorAll("[data-print-now]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
