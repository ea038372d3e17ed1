"""Drop-down lists: hidden columns with a name, so that none is cut at 255 characters."""

from __future__ import annotations

from typing import Any

from terreau.formats.tables import Column, Table, table
from terreau.formats.workbook.layout import LISTS
from terreau.formats.workbook.words import NO, YES
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import gettext as _

__all__ = ["LAST_ROW", "Lists"]

LAST_ROW = 20_000  # rows of an empty workbook that have their lists


def _column_letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Lists:
    """The hidden sheet of choices, one column by list, and the validations that use them.

    Parameters
    ----------
    workbook : xlsxwriter.Workbook
    communes : sequence of str
        Labels to propose; a commune that is not there can still be typed.
    last_row : int
        Number of the last row that has its lists.
    """

    def __init__(
        self, workbook: Any, framework: Framework, gazetteer: Gazetteer, *,
        departements: tuple[str, ...] = (), last_row: int = LAST_ROW,
    ) -> None:  # fmt: skip
        self._workbook = workbook
        self._sheet: Any = None
        self._names: dict[tuple[str, ...] | str, str] = {}
        self._next = 0
        self._last_row = last_row
        kept = (
            c for c in gazetteer.communes() if not departements or c.departement in departements
        )
        self._communes = tuple(gazetteer.label(c.code) for c in kept)
        self._phases = tuple(f"{p.code} {p.short}" for p in framework.phases)
        self._variables = tuple(f"{v.code} {v.title}" for v in framework.variables)
        self._levels = (*framework.level_codes, *framework.special_codes)

    def attach(self, sheet: Any) -> None:
        """Write the lists on `sheet`, the hidden one."""
        self._sheet = sheet

    def _named(self, words: tuple[str, ...], title: str) -> str:
        """Return the name of the range that holds `words`, written once."""
        if words not in self._names:
            column = self._next
            self._next += 1
            self._sheet.write_string(0, column, title)
            for row, word in enumerate(words, 1):
                self._sheet.write_string(row, column, word)
            letters = _column_letters(column)
            name = f"liste_{column + 1}_{title}"
            self._workbook.define_name(name, f"='{LISTS}'!${letters}$2:${letters}${len(words) + 1}")
            self._names[words] = name
        return self._names[words]

    def _reference(self, target: str) -> str:
        """Return the name of the references written so far in the sheet that owns them."""
        owner = table(target)
        if target not in self._names:
            names = [column.name for column in owner.columns]
            letters = _column_letters(names.index(owner.reference.name if owner.reference else ""))
            cells = f"'{owner.sheet}'!${letters}"
            column = f"{cells}$2:${letters}${self._last_row}"
            # up to the last reference written, so that the list does not end in blanks
            last = f"INDEX({column},MAX(1,COUNTA({column})))"
            self._workbook.define_name(f"ref_{target}", f"={cells}$2:{last}")
            self._names[target] = f"ref_{target}"
        return self._names[target]

    def _source(self, column: Column) -> str:
        if column.kind == "ref":
            return self._reference(column.target)
        words: dict[str, tuple[str, ...]] = {
            "choice": tuple(word for _code, word in column.choices),
            "boolean": (YES, NO),
            "phase": self._phases, "variable": self._variables, "level": self._levels,
            "commune": self._communes,
        }  # fmt: skip
        found = words.get(column.kind, ())
        return (
            self._named(found, column.kind if column.kind != "choice" else column.name)
            if found
            else ""
        )

    def validate(self, sheet: Any, declared: Table, column: Column, position: int) -> None:
        """Give a column its list, if it has one; what is typed beside it is only questioned.

        The program that reads says better than a spreadsheet what is wrong, and accepts synonyms.
        """
        own = declared.reference
        if own is not None and own.name == column.name:
            return
        name = self._source(column)
        if not name:
            return
        sheet.data_validation(1, position, self._last_row - 1, position, {
            "validate": "list", "source": f"={name}", "error_type": "warning",
            "error_title": _("Hors de la liste"),
            "error_message": _("Cette valeur n’est pas dans la liste. La garder\u202f?"),
        })  # fmt: skip
