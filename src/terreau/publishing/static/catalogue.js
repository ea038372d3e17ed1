// The list and the map answer each other. Without this file everything is still there to read.
(() => {
  "use strict";
  const form = document.getElementById("filtres");
  const list = document.getElementById("liste");
  const count = document.getElementById("compte");
  if (!form || !list || !count) return;

  const words = window.terreauRecherche || {};
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^0-9a-z]+/g, " ").trim();
  const cards = Array.from(list.children, (element) => ({
    element,
    words: ` ${words[element.dataset.ref] || fold(element.textContent)}`,
    themes: element.dataset.domaines.split(" "),
    places: element.dataset.lieux.split(" "),
    phase: element.dataset.phase,
    commune: element.dataset.commune,
  }));
  const pins = Array.from(document.querySelectorAll(".pin-link"));
  const lands = Array.from(document.querySelectorAll("path[data-commune]"));
  const number = (n) => n.toLocaleString("fr-FR");

  function say(shown) {
    const said = count.dataset;
    if (!shown) count.textContent = said.aucune;
    else if (shown === cards.length) count.textContent = (shown > 1 ? said.plusieurs : said.une).replace("{n}", number(shown));
    else count.textContent = said.sur.replace("{n}", number(shown)).replace("{total}", number(cards.length));
  }

  function filter() {
    const { q, domaine, phase, lieu } = form.elements;
    const asked = fold(q.value).split(" ").filter(Boolean);
    const left = new Set();
    let shown = 0;
    for (const card of cards) {
      const kept = (!domaine.value || card.themes.includes(domaine.value))
        && (!phase.value || card.phase === phase.value)
        && (!lieu.value || card.places.includes(lieu.value))
        && asked.every((word) => card.words.includes(` ${word}`));
      card.element.hidden = !kept;
      if (kept) { shown += 1; left.add(card.commune); }
    }
    for (const pin of pins) {
      pin.classList.toggle("is-out", !left.has(pin.dataset.commune));
      pin.classList.toggle("is-current", pin.dataset.commune === lieu.value);
    }
    say(shown);
    remember();
  }

  // the choices are kept in the address, after #, so that a filtered list can be sent to someone
  function remember() {
    const chosen = new URLSearchParams();
    for (const field of form.elements) if (field.name && field.value) chosen.set(field.name, field.value);
    const text = chosen.toString();
    try { history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search); } catch { /* some browsers refuse it on a disk */ }
  }

  function recall() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name && chosen.has(field.name)) field.value = chosen.get(field.name);
  }

  function point(code, on) {
    for (const shape of [...pins, ...lands]) {
      if (shape.dataset.commune === code) shape.classList.toggle("is-current", on || form.elements.lieu.value === code);
    }
  }

  function choose(code) {
    const { lieu } = form.elements;
    if (!Array.from(lieu.options).some((option) => option.value === code)) return;
    lieu.value = lieu.value === code ? "" : code;
    filter();
  }

  for (const pin of pins) {
    pin.addEventListener("click", (event) => { event.preventDefault(); choose(pin.dataset.commune); });
  }
  for (const land of lands) land.addEventListener("click", () => choose(land.dataset.commune));
  for (const card of cards) {
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      card.element.addEventListener(name, () => point(card.commune, on));
    }
  }
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  recall();
  if (location.hash.includes("=")) filter();
})();
