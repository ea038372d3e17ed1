"""Colours, fonts and widths: one quiet page, the same on every sheet."""

from __future__ import annotations

from typing import Any

from terreau.formats.tables import Column

__all__ = [
    "GROUND",
    "INK",
    "LEAF",
    "LEAF_LIGHT",
    "LINE",
    "OCHRE",
    "OCHRE_LIGHT",
    "SOFT",
    "Styles",
    "broad",
    "width",
]

INK, SOFT, LINE, GROUND = "#2b2520", "#6a5f54", "#e3dccf", "#faf7f1"
LEAF, LEAF_LIGHT = "#2f6b3c", "#e6f0e4"
OCHRE, OCHRE_LIGHT = "#8a5a00", "#fbefd3"
_FONT = "Calibri"

_WIDTHS = {
    "ref": 13, "choice": 20, "choices": 26, "words": 30, "counts": 32, "phase": 26,
    "variable": 46, "level": 9, "commune": 30, "date": 15, "amount": 17, "integer": 12,
    "number": 13, "boolean": 11, "text": 24,
}  # fmt: skip
_BROAD = {
    "name": 34,
    "summary": 48,
    "story": 60,
    "text": 60,
    "source": 30,
    "source_url": 36,
    "note": 40,
}
_DAY = "dd/mm/yyyy"
_NUMBER_FORMATS = {"integer": "0", "number": "General", "amount": "#,##0.00"}


def width(column: Column) -> int:
    """Return the width of a column, in characters; never less than its title."""
    return max(_BROAD.get(column.name, _WIDTHS[column.kind]), len(column.header) + 4)


def broad(column: Column) -> bool:
    """Return whether a column holds long texts."""
    return column.name in ("summary", "story", "text", "note")


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **properties: Any) -> Any:
        """Return the format with these properties over the common ones."""
        merged = {
            "font_name": _FONT,
            "font_size": 11,
            "font_color": INK,
            "valign": "top",
            **properties,
        }
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(merged)
        return self._made[key]

    def title(self, *, required: bool) -> Any:
        """Return the format of a column title."""
        colours = (OCHRE, OCHRE_LIGHT) if required else (LEAF, LEAF_LIGHT)
        return self.make(
            bold=True, font_color=colours[0], bg_color=colours[1],
            bottom=2, bottom_color=colours[0], right=1, right_color="#ffffff",
            valign="vcenter", text_wrap=True, indent=1,
        )  # fmt: skip

    def cell(self, column: Column, *, day: bool = False) -> Any:
        """Return the format of the cells of a column; `day` for those that hold an exact date.

        A column of dates waits as text: a spreadsheet would make « mars 2018 » the 1st of March and
        « 2018 » a day of 1905.
        """
        return self.make(
            num_format=_DAY if day else _NUMBER_FORMATS.get(column.kind, "@"), bottom=1, bottom_color=LINE,
            align="left" if column.kind not in ("integer", "number", "amount") else "right",
            text_wrap=column.name in _BROAD or column.kind == "words",
            valign="vcenter",
            indent=1,
        )  # fmt: skip
