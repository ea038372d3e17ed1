"""A text without accents or capitals, letter for letter: what is found in it lies at the same place in it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["negated", "plain"]

_AS = {"œ": "o", "æ": "a", "ß": "s", "’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-"}
_REFUSALS = ("pas", "jamais", "aucun", "aucune", "sans", "ni", "non")
_LOOK_BACK = 4  # words


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    lower = character.lower()
    lower = lower if len(lower) == 1 else character
    if lower in _AS:
        return _AS[lower]
    if lower.isspace() and lower != "\n":
        return " "
    base = unicodedata.normalize("NFD", lower)[0]
    return base if len(base) == 1 else lower


def plain(text: str) -> str:
    """Return `text` in lower case, without accents, each character in its place."""
    return "".join(map(_letter, text))


def negated(folded: str, start: int) -> bool:
    """Whether what begins at `start` is refused by the words before it: « pas encore acquis »."""
    clause = folded[max(0, start - 60) : start]
    for stop in ".;:,!?\n":
        clause = clause.rpartition(stop)[2]
    return any(word in _REFUSALS for word in clause.replace("'", " ").split()[-_LOOK_BACK:])
