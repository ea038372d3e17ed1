"""French order of words, the same on every machine (no ``locale``)."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "sort_key"]

# letters that Unicode does not take apart, met in French texts and in names
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O",
     "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
)  # fmt: skip
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures or punctuation, for matching.

    >>> fold("L'Étoile  —  Sœurs")
    'l etoile soeurs'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return _NOT_WORD.sub(" ", plain).strip()


def sort_key(text: str) -> tuple[str, str]:
    """Return the key that sorts `text` as a French reader expects (É with E), then by itself."""
    return fold(text), text
