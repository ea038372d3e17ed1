"""From a drawing routine to a `Figure`: drawn twice, for a page and for a telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terreau.i18n import typeset
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["NARROW", "WIDE", "Layout", "make_figure", "pictures"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The room a picture has: units are close to pixels where it is meant to be read."""

    width: float
    narrow: bool


WIDE = Layout(720.0, narrow=False)
NARROW = Layout(288.0, narrow=True)  # a telephone of 320 px, less the margins

Draw = Callable[[Drawing, Layout], float]


def make_figure(
    name: str,
    title: str,
    description: str,
    table: DataTable,
    draw: Draw,
    *,
    how: str = "",
    anchor: str = "",
    links: bool = False,
    wide: Layout = WIDE,
) -> Figure:
    """Return the figure drawn by `draw` (which returns the height it used), wide and narrow."""
    title, description = typeset(title), typeset(description)

    def picture(layout: Layout, suffix: str) -> str:
        drawing = Drawing(layout.width)
        height = draw(drawing, layout)
        return drawing.picture(name + suffix, title, description, height, links=links)

    return Figure(
        name=name,
        title=title,
        description=description,
        svg=picture(wide, ""),
        table=table,
        how=typeset(how),
        anchor=anchor,
        narrow=picture(NARROW, "-narrow"),
    )


def pictures(figure: Figure) -> str:
    """Return the HTML of both pictures of `figure`; the sheet shows the one that has room."""
    if not figure.narrow:
        return f'<div class="picture">{figure.svg}</div>'
    return f'<div class="picture wide">{figure.svg}</div><div class="picture narrow">{figure.narrow}</div>'
