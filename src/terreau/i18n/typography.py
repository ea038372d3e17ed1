"""French typography: no-break spaces, quotation marks, apostrophes."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["NARROW", "NBSP", "join_words", "quote", "typeset"]

NBSP = "\u00a0"
NARROW = "\u202f"

_URL = re.compile(r"(\b[a-z][a-z0-9+.-]*://\S+|\b\S+@\S+\.\S+)")
_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]+([;!?])")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f]+:(?=\s|$)")
_BEFORE_UNIT = re.compile(r"(?<=\d)[ \u00a0\u202f]+(?=[%€])")
_OPEN = re.compile(r"«[ \u00a0\u202f]*")
_CLOSE = re.compile(r"[ \u00a0\u202f]*»")
_STRAIGHT = re.compile(r'"([^"]*)"')
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def _typeset_words(text: str) -> str:
    text = _STRAIGHT.sub(r"« \1 »", text)
    text = _APOSTROPHE.sub("\u2019", text)
    text = text.replace("...", "…")
    text = _OPEN.sub("«" + NBSP, text)
    text = _CLOSE.sub(NBSP + "»", text)
    text = _BEFORE_HIGH.sub(NARROW + r"\1", text)
    text = _BEFORE_COLON.sub(NBSP + ":", text)
    return _BEFORE_UNIT.sub(NBSP, text)


def typeset(text: str) -> str:
    """Return `text` with French spaces and signs; web and mail addresses are left as they are.

    Spaces are made no-break where the writer put one; none is invented before a sign that touches
    its word, so codes, times and addresses survive. Applying it twice changes nothing.
    """
    parts = _URL.split(text)
    return "".join(part if i % 2 else _typeset_words(part) for i, part in enumerate(parts))


def quote(text: str) -> str:
    """Return `text` between French quotation marks."""
    return f"«{NBSP}{text}{NBSP}»"


def join_words(words: Sequence[str], last: str = "et") -> str:
    """Return « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
