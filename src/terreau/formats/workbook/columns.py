"""The columns of a sheet, read by distinct value: each is parsed once, however many rows hold it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from terreau.formats.tables import Column
from terreau.formats.workbook.about import find_framework
from terreau.formats.workbook.cells import FromFile, Parser, Rules, as_text, parser
from terreau.formats.workbook.checks import Parsed
from terreau.formats.workbook.faults import Fault, Listing
from terreau.formats.workbook.layout import DOCUMENTS, must_fill
from terreau.formats.workbook.sheets import Sheet
from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset

__all__ = ["SheetReader"]

# what a cell of a row with its own référentiel is read by
_BY_FRAMEWORK = ("phase", "variable", "level")
_DOCUMENT = re.compile(rf"{DOCUMENTS}[^/\\]{{1,120}}\.txt")


def _required(column: Column) -> Fault:
    message = _("Cette cellule est vide, alors que la colonne {title} doit être remplie.")
    return Fault("required", message.format(title=quote(column.header)), typeset(_(column.help)))


def _plain(raw: Sequence[Any]) -> Sequence[Any]:
    # truth values first: for Python True and 1 are the same key, for a person they are not
    if bool in set(map(type, raw)):
        return ["VRAI" if v is True else "FAUX" if v is False else v for v in raw]
    return raw


@dataclass(frozen=True)
class SheetReader:
    """What reading a sheet needs.

    Parameters
    ----------
    rules : Rules
    framework : str
        Identifier that an empty cell of « Référentiel » stands for.
    documents : mapping of str to str
        Texts that travel beside the workbook, by the name their cell holds.
    listing : Listing
        Where faults go.
    frameworks : sequence of Framework
        Référentiels of one's own that a row may name.
    """

    rules: Rules
    framework: str
    documents: Mapping[str, str]
    listing: Listing
    frameworks: Sequence[Framework] = ()

    def read(self, sheet: Sheet) -> Parsed:
        """Return the sheet with its cells parsed; faults are listed and leave None."""
        columns = {column.name: self._column(sheet, column) for column in sheet.table.columns}
        columns |= {name: self._column(sheet, Column(name, name, "text")) for name in sheet.added}
        return Parsed(sheet.table, sheet.name, sheet.lines, columns, sheet.added)

    def _column(self, sheet: Sheet, column: Column) -> list[Any]:
        parse = parser(column, self.rules)
        empty = _required(column) if must_fill(column) else self._default(column, parse)
        if column.name not in sheet.columns:
            # a required column that is absent has been said once, at the row of titles
            return [None if isinstance(empty, Fault) else empty] * len(sheet.lines)
        raw: Sequence[Any] = _plain(sheet.columns[column.name])
        own = self._own_parsers(sheet, column)
        if own is None:
            known = {cell: self._cell(cell, parse, empty) for cell in dict.fromkeys(raw)}
        else:
            raw = list(zip(raw, own[0], strict=True))
            parsers = {name: found or parse for name, found in own[1].items()}
            known = {key: self._cell(key[0], parsers[key[1]], empty) for key in dict.fromkeys(raw)}
        faulty = {cell for cell, parsed in known.items() if isinstance(parsed, Fault)}
        if not faulty:
            return [known[cell] for cell in raw]
        hits = ((n, known[v]) for n, v in zip(sheet.lines, raw, strict=True) if v in faulty)
        self.listing.column(sheet.name, column.header, hits)
        return [None if cell in faulty else known[cell] for cell in raw]

    def _own_parsers(
        self, sheet: Sheet, column: Column
    ) -> tuple[list[str], dict[str, Parser | None]] | None:
        """Return the référentiel that each row names, and the parser of each; None when all rows
        are read by the référentiel of the workbook.
        """
        if column.kind not in _BY_FRAMEWORK or "framework" not in sheet.columns:
            return None
        names = [as_text(cell) for cell in sheet.columns["framework"]]
        parsers: dict[str, Parser | None] = {}
        for name in set(names):
            found = find_framework(name, self.frameworks) if name != self.framework else None
            rules = replace(self.rules, framework=found, others=()) if found else None
            parsers[name] = parser(column, rules) if rules else None
        return (names, parsers) if any(parsers.values()) else None

    def _default(self, column: Column, parse: Any) -> Any:
        if column.name == "framework" and column.required:
            return self.framework
        return parse(column.default) if column.default else None

    def _cell(self, cell: Any, parse: Any, empty: Any) -> Any:
        """Return what one distinct cell gives: a value or a fault."""
        value = self._beside(cell)
        if value is None or (isinstance(value, str) and not value.strip()):
            return empty
        parsed = value if isinstance(value, Fault) else parse(value)
        # a cell of invisible characters only is an empty cell
        return empty if isinstance(parsed, str) and not parsed else parsed

    def _beside(self, cell: Any) -> Any:
        """Return the text that travels beside the workbook when `cell` names it, else `cell`."""
        if not (isinstance(cell, str) and _DOCUMENT.fullmatch(cell.strip())):
            return cell
        if cell.strip() in self.documents:
            return FromFile(self.documents[cell.strip()])
        message = _("Le texte {name} manque à côté du classeur.").format(name=quote(cell.strip()))
        hint = _("Donnez l’archive ZIP complète, pas le classeur seul.")
        return Fault("document-missing", message, hint)
