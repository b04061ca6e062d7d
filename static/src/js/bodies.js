// Where a finger or a mouse touched a drawing of a body goes along to the page of the mark.
// Without scripts, and from the keyboard, the region alone is chosen.
const HIGH = 2000;
const WIDE = 1000;

function thousandths(value, whole) {
  return Math.max(0, Math.min(1000, Math.round((value * 1000) / whole)));
}

function touched(event) {
  const link = event.target.closest?.("a");
  if (!link) {
    return;
  }
  const bare = link.getAttribute("href").split("?")[0];
  let href = bare;
  // A key that was pressed has no place.
  if (event.detail > 0) {
    const seen = event.currentTarget.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(seen);
    href = `${bare}?at=${thousandths(x, WIDE)}-${thousandths(y, HIGH)}`;
  }
  link.setAttribute("href", href);
}

export function bodies() {
  for (const drawing of document.querySelectorAll("svg[data-body]")) {
    drawing.addEventListener("click", touched);
  }
}
