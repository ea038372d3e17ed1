"""A small SVG writer: classes only, everything escaped, the same bytes for the same picture.

No style attribute and no script are ever written, so that a strict content policy holds; colours
and types come from the sheet (see `palette`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["Drawing", "Point", "attribute", "escape", "number", "polyline"]

Point = tuple[float, float]

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def escape(text: str) -> str:
    """Return `text` safe between tags and between quotes; what XML forbids is left out."""
    return _NOT_XML.sub("", text).translate(_ENTITIES)


def number(value: float) -> str:
    """Return a coordinate with at most two decimals: « 3 », « 3.5 », never « -0 »."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def attribute(name: str, value: str | float) -> str:
    """Return `` name="value"``; an underscore in `name` stands for a hyphen."""
    text = escape(value) if isinstance(value, str) else number(value)
    return f' {name.rstrip("_").replace("_", "-")}="{text}"'


def polyline(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return the path data of straight lines through `points`."""
    body = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{body}{'Z' if closed else ''}"


class Drawing:
    """A picture being drawn, in units of its viewBox, y downwards.

    Parameters
    ----------
    width : float
        Width of the viewBox; its height is known when the picture is closed.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []

    def add(
        self, tag: str, class_: str = "", text: str | None = None, **attributes: str | float
    ) -> None:
        """Add an element; `text` is its escaped content."""
        words = f' class="{escape(class_)}"' if class_ else ""
        words += "".join(attribute(name, value) for name, value in attributes.items())
        self._parts.append(
            f"<{tag}{words}/>" if text is None else f"<{tag}{words}>{escape(text)}</{tag}>"
        )

    def open(self, tag: str, class_: str = "", **attributes: str | float) -> None:
        """Open a group or a link; close it with `close`."""
        words = f' class="{escape(class_)}"' if class_ else ""
        self._parts.append(
            f"<{tag}{words}{''.join(attribute(n, v) for n, v in attributes.items())}>"
        )

    def close(self, tag: str) -> None:
        """Close what `open` opened."""
        self._parts.append(f"</{tag}>")

    def title(self, text: str) -> None:
        """Name the group just opened (shown by browsers on hover, read aloud)."""
        self.add("title", text=text)

    def text(self, x: float, y: float, text: str, class_: str = "") -> None:
        """Write `text` with its baseline at `y`."""
        self.add("text", f"t {class_}".strip(), text, x=x, y=y)

    def lines(
        self, x: float, y: float, lines: Iterable[str], class_: str = "", leading: float = 17.0
    ) -> float:
        """Write `lines` one under the other; return the baseline that would follow."""
        for line in lines:
            self.text(x, y, line, class_)
            y += leading
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, class_: str = "axis") -> None:
        """Draw a straight line."""
        self.add("line", class_, x1=x1, y1=y1, x2=x2, y2=y2)

    def rect(
        self, x: float, y: float, width: float, height: float, class_: str, radius: float = 0.0
    ) -> None:
        """Draw a rectangle; nothing when it has no extent."""
        if width <= 0 or height <= 0:
            return
        if radius:
            self.add("rect", class_, x=x, y=y, width=width, height=height, rx=radius)
        else:
            self.add("rect", class_, x=x, y=y, width=width, height=height)

    def circle(self, x: float, y: float, radius: float, class_: str) -> None:
        """Draw a disc."""
        self.add("circle", class_, cx=x, cy=y, r=radius)

    def path(self, data: str, class_: str) -> None:
        """Draw path data."""
        self.add("path", class_, d=data)

    def hatch(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        class_: str = "hatch",
        step: float = 6.0,
    ) -> None:
        """Draw oblique lines over a rectangle: what is only approximately known.

        The lines are cut to the rectangle here; no pattern or clip is left to each reader of SVG.
        """
        parts = []
        offset = step / 2
        while width > 0 and offset < width + height:
            # the line goes up to the right: from (offset, 0 at the foot) towards the upper left edge
            x1, y1 = min(offset, width), max(0.0, offset - width)
            x2, y2 = max(0.0, offset - height), min(offset, height)
            parts.append(f"M{number(x + x1)} {number(y + y1)}L{number(x + x2)} {number(y + y2)}")
            offset += step
        if parts:
            self.path("".join(parts), class_)

    def picture(
        self, name: str, title: str, description: str, height: float, *, links: bool = False
    ) -> str:
        """Return the whole ``<svg>``; `links` when it holds links, which an image may not."""
        role = "group" if links else "img"
        ids = f"{name}-title {name}-desc"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(height)}"'
            f"{attribute('role', role)}{attribute('aria-labelledby', ids)}>"
            f"<title{attribute('id', name + '-title')}>{escape(title)}</title>"
            f"<desc{attribute('id', name + '-desc')}>{escape(description)}</desc>"
            f"{''.join(self._parts)}</svg>"
        )

    def ornament(self, height: float) -> str:
        """Return the whole ``<svg>`` of a picture that says nothing: readers aloud skip it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(height)}"'
            f' aria-hidden="true" focusable="false">{"".join(self._parts)}</svg>'
        )
