// Choosing words in a document and citing them. Without it, lines and words are typed in a form.
"use strict";
(() => {
  const text = document.querySelector("[data-transcript]");
  const bar = document.querySelector("[data-cite-bar]");
  const dialog = document.querySelector("[data-cite-dialog]");
  if (!text || !bar || !dialog) return;
  const button = bar.querySelector("[data-cite]");
  const said = bar.querySelector("[data-chosen]");
  const hint = said.textContent;
  const selection = document.getSelection();
  bar.hidden = false;

  const lines = () => [...text.querySelectorAll("[data-line]")];
  const lineOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-line]");

  // [number of the line, UTF-16 units from its beginning]
  const place = (line, node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(line);
    if (node) before.setEnd(node, offset);
    return [line.dataset.line, node ? before.toString().length : 0];
  };

  const chosen = () => {
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return null;
    const all = lines();
    let from = lineOf(range.startContainer), to = lineOf(range.endContainer);
    const start = from && text.contains(from)
      ? place(from, range.startContainer, range.startOffset)
      : (from = all.find((line) => range.comparePoint(line, 0) >= 0)) && place(from, null, 0);
    const end = to && text.contains(to)
      ? place(to, range.endContainer, range.endOffset)
      : (to = all.findLast((line) => range.comparePoint(line, line.childNodes.length) <= 0)) && [to.dataset.line, to.textContent.length];
    if (!start || !end) return null;
    // the words of the lines alone: numbers and names of the margin are not part of them
    const words = all.slice(all.indexOf(from), all.indexOf(to) + 1).map((line) => {
      const part = document.createRange();
      part.selectNodeContents(line);
      if (line === from && start[1]) part.setStart(range.startContainer, range.startOffset);
      if (line === to && lineOf(range.endContainer) === to) part.setEnd(range.endContainer, range.endOffset);
      return part.toString();
    }).join("\n");
    return words.trim() ? { start, end, words } : null;
  };

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    if (dialog.open) return;
    button.disabled = selection.isCollapsed || !selection.rangeCount || !selection.getRangeAt(0).intersectsNode(text);
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      const now = chosen();
      const words = now ? now.words.trim().replace(/\s+/g, " ") : "";
      said.textContent = now ? `«\u00a0${words.length > 90 ? `${words.slice(0, 45).trim()} … ${words.slice(-40).trim()}` : words}\u00a0»` : hint;
    });
  });

  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps what is selected
  button.addEventListener("click", () => {
    const now = chosen();
    if (!now) return;
    const field = (name) => dialog.querySelector(`[name="${name}"]`);
    [field("start_line").value, field("start_at").value] = now.start;
    [field("end_line").value, field("end_at").value] = now.end;
    field("words").value = now.words;
    dialog.querySelector("[data-quote]").textContent = now.words.trim();
    dialog.showModal();
    field("phase").focus();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => text.focus({ preventScroll: true }));

  // by keyboard: ← → a word, ↑ ↓ a line; with Shift, more of them
  const forward = () => { // the selection from its first to its last word, ready to grow
    const range = selection.getRangeAt(0);
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  };
  const firstWord = (line) => {
    selection.collapse(line, 0);
    selection.modify("extend", "forward", "word");
    line.scrollIntoView({ block: "nearest" });
  };
  const here = () => (selection.rangeCount ? lineOf(selection.focusNode) : null);
  const moves = {
    ArrowRight() { selection.collapseToEnd(); selection.modify("move", "forward", "word"); selection.modify("extend", "backward", "word"); forward(); },
    ArrowLeft() { selection.collapseToStart(); selection.modify("move", "backward", "word"); selection.modify("extend", "forward", "word"); },
    ArrowDown(all, at) { firstWord(all[Math.min(at + 1, all.length - 1)]); },
    ArrowUp(all, at) { firstWord(all[Math.max(at - 1, 0)]); },
  };
  const grows = { // a line is a numbered one, whole: never a row of the screen, which ends anywhere
    ArrowRight() { selection.modify("extend", "forward", "word"); },
    ArrowLeft() { selection.modify("extend", "backward", "word"); },
    ArrowDown(all, at) {
      const ended = place(all[at], selection.focusNode, selection.focusOffset)[1] === all[at].textContent.length;
      const line = ended && at + 1 < all.length ? all[at + 1] : all[at];
      selection.extend(line, line.childNodes.length);
    },
    ArrowUp(all, at) {
      const begun = place(all[at], selection.focusNode, selection.focusOffset)[1] === 0;
      selection.extend(begun && at > 0 ? all[at - 1] : all[at], 0);
    },
  };
  text.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== text) return;
    if (event.key === "Escape") { selection.removeAllRanges(); return; }
    if (!(event.key in moves)) return;
    event.preventDefault();
    const all = lines();
    const line = here();
    if (!line || !text.contains(line)) { // begin where one reads
      const shown = all.find((one) => one.getBoundingClientRect().bottom > 80) ?? all[0];
      if (shown) firstWord(shown);
    } else (event.shiftKey ? grows : moves)[event.key](all, all.indexOf(line));
    here()?.scrollIntoView({ block: "nearest" });
  });
})();
