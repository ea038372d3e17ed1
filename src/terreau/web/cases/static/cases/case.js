// A click on a proposed word writes it in its field.
"use strict";

for (const words of document.querySelectorAll("[data-words]")) {
  const field = document.getElementById(words.dataset.words);
  words.addEventListener("click", (event) => {
    const word = event.target.dataset.word;
    if (!word) return;
    const held = field.value.split(";").map((one) => one.trim()).filter(Boolean);
    if (!held.includes(word)) held.push(word);
    field.value = held.join(" ; ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
