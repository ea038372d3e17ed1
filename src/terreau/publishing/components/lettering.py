"""How wide words are, and where they break: measured on the real typeface, so that labels never collide."""

from __future__ import annotations

from functools import lru_cache

from terreau.publishing.components.palette import size
from terreau.publishing.fonts import advances

__all__ = ["fits", "width", "wrap"]

_WIDE = 1.0  # a character the typeface does not have may be as wide as it is high
_MARGIN = 1.03  # the reader's machine may replace the typeface by one a little wider


@lru_cache(maxsize=65536)
def width(text: str, kind: str = "text", *, strong: bool = False) -> float:
    """Return the width of `text` in the type size `kind` (``text``, ``small``, ``title``)."""
    table = advances("FiraSans-SemiBold" if strong else "FiraSans-Regular")
    return _MARGIN * size(kind) * sum(table.get(character, _WIDE) for character in text)


def fits(text: str, room: float, kind: str = "text", *, strong: bool = False) -> bool:
    """Return whether `text` holds in `room` on one line."""
    return width(text, kind, strong=strong) <= room


def _break(word: str, room: float, kind: str, strong: bool) -> list[str]:
    """Cut a word wider than the room, keeping at least one character a line."""
    parts, line = [], ""
    for character in word:
        if line and not fits(line + character, room, kind, strong=strong):
            parts.append(line)
            line = ""
        line += character
    return [*parts, line]


@lru_cache(maxsize=65536)
def wrap(text: str, room: float, kind: str = "text", *, strong: bool = False) -> tuple[str, ...]:
    """Return `text` in lines that hold in `room`; no-break spaces hold."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and fits(f"{lines[-1]} {word}", room, kind, strong=strong):
            lines[-1] = f"{lines[-1]} {word}"
        elif word:
            lines.extend(_break(word, room, kind, strong))
    return tuple(lines)
