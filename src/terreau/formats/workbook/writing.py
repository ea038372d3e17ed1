"""Writing a workbook, empty or filled: the same layout for both, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from terreau.formats.archive import rewrite_zip
from terreau.formats.tables import TABLES, Column, Table
from terreau.formats.workbook.layout import ABOUT, AID, LISTS, META, README, header, must_fill
from terreau.formats.workbook.lists import LAST_ROW, Lists
from terreau.formats.workbook.pages import write_about, write_aid, write_meta, write_readme
from terreau.formats.workbook.styles import INK, LEAF, OCHRE, Styles, broad, width
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import gettext as _
from terreau.i18n import typeset

__all__ = ["Cells", "write_workbook"]

# cells of a table by column name, in the order of its rows; None is an empty cell
Cells = Mapping[str, list[Any]]

_OPTIONS = {
    "in_memory": True,
    # text is text: nothing that a person wrote ever becomes a formula, a link or a number
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_STORED_UP_TO = 20_000_000  # bytes; above it members are compressed, so that they can be read again
_SPARE_ROWS = 2_000
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)


def _comment(column: Column) -> str:
    parts = [typeset(_(column.help))] if column.help else []
    if column.choices:
        words = ", ".join(word for _code, word in column.choices)
        parts.append(typeset(_("Valeurs : {words}.").format(words=words)))
    if column.unit:
        parts.append(typeset(_("Unité : {unit}.").format(unit=column.unit)))
    if column.default:
        parts.append(typeset(_("Vide : {default}.").format(default=column.default)))
    if column.workbook_only:
        parts.append(typeset(_("Reste dans le classeur.")))
    return "\n".join(dict.fromkeys(parts))


def _writer(sheet: Any) -> Callable[[int, int, Any, Any], None]:
    def write(row: int, position: int, value: Any, style: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(row, position, value, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, position, value, style)
        else:
            sheet.write_number(row, position, value, style)

    return write


def _write_title(sheet: Any, styles: Styles, column: Column, position: int) -> None:
    sheet.write_string(0, position, header(column), styles.title(required=must_fill(column)))
    comment = _comment(column)
    if comment:
        lines = comment.count("\n") + 1 + len(comment) // 42
        sheet.write_comment(0, position, comment, {
            "author": "Terreau", "x_scale": 1.9, "y_scale": max(0.6, lines * 0.28),
            "color": "#fffdf9", "font_name": "Calibri", "font_size": 10,
        })  # fmt: skip


def _write_table(sheet: Any, declared: Table, styles: Styles, lists: Lists, cells: Cells) -> None:
    known = {column.name for column in declared.columns}
    added = [Column(name, name, "text") for name in cells if name not in known]
    write = _writer(sheet)
    sheet.hide_gridlines(2)
    # two lines of a long text are seen, the rest is one click away: rows stay of one height
    sheet.set_default_row(34 if any(broad(column) for column in declared.columns) else 19)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 1)
    sheet.set_tab_color(OCHRE if declared.workbook_only else LEAF)
    for position, column in enumerate([*declared.columns, *added]):
        style, day = styles.cell(column), styles.cell(column, day=True)
        sheet.set_column(position, position, width(column), style)
        _write_title(sheet, styles, column, position)
        lists.validate(sheet, declared, column, position)
        for row, value in enumerate(cells.get(column.name, ()), 1):
            if value is not None:
                write(row, position, value, day if isinstance(value, date) else style)
    # levels and references are digits kept as text, on purpose: no green corner on each
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1 if len(declared.columns) < 14 else 2, 0)
    sheet.repeat_rows(0)


def write_workbook(
    framework: Framework,
    gazetteer: Gazetteer,
    about: Mapping[str, Any],
    tables: Mapping[str, Cells],
    *,
    departements: tuple[str, ...] = (),
) -> bytes:
    """Return the bytes of an XLSX.

    Parameters
    ----------
    about : mapping
        Values of « À propos » by key; the date as a date.
    tables : mapping of str to Cells
        By table name; a table that is absent is an empty sheet. Added columns are named x_….
    departements : tuple of str
        Codes of those whose communes are proposed; all when empty.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": about.get("title", ""), "author": "", "created": _CREATED})
    book.set_size(2400, 1400)
    styles = Styles(book)
    longest = max((len(next(iter(c.values()), ())) for c in tables.values()), default=0)
    lists = Lists(book, framework, gazetteer, departements=departements,
                  last_row=max(LAST_ROW, longest + _SPARE_ROWS))  # fmt: skip
    readme, introduction = book.add_worksheet(README), book.add_worksheet(ABOUT)
    sheets = {declared.name: book.add_worksheet(declared.sheet) for declared in TABLES}
    aid, choices, meta = (book.add_worksheet(name) for name in (AID, LISTS, META))
    lists.attach(choices)
    write_readme(readme, styles, framework, about.get("title", ""))
    write_about(introduction, styles, about)
    for declared in TABLES:
        _write_table(sheets[declared.name], declared, styles, lists, tables.get(declared.name, {}))
    write_aid(aid, styles, framework)
    write_meta(
        meta,
        framework,
        {name: tuple(c for c in cells if c.startswith("x_")) for name, cells in tables.items()},
    )
    for sheet in (readme, introduction, aid):
        sheet.set_tab_color(INK)
    choices.hide()
    meta.very_hidden()
    readme.activate()
    book.close()
    data = out.getvalue()
    return rewrite_zip(data, deflate=_unpacked(data) > _STORED_UP_TO)


def _unpacked(data: bytes) -> int:
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist())
