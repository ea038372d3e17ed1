// A link to pass on: selected when one enters its field, copied by a button where the browser allows it.
"use strict";

for (const field of document.querySelectorAll("input.to-copy")) field.addEventListener("focus", () => field.select());

for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}
