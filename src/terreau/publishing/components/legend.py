"""What the signs of a figure mean, written under it and wrapped to its width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from terreau.publishing.components.lettering import width, wrap
from terreau.publishing.components.svg import Drawing

__all__ = ["Entry", "flow"]

Entry = tuple[
    Callable[[float, float], None] | None, float, str
]  # draws at (x, middle y); its width; its meaning

_LEADING = 17.0
_GAP = 18.0


def flow(drawing: Drawing, x: float, y: float, room: float, entries: Sequence[Entry]) -> float:
    """Write `entries` from left to right, then on the next line; return the y under the last one."""
    left, baseline = x, y + 12.0
    for sign, sign_width, text in entries:
        indent = sign_width + 6.0 if sign else 0.0
        lines = wrap(text, room - indent, "small")
        needed = indent + max(width(line, "small") for line in lines)
        if left > x and left + needed > x + room:
            left, baseline = x, baseline + _LEADING
        if sign:
            sign(left, baseline - 4.0)
        drawing.lines(left + indent, baseline, lines, "t-small t-soft", _LEADING)
        if len(lines) > 1:
            left, baseline = x, baseline + _LEADING * len(lines)
        else:
            left += needed + _GAP
    return baseline + (8.0 if left > x else 8.0 - _LEADING)
