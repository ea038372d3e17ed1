// The logbook: lines written without a network are kept in this browser, each with its own number, and
// sent once when the network is back. Without this script the field works as any form, online.
"use strict";

(() => {
  const place = document.getElementById("hors-ligne");
  const PREFIX = place ? `terreau/journal/${place.dataset.user}/${place.dataset.workspace}/` : "";
  const DRAFT = place ? `terreau/brouillon/${place.dataset.user}/${place.dataset.workspace}` : "";
  const RETRY = 45000; // milliseconds between two tries while lines wait
  let sending = false;
  let ended = false;

  // --- lines kept in this browser: one entry of the store for each, so that two tabs never overwrite one another
  const number = () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)));
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(read).filter(Boolean).sort((a, b) => a.at - b.at);
  const store = (line) => localStorage.setItem(PREFIX + line.sent, JSON.stringify(line));
  const drop = (sent) => localStorage.removeItem(PREFIX + sent);
  const midnight = (time) => new Date(time).setHours(12, 0, 0, 0);
  const age = (line) => Math.max(0, Math.round((midnight(Date.now()) - midnight(line.at)) / 86400000));

  // --- what the page says of itself
  const count = (word, n) => (n === 1 ? place.dataset[`${word}One`] : place.dataset[word].replace("{n}", n));
  function say(words, well = false) {
    const state = document.getElementById("etat");
    if (!state) return;
    state.textContent = words;
    state.hidden = !words;
    state.classList.toggle("is-well", well);
  }
  function show(said = "") {
    const lines = kept();
    const offline = !navigator.onLine || "isShell" in place.dataset;
    document.body.classList.toggle("is-offline", offline);
    document.getElementById("reconnexion").hidden = !ended;
    const held = lines.length ? count("sayKept", lines.length) : "";
    if (ended) say([place.dataset.sayEnded, held].filter(Boolean).join(", "));
    else if (offline) say([place.dataset.sayOffline, held || place.dataset.saySafe].join(", "));
    else if (said) say([said, held].filter(Boolean).join(", "));
    else say(held);
    list(lines);
  }
  function list(lines) {
    const section = document.getElementById("gardees");
    if (!section) return;
    const items = lines.map((line) => item(section.querySelector("template"), line));
    section.querySelector("ul").replaceChildren(...items);
    section.hidden = !items.length;
  }
  function item(template, line) {
    const made = template.content.cloneNode(true).firstElementChild;
    made.querySelector(".line-text").textContent = line.text;
    const choices = [...document.querySelectorAll("#id_case option")];
    const named = line.caseName || line.other_case;
    made.querySelector(".line-facts").textContent = [named, new Date(line.at).toLocaleString("fr-FR", { dateStyle: "medium", timeStyle: "short" })].filter(Boolean).join(" · ");
    const wrong = made.querySelector(".wrong");
    if (line.reason) {
      wrong.textContent = line.reason;
      wrong.hidden = false;
      made.querySelector(".line-choose").hidden = false;
      const select = made.querySelector("select");
      const known = new Map([...(line.cases || []), ...choices.filter((o) => o.value).map((o) => [o.value, o.textContent])]);
      for (const [value, text] of known) select.append(new Option(text, value));
      made.querySelector("[data-do=send]").addEventListener("click", () => {
        if (!select.value) { select.focus(); return; }
        store({ ...line, case: select.value, caseName: select.selectedOptions[0].textContent, other_case: "", reason: "" });
        send();
      });
    }
    made.querySelector("[data-do=retake]").addEventListener("click", () => {
      const field = document.getElementById("texte");
      field.value = [field.value.trim(), line.text].filter(Boolean).join("\n");
      drop(line.sent);
      show();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return made;
  }

  // --- keep a line here instead of sending it
  function keepHere(form) {
    const data = new FormData(form);
    const text = (data.get("text") || "").trim();
    if (!text) { document.getElementById("texte").focus(); return; }
    const choice = form.querySelector("#id_case option:checked");
    const value = data.get("case") || "";
    try {
      store({ sent: data.get("sent") || number(), text, case: value, caseName: value && choice ? choice.textContent : "", other_case: data.get("other_case") || "", hours: data.get("hours") || "", at: Date.now() });
    } catch { // no room in the browser: the words stay in their field
      say(place.dataset.sayFull);
      return;
    }
    fresh(form);
    show();
  }
  function fresh(form) {
    form.querySelector("#texte").value = "";
    form.querySelector("[name=hours]").value = "";
    form.querySelector("[name=sent]").value = number();
    for (const open of form.querySelectorAll("details[open]")) open.open = false;
    localStorage.removeItem(DRAFT);
    form.querySelector("#texte").focus();
  }

  // --- send what is kept
  const token = () => (document.cookie.split("; ").find((part) => part.startsWith(`${place.dataset.cookie}=`)) || "").split("=")[1] || "";
  async function send() {
    const lines = kept().filter((line) => !line.reason);
    if (!lines.length || sending || !navigator.onLine) { show(); return; }
    sending = true;
    say(place.dataset.saySending);
    try {
      show(await sent(lines));
    } catch (error) {
      show(place.dataset.sayLater);
    } finally {
      sending = false;
    }
  }
  async function sent(lines) {
    const told = lines.map(({ sent, text, case: chosen, other_case, hours, at }) => ({ sent, text, case: chosen, other_case, hours, age: age({ at }) }));
    const answer = await fetch(place.dataset.send, {
      method: "POST", redirect: "manual", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ author: place.dataset.user, lines: told }),
    });
    ended = answer.type === "opaqueredirect";
    if (ended) return "";
    if (answer.status === 409 || answer.status === 404) return place.dataset.sayOther;
    if (!answer.ok) throw new Error(answer.status);
    const said = (await answer.json()).lines;
    const stored = lines.filter((line) => said[line.sent]?.state === "stored");
    for (const line of stored) drop(line.sent);
    for (const line of lines) if (said[line.sent]?.state === "refused") store({ ...line, reason: said[line.sent].reason, cases: said[line.sent].cases });
    if (stored.length || "isShell" in place.dataset) refresh();
    return stored.length ? count("saySent", stored.length) : "";
  }
  function refresh() {
    if ("isShell" in place.dataset) {
      if (!document.getElementById("texte").value) location.reload();
    } else if (document.getElementById("lignes")) {
      htmx.ajax("GET", place.dataset.page, { target: "#lignes", select: "#lignes", swap: "outerHTML" });
    }
  }

  // --- the page kept for when there is no network
  async function keepPage() {
    if (!("serviceWorker" in navigator) || "isShell" in place.dataset || location.pathname !== place.dataset.page) return;
    await navigator.serviceWorker.register(place.dataset.worker, { scope: "/" });
    const ready = await navigator.serviceWorker.ready;
    await document.fonts.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((e) => e.href || e.src);
    const fonts = performance.getEntriesByType("resource").map((e) => e.name).filter((name) => /\.woff2$/.test(name));
    ready.active.postMessage({ keep: { user: place.dataset.user, page: place.dataset.page, shell: place.dataset.shell, files: [...files, ...fonts] } });
  }

  // --- gestures, also on a part of the page that was changed
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "ligne" || !place || (navigator.onLine && !("isShell" in place.dataset))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keepHere(event.target);
  }, true);
  for (const lost of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(lost, (event) => {
    if (event.detail.elt.id === "ligne" && place) keepHere(event.detail.elt);
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.elt.id === "ligne" && place && [500, 502, 503, 504, 507].includes(event.detail.xhr.status)) { keepHere(event.detail.elt); show(place.dataset.sayLater); }
  });
  // a refusal is shown like any page; a chip being filled is not taken from under one's fingers
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
    const typing = document.activeElement?.closest?.("#lecture input:not([type=checkbox])");
    if (event.detail.target.id === "lecture" && typing && event.detail.requestConfig.triggeringEvent?.type === "input") event.detail.shouldSwap = false;
  });
  let chip = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "comprendre") chip = document.activeElement?.closest?.("[data-chip]")?.dataset.chip || "";
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "lecture" && chip) (document.querySelector(`[data-chip="${chip}"] > summary`) || document.querySelector("[data-chip] > summary"))?.focus();
    if (event.detail.target.id === "contenu") {
      document.querySelector("[role=alert][autofocus]")?.focus();
      if (place) {
        if (!document.getElementById("texte")?.value) localStorage.removeItem(DRAFT);
        show();
      }
    }
  });
  // one chip open at a time
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.(".line-chip") || !event.target.open) return;
    for (const other of document.querySelectorAll(".line-chip[open]")) if (other !== event.target && !other.querySelector(".wrong")) other.open = false;
  }, true);

  if (!place) return;
  // the page may come from the browser's own store: its line takes a number of its own
  const form = document.getElementById("ligne");
  if ("isShell" in place.dataset) form.querySelector("[name=sent]").value = number();
  const field = document.getElementById("texte");
  if (!field.value && localStorage.getItem(DRAFT)) {
    field.value = localStorage.getItem(DRAFT);
    if (navigator.onLine && !("isShell" in place.dataset)) addEventListener("load", () => field.dispatchEvent(new Event("input", { bubbles: true })));
  }
  document.addEventListener("input", (event) => {
    if (event.target.id === "texte") try { localStorage.setItem(DRAFT, event.target.value); } catch { /* no room: the field has it */ }
  });
  addEventListener("online", send);
  addEventListener("offline", () => show());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(() => { if (kept().length && !ended) send(); }, RETRY);
  show();
  send();
  keepPage().catch(() => {});
})();
