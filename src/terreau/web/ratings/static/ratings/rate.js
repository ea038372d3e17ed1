// « Apprécier »: keys, and saving as one goes. Without it the page is a form.
"use strict";

const form = document.getElementById("rate");
const saved = document.getElementById("saved");

// 0–4 by their place on the keyboard (a French one gives « & » where the 1 is), N, S, ? by their letter
const answerOf = (event) => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : "";
};
const writing = (element) => element instanceof HTMLElement && (element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox])"));
const acting = (element) => element instanceof HTMLElement && element.matches("a, button, summary");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "Enter") {
    if (acting(event.target)) return;
    event.preventDefault();
    form.requestSubmit(document.getElementById("next"));
    return;
  }
  const answer = answerOf(event);
  const radio = answer && form.querySelector(`[data-answer="${CSS.escape(answer)}"]`);
  if (!radio) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  radio.focus();
  radio.click();
}, true);

// one save at a time; the last state always ends up saved
let running = null;
let again = false;

const state = () => {
  const data = new FormData(form);
  return { data, pieces: data.getAll("piece").join("\n") };
};

async function save() {
  const { data, pieces } = state();
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Terreau-Save": "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      saved.textContent = saved.dataset.session;
      return;
    }
    const said = await answer.json();
    saved.textContent = said.saved || said.said;
    saved.classList.toggle("rate-unsaved", !said.saved);
    if (!said.saved) return;
    form.elements.version.value = said.version;
    form.elements.known.value = pieces;
    document.getElementById("others").innerHTML = said.others;
  } catch {
    saved.textContent = saved.dataset.offline;
    saved.classList.add("rate-unsaved");
  }
}

function soon() {
  if (running) { again = true; return; }
  running = save().finally(() => {
    running = null;
    if (again) { again = false; soon(); }
  });
}

form.addEventListener("change", (event) => { if (event.target.name) soon(); });

// « Suivante » waits for the save under way, so that it does not cross it
form.addEventListener("submit", (event) => {
  if (!running) return;
  event.preventDefault();
  const button = event.submitter;
  again = false;
  running.finally(() => form.requestSubmit(button));
});

// words narrow the pieces in place
const search = document.getElementById("chercher-piece");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
if (search && form.querySelectorAll(".piece").length > 6) {
  search.parentElement.hidden = false;
  search.addEventListener("input", () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const piece of form.querySelectorAll(".piece")) {
      const text = plain(piece.textContent);
      piece.hidden = !words.every((word) => text.includes(word));
    }
    if (words.length) for (const more of form.querySelectorAll(".pieces details")) more.open = true;
  });
}
