// Whose an item is has a name of its own for a fact, an opinion and a report. The page knows the
// stored one; this follows the choice at once. <div data-names-source data-source-fact="…" …>
export function naming() {
  const place = document.querySelector("[data-names-source]");
  place?.addEventListener("change", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || !radio.name.endsWith("nature")) {
      return;
    }
    const id = `id_${radio.name.slice(0, -"nature".length)}source`;
    const label = place.querySelector(`label[for="${CSS.escape(id)}"]`);
    const name = place.getAttribute(`data-source-${radio.value}`);
    if (label && name) {
      label.textContent = name;
    }
  });
}
