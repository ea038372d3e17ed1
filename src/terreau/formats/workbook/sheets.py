"""A sheet as a grid, where its titles are, and what stands under each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from terreau.formats.tables import Table
from terreau.formats.workbook.faults import CellError, Listing, cited, nearest, place, sheet_place
from terreau.formats.workbook.layout import aliases, header, must_fill
from terreau.formats.workbook.opening import Source, guard
from terreau.i18n import fold, join_words, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["Grid", "Sheet", "grid_of", "sheet_of"]

_TITLES_WITHIN = 20  # rows searched for the titles
_EMPTY = ("", None)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, from its first row and column."""

    name: str
    rows: list[list[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


@dataclass
class Sheet:
    """The columns recognised in a sheet.

    `lines` are the numbers people see; `columns` holds raw cells by column name, x_ ones included.
    """

    table: Table
    name: str
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    added: tuple[str, ...] = ()


def grid_of(source: Source, name: str) -> Grid:
    """Return the grid of the sheet `name`, errors of formula in their place."""
    sheet = guard(source.book.get_sheet_by_name, name)
    rows = guard(lambda: sheet.to_python(skip_empty_area=False))
    for (row, column), shown in source.errors.get(name, {}).items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = CellError(shown)
    return Grid(name, rows, sheet.merged_cell_ranges or ())


def _title(cell: Any) -> str:
    text = cell if isinstance(cell, str) else ""
    return text.strip().rstrip("*").strip()


def _titles_row(grid: Grid, known: dict[str, str]) -> int | None:
    """Return the row with the most titles of ours; None when no row has any."""
    scores = [
        sum(fold(_title(cell)) in known for cell in row if cell not in _EMPTY)
        for row in grid.rows[:_TITLES_WITHIN]
    ]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _merged_across(grid: Grid, row: int) -> bool:
    return any(a[0] <= row <= b[0] and b[1] > a[1] for a, b in grid.merged)


def _no_titles(grid: Grid, declared: Table) -> Problem:
    wanted = join_words([quote(header(c)) for c in declared.columns[:3]])
    message = _("Aucun titre de colonne n’a été reconnu dans les vingt premières lignes.")
    hint = _("Remettez sur une ligne les titres du modèle, qui commencent par {titles}.")
    return Problem("titles-missing", sheet_place(grid.name), message, hint.format(titles=wanted))


def _merged(grid: Grid, row: int) -> Problem:
    where = _("{sheet}, ligne {line}").format(sheet=sheet_place(grid.name), line=row + 1)
    message = _("Des cellules fusionnées cachent des titres de colonnes.")
    return Problem("titles-merged", where, message,
                   _("Annulez la fusion et donnez un titre à chaque colonne."))  # fmt: skip


def _duplicate(grid: Grid, row: int, title: str) -> Problem:
    message = _("Deux colonnes portent ce titre\u00a0: la seconde n’est pas lue.")
    return Problem("title-duplicate", place(grid.name, row + 1, title), message,
                   _("Gardez-en une seule."))  # fmt: skip


def _stranger(grid: Grid, row: int, title: str, declared: Table) -> Problem:
    found = nearest(title, [column.header for column in declared.columns])
    hint = _("Vouliez-vous dire {title}\u202f?").format(title=quote(found)) if found else ""
    if declared.extensible:
        own = _("Pour garder une colonne à vous, faites commencer son titre par x_.")
        hint = f"{hint} {own}".strip()
    message = _("Ce titre n’est pas du modèle\u00a0: la colonne n’est pas lue.")
    return Problem("title-unknown", place(grid.name, row + 1, title), message, hint, "warning")


def _is_added(title: str) -> bool:
    own = title[2:].replace("_", "a").replace("-", "a")
    return title.lower().startswith("x_") and own.isalnum()


def _match(grid: Grid, row: int, declared: Table, listing: Listing) -> dict[str, int]:
    """Return the position of each column recognised in the row of titles."""
    known, found = aliases(declared), {}
    for position, cell in enumerate(grid.rows[row]):
        title = _title(cell)
        if not title:
            continue
        name = known.get(fold(title))
        if name is None and declared.extensible and _is_added(title):
            name = title.lower()
        if name is None:
            listing.add(_stranger(grid, row, title, declared))
        elif name in found:
            listing.add(_duplicate(grid, row, title))
        else:
            found[name] = position
    return found


def _missing(grid: Grid, row: int, declared: Table, found: dict[str, int]) -> list[Problem]:
    titles = [_title(cell) for cell in grid.rows[row]]
    problems = []
    for column in declared.columns:
        if not must_fill(column) or column.name in found:
            continue
        where = f"{sheet_place(grid.name)}, {_('ligne')} {row + 1}"
        message = _("La colonne {title}, obligatoire, manque.").format(title=quote(column.header))
        near = nearest(column.header, [title for title in titles if title])
        hint = _("{title} doit-elle être renommée\u202f?").format(title=cited(near)) if near else ""
        problems.append(Problem("column-missing", where, message, hint))
    return problems


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def sheet_of(grid: Grid, declared: Table, listing: Listing) -> Sheet:
    """Return the columns of `declared` found in `grid`; what is wrong with titles is listed."""
    sheet = Sheet(declared, grid.name)
    row = _titles_row(grid, aliases(declared))
    if row is None:
        if any(not _blank(cell) for line in grid.rows for cell in line):
            listing.add(_no_titles(grid, declared))
        return sheet
    found = _match(grid, row, declared, listing)
    missing = _missing(grid, row, declared, found)
    if missing and _merged_across(grid, row):
        listing.add(_merged(grid, row))
    listing.problems += missing
    # a row counts as soon as one recognised column says something
    places = list(found.values())
    kept = [
        (line, cells)
        for line, cells in enumerate(grid.rows[row + 1 :], row + 2)
        if any(p < len(cells) and not _blank(cells[p]) for p in places)
    ]
    sheet.lines = [line for line, _cells in kept]
    for name, position in found.items():
        sheet.columns[name] = [
            cells[position] if position < len(cells) else "" for _n, cells in kept
        ]
    sheet.added = tuple(sorted(name for name in found if name.startswith("x_")))
    return sheet
