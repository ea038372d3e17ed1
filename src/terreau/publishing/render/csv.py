"""A table as CSV that French Excel opens with a double click, and that runs nothing."""

from __future__ import annotations

import csv
from io import StringIO

from terreau.publishing.datasheet import Cell, DataSheet
from terreau.publishing.render import text as words

__all__ = ["plain_cell", "render_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it Excel does not read UTF-8


def plain_cell(value: Cell) -> str:
    """Return a cell as text: decimal comma, an apostrophe before what would be a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        # before cleaning too: a tab is cleaned into a space, then what follows comes first
        text = words.clean(value)
        return (
            f"'{text}" if text.lstrip().startswith(_FORMULA) or value.startswith(_FORMULA) else text
        )
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).replace(".", ",")


def render_csv(sheet: DataSheet) -> bytes:
    """Return `sheet` in UTF-8 with its mark, separated by semicolons, lines ended as Excel does."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([plain_cell(field.header) for field in sheet.fields])
    writer.writerows([plain_cell(cell) for cell in row] for row in sheet.rows)
    return (_BOM + out.getvalue()).encode("utf-8")
