"""How far the sheets of an OpenDocument file reach, and its formulas in error, in one pass.

A cell or a row says how many times it repeats: a few bytes may stand for thousands of millions of
cells. Nothing is expanded here.
"""

from __future__ import annotations

# no document type is accepted below, so no entity is ever expanded
from xml.parsers import expat

__all__ = ["OdsPass"]

_TABLE, _ROW, _TEXT = "table:table", "table:table-row", "text:p"
_CELLS = ("table:table-cell", "table:covered-table-cell")


class OdsPass:
    """Counts of one ``content.xml``, fed block by block.

    `area` is the number of cells up to the last filled one of each row, repetitions counted;
    `errors` holds what each formula in error shows, by sheet and (row, column) from 0.
    """

    def __init__(self) -> None:
        self.area = 0
        self.errors: dict[str, dict[tuple[int, int], str]] = {}
        self._sheet = ""
        self._row = self._rows = self._column = self._columns = self._reach = 0
        self._error: tuple[int, int] | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, block: bytes) -> None:
        """Read one block; ValueError when it is no XML, or declares a document type."""
        try:
            self._parser.Parse(block, False)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _doctype(self, *_declared: object) -> None:
        raise ValueError("a spreadsheet declares no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _TABLE:
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == _ROW:
            self._rows = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = self._reach = 0
        elif name in _CELLS:
            self._columns = int(attributes.get("table:number-columns-repeated", "1"))
            if attributes.get("calcext:value-type") == "error":
                self._error = (self._row, self._column)
            if "office:value-type" in attributes:
                self._reach = self._column + self._columns
        elif name == _TEXT:
            self._reach = max(self._reach, self._column + self._columns)

    def _text(self, text: str) -> None:
        if self._error:
            cells = self.errors.setdefault(self._sheet, {})
            cells[self._error] = cells.get(self._error, "") + text.strip()

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._column += self._columns
            self._error = None
        elif name == _ROW:
            self._row += self._rows
            self.area += self._reach * self._rows
