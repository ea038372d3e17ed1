"""Lines that are read one under the other: label, bar, and where there is no room, bar under label."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.publishing.components.figure import Layout
from terreau.publishing.components.lettering import wrap
from terreau.publishing.components.svg import Drawing

__all__ = ["Line", "place"]


@dataclass(frozen=True, slots=True)
class Line:
    """Where the bar of one line stands, and where the next line starts."""

    x: float
    y: float
    width: float
    next_y: float


def place(
    drawing: Drawing,
    layout: Layout,
    y: float,
    label: str,
    *,
    note: str = "",
    left: float = 250.0,
    right: float = 0.0,
) -> Line:
    """Write `label` and `note`, and return where its bar (20 high) goes; `right` is kept for numbers."""
    if layout.narrow:
        y = drawing.lines(0, y + 14, wrap(label, layout.width - 4, "small"), "t-small", 16.0)
        y = drawing.lines(
            0, y, wrap(note, layout.width - 4, "small") if note else (), "t-small t-soft", 16.0
        )
        return Line(0.0, y - 8.0, layout.width, y + 20.0)
    room = left - 12.0
    lines = [(text, "t-small") for text in wrap(label, room, "small")]
    lines += [(text, "t-small t-soft") for text in (wrap(note, room, "small") if note else ())]
    height = max(27.0, 16.0 * len(lines) + 10.0)
    for number, (text, class_) in enumerate(lines):
        drawing.text(0, y + height / 2 + 4.5 + 16.0 * number - 8.0 * (len(lines) - 1), text, class_)
    return Line(left, y + height / 2 - 10.0, layout.width - left - right, y + height)
