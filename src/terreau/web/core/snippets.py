"""Where a search found its words: a few words around, marked."""

from __future__ import annotations

import re

from terreau.web.core.search import stems

__all__ = ["Piece", "snippet"]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BEFORE, _AFTER = 70, 150  # characters shown around the first place

Piece = tuple[str, bool]  # words, and whether they were asked for


def _found(text: str, asked: list[str]) -> list[tuple[int, int]]:
    """Return the spans of the words of `text` that answer one of the stems asked for."""
    last = asked[-1] if asked else ""
    spans = []
    for match in _WORD.finditer(text):
        said = stems(match[0])
        if any(word in asked or (last and word.startswith(last)) for word in said):
            spans.append(match.span())
    return spans


def _window(text: str, first: int) -> tuple[int, int]:
    start, end = max(0, first - _BEFORE), min(len(text), first + _AFTER)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def snippet(text: str, query: str) -> list[Piece]:
    """Return the words around the first place where `query` is found, asked words told apart.

    Reads at most the first 20 000 characters; the beginning of the text where nothing is found there.
    """
    held = " ".join(text[:20_000].split())
    asked = stems(query)
    spans = _found(held, asked)
    start, end = _window(held, spans[0][0] if spans else 0)
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for one, other in spans:
        if one < start or other > end:
            continue
        pieces += [(held[at:one], False), (held[one:other], True)]
        at = other
    pieces.append((held[at:end] + (" …" if end < len(held) else ""), False))
    return [piece for piece in pieces if piece[0]]
