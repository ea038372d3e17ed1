"""A small drawn motif for a card: it comes from facts only, and says nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

from terreau.i18n import fold
from terreau.publishing.components.svg import Drawing

__all__ = ["draw_key", "draw_motif", "motif_key"]

_SIZES = (1.5, 2.8, 4.3, 5.7)


def motif_key(
    kind: str, themes: Sequence[str] = (), phases: Sequence[str] = ()
) -> tuple[int, int, int]:
    """Return tone, turn and slant of a motif: facts that share them share their picture."""
    seed = sum((i + 1) * ord(c) for i, c in enumerate(fold(themes[0]) if themes else kind))
    return seed % 4 + 1, (seed // 4 + len(kind)) % 4, len(phases) % 3


def draw_key(tone: int, turn: int, slant: int) -> str:
    """Return the ``<svg>`` of a motif by its key."""
    drawing = Drawing(64.0)
    drawing.add("rect", "motif-ground", x=0.0, y=0.0, width=64.0, height=64.0, rx=9.0)
    for row in range(4):
        for column in range(4):
            size = _SIZES[(column + turn + slant * row) % 4]
            drawing.circle(14.0 + 12.0 * column, 14.0 + 12.0 * row, size, f"pillar-{tone}")
    return drawing.ornament(64.0)


def draw_motif(kind: str, themes: Sequence[str] = (), phases: Sequence[str] = ()) -> str:
    """Return an ``<svg>`` of sixteen dots, the same for the same facts; never drawn from levels.

    Themes choose the tone and the order of the columns; the number of phases crossed, the slant.
    """
    return draw_key(*motif_key(kind, themes, phases))
