"""Tables as one XLSX: numbers are numbers, text is text and never a formula, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from terreau.formats.archive import rewrite_zip
from terreau.i18n import gettext as _
from terreau.publishing.datasheet import Cell, DataSheet, dictionary
from terreau.publishing.render import text as words

__all__ = ["render_xlsx"]

_LONGEST = 32_767  # characters in a cell
_NARROWEST, _WIDEST = 9, 55
_LINE = 95  # characters on a line of the first sheet
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


def _width(sheet: DataSheet, column: int) -> float:
    said = [len(str(row[column])) for row in sheet.rows if row[column] is not None]
    return min(max([_NARROWEST, len(sheet.fields[column].header) + 2, *said]), _WIDEST)


def _number_format(values: list[Cell]) -> str:
    return (
        "0"
        if all(isinstance(v, int) or v is None or float(v).is_integer() for v in values)
        else "0.00"
    )


def _write(book: Any, formats: dict[str, Any], sheet: DataSheet) -> None:
    page = book.add_worksheet(sheet.name[:31])
    for column, field in enumerate(sheet.fields):
        page.write_string(
            0, column, field.header, formats["number_header" if field.number else "header"]
        )
        values = [row[column] for row in sheet.rows]
        style = formats[_number_format(values)] if field.number else formats["text"]
        page.set_column(column, column, _width(sheet, column), style)
        for line, value in enumerate(values, 1):
            if isinstance(value, str):
                page.write_string(line, column, words.clean(value)[:_LONGEST], formats["text"])
            elif value is not None:
                page.write_number(line, column, value, style)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.fields) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _read_me(book: Any, formats: dict[str, Any], title: str, lines: Sequence[str]) -> None:
    page = book.add_worksheet("LISEZ-MOI")
    page.set_column(0, 0, 100, formats["text"])
    page.write_string(0, 0, words.clean(title)[:_LONGEST], formats["title"])
    for number, line in enumerate(lines, 2):
        said = words.clean(line)[:_LONGEST]
        page.set_row(number, 15 * (1 + len(said) // _LINE))
        page.write_string(number, 0, said, formats["text"])
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    header = base | {"bold": True, "bottom": 1, "bg_color": "#E6F0E4", "text_wrap": True}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14, "text_wrap": True}),
        "header": book.add_format(header),
        "number_header": book.add_format(header | {"align": "right", "indent": 1}),
        "text": book.add_format(base | {"text_wrap": True, "num_format": "@"}),
        "0": book.add_format(base | {"num_format": "#,##0", "align": "right", "indent": 1}),
        "0.00": book.add_format(base | {"num_format": "#,##0.00", "align": "right", "indent": 1}),
    }


def render_xlsx(title: str, lines: Sequence[str], sheets: Sequence[DataSheet]) -> bytes:
    """Return a workbook: LISEZ-MOI (`title`, `lines`), one sheet per table, the dictionary.

    The same bytes every time.
    """
    import xlsxwriter  # loaded when a sheet is asked for, not with every list of the application

    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": words.clean(title)[:250],
            "author": "",
            "created": datetime(1980, 1, 1, tzinfo=UTC),
            "comments": "",
        }
    )
    formats = _formats(book)
    explained = [_("La feuille «\u00a0dictionnaire\u00a0» dit ce que contient chaque colonne.")]
    _read_me(book, formats, title, [*lines, *explained])
    for sheet in (*sheets, dictionary(tuple(sheets))):
        _write(book, formats, sheet)
    book.close()
    return rewrite_zip(out.getvalue(), deflate=True)
