"""A summary of levels on the scale 0–4, always drawn the same way: dot, thick band, thin band.

The dot is the median; where the two middle levels differ, both are drawn and joined. The thick band
holds the middle half of the appreciations, the thin band all of them. Nothing known is an empty
outline, never a zero. A level is never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.i18n import format_integer, format_number, ngettext
from terreau.i18n import gettext as _
from terreau.publishing.components.legend import Entry
from terreau.publishing.components.svg import Drawing

__all__ = ["TOP_LEVEL", "draw_summary", "key", "median_words", "range_words", "rated"]

TOP_LEVEL = 4


def _at(level: float, x: float, width: float) -> float:
    return x + level / TOP_LEVEL * width


def _axis(drawing: Drawing, x: float, y: float, width: float) -> None:
    data = f"M{x:.2f} {y + 11:.2f}h{width:.2f}"
    for level in range(TOP_LEVEL + 1):
        data += f"M{_at(level, x, width):.2f} {y + 8:.2f}v6"
    drawing.path(data, "axis")


def draw_summary(
    drawing: Drawing,
    x: float,
    y: float,
    width: float,
    summary: Mapping[str, Any] | None,
    class_: str,
    *,
    early: bool = False,
) -> None:
    """Draw `summary` (see ``docs/dev/results.md``) centred on `y`; an outline when it holds no level."""
    if not summary or not summary["n"]:
        if early:
            drawing.text(x + width / 2, y + 4, _("trop tôt"), "t-small t-soft t-italic t-middle")
        else:
            drawing.rect(x + width * 0.15, y - 8, width * 0.7, 16, "empty", 5.0)
        return
    _axis(drawing, x, y, width)
    low, high = (_at(level, x, width) for level in summary["range"])
    drawing.rect(low - 2, y - 1.5, high - low + 4, 3, class_, 1.5)
    low, high = (_at(level, x, width) for level in summary["middle"])
    drawing.rect(low - 6, y - 5, high - low + 12, 10, f"{class_} band", 5.0)
    first, second = (_at(summary["median"][end], x, width) for end in ("lo", "hi"))
    if first != second:
        drawing.rect(first, y - 2.5, second - first, 5, class_)
        drawing.circle(second, y, 5, class_)
    drawing.circle(first, y, 5, class_)


def _level(value: float) -> str:
    return format_integer(value) if value == int(value) else format_number(value)


def median_words(summary: Mapping[str, Any] | None, *, early: bool = False) -> str:
    """« 2 », « 2 ou 3 », « trop tôt », « rien n’est connu »."""
    if not summary or not summary["n"]:
        return _("trop tôt") if early else _("rien n’est connu")
    low, high = summary["median"]["lo"], summary["median"]["hi"]
    return (
        _level(low)
        if low == high
        else _("{low} ou {high}").format(low=_level(low), high=_level(high))
    )


def range_words(bounds: tuple[float, float] | list[float] | None) -> str:
    """« 1 à 3 », « 2 », or nothing."""
    if not bounds:
        return ""
    low, high = bounds
    return (
        _level(low)
        if low == high
        else _("{low} à {high}").format(low=_level(low), high=_level(high))
    )


def rated(count: int) -> str:
    """« 11 appréc. », short for a figure."""
    return ngettext("{n} appréc.", "{n} appréc.", count).format(n=format_integer(count))


def _band(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y - 5, 22, 10, "outline-fill band", 5.0)


def _thin(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y - 1.5, 22, 3, "outline-fill", 1.5)


def _dot(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x + 5, y, 5, "outline-fill")


def _dots(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x + 5, y - 2.5, 12, 5, "outline-fill")
    drawing.circle(x + 5, y, 5, "outline-fill")
    drawing.circle(x + 17, y, 5, "outline-fill")


def key(drawing: Drawing, *, empty: bool = True) -> list[Entry]:
    """Return the legend of a summary of levels."""
    entries: list[Entry] = [
        (lambda x, y: _axis(drawing, x, y - 11, 40), 40.0, _("de 0, absent, à 4, structurant")),
        (lambda x, y: _dot(drawing, x, y), 10.0, _("niveau médian")),
        (lambda x, y: _dots(drawing, x, y), 22.0, _("médiane entre deux niveaux")),
        (lambda x, y: _band(drawing, x, y), 22.0, _("moitié centrale des appréciations")),
        (lambda x, y: _thin(drawing, x, y), 22.0, _("de la plus basse à la plus haute")),
    ]
    if empty:
        entries.append(
            (lambda x, y: drawing.rect(x, y - 6, 22, 12, "empty", 5.0), 22.0, _("rien n’est connu"))
        )
    return entries
