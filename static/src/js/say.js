// Tells a screen reader what a script has done.
let region;

export function say(text) {
  if (!region) {
    region = document.createElement("div");
    region.className = "govuk-visually-hidden";
    region.setAttribute("role", "status");
    document.querySelector("main")?.append(region);
  }
  // A live region that is filled in the moment it appears is not read out.
  setTimeout(() => {
    region.textContent = text;
  }, 100);
}
