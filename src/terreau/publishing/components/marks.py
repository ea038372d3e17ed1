"""Signs for dated facts: a shape for each kind, so that they can be told apart without colour."""

from __future__ import annotations

from collections.abc import Callable

from terreau.publishing.components.svg import Drawing, polyline

__all__ = ["draw_mark", "sign_of"]


def _disc(drawing: Drawing, x: float, y: float, class_: str) -> None:
    drawing.circle(x, y, 4.5, class_)


def _square(drawing: Drawing, x: float, y: float, class_: str) -> None:
    drawing.rect(x - 4.0, y - 4.0, 8.0, 8.0, class_)


def _diamond(drawing: Drawing, x: float, y: float, class_: str) -> None:
    drawing.path(polyline([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], closed=True), class_)


def _triangle(drawing: Drawing, x: float, y: float, class_: str) -> None:
    drawing.path(
        polyline([(x - 5.5, y - 4.5), (x + 5.5, y - 4.5), (x, y + 5.5)], closed=True), class_
    )


def _flag(drawing: Drawing, x: float, y: float, class_: str) -> None:
    points = [(x - 3.0, y + 7), (x - 3.0, y - 7), (x + 7, y - 3.5), (x - 1.2, y), (x - 1.2, y + 7)]
    drawing.path(polyline(points, closed=True), class_)


def _dash(drawing: Drawing, x: float, y: float, class_: str) -> None:
    drawing.rect(x - 1.5, y - 5.0, 3.0, 10.0, class_)


_SHAPES: dict[str, Callable[[Drawing, float, float, str], None]] = {
    "meeting": _disc,
    "decision": _square,
    "milestone": _diamond,
    "difficulty": _triangle,
    "outcome": _flag,
}


def draw_mark(drawing: Drawing, kind: str, x: float, y: float) -> None:
    """Draw the sign of a kind of fact, centred; an unknown kind is a dash."""
    _SHAPES.get(kind, _dash)(drawing, x, y, "mark-outcome" if kind == "outcome" else "mark")


def sign_of(drawing: Drawing, kind: str) -> Callable[[float, float], None]:
    """Return what draws the sign of `kind` in a legend."""
    return lambda x, y: draw_mark(drawing, kind, x + 6.0, y)
