"""What a spreadsheet reader does not say: how far the sheets reach, which formulas are in error.

Read from the XML of the sheets in blocks, before anything is built in memory: two lone cells at the
opposite corners of a sheet would otherwise ask for seventeen thousand million cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from terreau.formats.workbook.faults import sheet_place
from terreau.formats.workbook.inside_ods import OdsPass
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["Inside", "look_inside"]

Inside = dict[str, dict[tuple[int, int], str]]  # errors shown, by sheet and (row, column) from 0

_BLOCK = 4 << 20
_MOST_CELLS = 20_000_000
_COLUMN = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})\d")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d{1,9})\"")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>(?:(?!</(?:\w+:)?c>).)*?"
    rb"<(?:\w+:)?v>([^<]{1,20})</", re.DOTALL,
)  # fmt: skip
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")


def _number(letters: bytes) -> int:
    """Return the column of ``b"AB"``, from 0."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1


def _blocks(archive: zipfile.ZipFile, member: str, cut: bytes) -> Iterator[bytes]:
    """Yield the member in pieces that never end inside an element that starts by `cut`."""
    rest = b""
    with archive.open(member) as file:
        while block := file.read(_BLOCK):
            whole = rest + block
            at = whole.rfind(cut)
            at = at if at > 0 else len(whole)
            yield whole[:at]
            rest = whole[at:]
    yield rest


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member of each sheet, by the name people see."""
    from html import unescape

    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for match in _RELATION.finditer(relations):
        held = dict(_ATTRIBUTE.findall(match[1]))
        targets[held.get("Id", "")] = held.get("Target", "")
    sheets = {}
    for match in _SHEET.finditer(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        held = dict(_ATTRIBUTE.findall(match[1]))
        target = targets.get(next((v for k, v in held.items() if k.endswith(":id")), ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        sheets[unescape(held.get("name", ""))] = path
    return {name: path for name, path in sheets.items() if path in archive.NameToInfo}


def _too_wide(sheet: str) -> Problem:
    message = _("Une cellule isolée, très loin des autres, étend cette feuille à l’infini.")
    hint = _("Allez-y par Ctrl+Fin, supprimez les lignes et colonnes inutiles, enregistrez.")
    return Problem("sheet-too-wide", sheet_place(sheet) if sheet else "", message, hint)


def _errors(block: bytes) -> dict[tuple[int, int], str]:
    """Return the formulas in error of a block, and those that no program ever calculated."""
    found = {}
    if b't="e"' in block:
        for letters, row, shown in _ERROR.findall(block):
            found[(int(row) - 1, _number(letters))] = shown.decode("utf-8", "replace")
    if b"<f" in block or b":f" in block:
        for attributes in _FORMULA.findall(block):
            cell = _CELL.search(attributes)
            # an empty text is a result like any other
            if cell and b't="str"' not in attributes:
                place = (int(cell[2]) - 1, _number(cell[1]))
                found.setdefault(place, _("jamais calculée"))
    return found


def _look_xlsx(archive: zipfile.ZipFile, problems: list[Problem]) -> Inside:
    errors: Inside = {}
    for sheet, member in _xlsx_sheets(archive).items():
        columns: set[bytes] = set()
        last = 0
        for block in _blocks(archive, member, b"<row"):
            columns |= set(_COLUMN.findall(block))
            last = max(last, max(map(int, _ROW.findall(block)), default=0))
            found = _errors(block)
            if found:
                errors.setdefault(sheet, {}).update(found)
        width = max(map(_number, columns), default=0) + 1
        if width * last > _MOST_CELLS:
            problems.append(_too_wide(sheet))
    return errors


def _look_ods(archive: zipfile.ZipFile, problems: list[Problem]) -> Inside:
    content = OdsPass()
    with archive.open("content.xml") as file:
        while block := file.read(_BLOCK):
            content.feed(block)
    if content.area > _MOST_CELLS:
        problems.append(_too_wide(""))
    return content.errors


def look_inside(data: bytes) -> tuple[Inside, list[Problem]]:
    """Return the errors of formula by sheet, and why the file must not be loaded.

    `data` is an XLSX or ODS archive that `archive.inspect_archive` accepted.
    """
    problems: list[Problem] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" in archive.NameToInfo:
            return _look_xlsx(archive, problems), problems
        if "content.xml" in archive.NameToInfo:
            return _look_ods(archive, problems), problems
    return {}, problems
