"""A spreadsheet that is not a workbook of ours: what it looks like, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.formats.tables import table
from terreau.formats.workbook.faults import cited, sheet_place
from terreau.formats.workbook.layout import ABOUT, META, aliases
from terreau.formats.workbook.opening import Source
from terreau.formats.workbook.sheets import Grid, grid_of
from terreau.i18n import fold, format_integer, ngettext, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["describe", "is_foreign"]

_TITLES_WITHIN = 20
_TITLES_SHOWN = 6
_NEARLY = 0.6
_TOTALS = ("total", "consolidation", "somme", "sous total", "ensemble")


def _fits(source: Source, name: str, sheet: str) -> bool:
    """Whether a sheet that bears one of our names also bears two of its titles."""
    known = aliases(table(name))
    for row in grid_of(source, sheet).rows[:_TITLES_WITHIN]:
        titles = {fold(str(cell).rstrip("* ")) for cell in row if cell not in ("", None)}
        if sum(title in known for title in titles) >= min(2, len(table(name).columns)):
            return True
    return False


def is_foreign(source: Source, chosen: Mapping[str, str]) -> bool:
    """Return whether nothing in the file says that it is a workbook of ours."""
    names = {fold(name) for name in source.book.sheet_names}
    # the name of a hidden sheet survives what people do to the others
    if META in source.book.sheet_names or fold(ABOUT) in names:
        return False
    return not any(_fits(source, name, sheet) for name, sheet in chosen.items())


def _filled(row: list[Any]) -> list[Any]:
    return [cell for cell in row if cell is not None and str(cell).strip()]


def _titles(grid: Grid) -> int | None:
    """Return the row that looks most like titles: the first that is nearly as full as the fullest.

    Nearly: real exports leave some columns without a title.
    """
    rows = grid.rows[:_TITLES_WITHIN]
    words = [sum(isinstance(cell, str) for cell in _filled(row)) for row in rows]
    best = max(words, default=0)
    return (
        next((at for at, n in enumerate(words) if n >= _NEARLY * best), None) if best > 1 else None
    )


def _looks(grid: Grid) -> str:
    """Return one sentence on what a sheet holds."""
    row = _titles(grid)
    if row is None:
        filled = sum(bool(_filled(line)) for line in grid.rows)
        return _("ni titres ni tableau reconnus.") if filled else _("feuille vide.")
    titles = [str(cell).strip().replace("\n", " ") for cell in _filled(grid.rows[row])]
    lines = [line for line in grid.rows[row + 1 :] if _filled(line)]
    shown = ", ".join(cited(title[:40]) for title in titles[:_TITLES_SHOWN])
    more = "…" if len(titles) > _TITLES_SHOWN else "."
    sentence = _("titres ligne {row}, {columns}, {lines}\u00a0: {titles}{more}").format(
        row=row + 1, titles=shown, more=more,
        columns=ngettext("{n} colonne", "{n} colonnes", len(titles)).format(n=len(titles)),
        lines=ngettext("{n} ligne", "{n} lignes", len(lines)).format(n=format_integer(len(lines))),
    )  # fmt: skip
    return " ".join([sentence, *_remarks(grid, row, lines)])


def _remarks(grid: Grid, row: int, lines: list[list[Any]]) -> list[str]:
    """Return what would get in the way of copying the rows."""
    remarks = []
    if any(a[0] <= row and b[1] > a[1] for a, b in grid.merged) or (
        row and _filled(grid.rows[row - 1])
    ):
        remarks.append(
            _("Ce qui est au-dessus des titres (groupes, cellules fusionnées) ne se recopie pas.")
        )
    last = {fold(str(cell)) for cell in _filled(lines[-1])} if lines else set()
    if any(word == total or word.startswith(f"{total} ") for word in last for total in _TOTALS):
        remarks.append(_("La dernière ligne est un total\u00a0: ne la recopiez pas."))
    titles = grid.rows[row][: _width(lines)]
    first = next((at for at, cell in enumerate(titles) if str(cell or "").strip()), 0)
    if any(cell is None or not str(cell).strip() for cell in titles[first:]):
        remarks.append(_("Certaines colonnes n’ont pas de titre."))
    return remarks


def _width(lines: list[list[Any]]) -> int:
    """Return how many columns the rows really fill."""
    return max(
        (i + 1 for line in lines for i, c in enumerate(line) if c not in ("", None)), default=0
    )


def describe(source: Source) -> list[Problem]:
    """Return what to say of a spreadsheet that holds none of our sheets, sheet by sheet."""
    message = _("Ce tableur n’est pas un classeur Terreau\u00a0: aucune feuille n’en a les titres.")
    hint = _(
        "Écrivez-en un vide par «\u00a0terreau workbook new classeur.xlsx\u00a0», et recopiez-y ce qui vous "
        "sert\u00a0: un projet par ligne dans {cases}, un financement dans {means}, une organisation dans {actors}."
    )
    hint = hint.format(**{name: quote(table(name).sheet) for name in ("cases", "means", "actors")})
    problems = [Problem("foreign-spreadsheet", "", message, hint)]
    for name in source.book.sheet_names:
        sentence = _looks(grid_of(source, name))
        problems.append(Problem("foreign-sheet", sheet_place(name), sentence, severity="warning"))
    return problems
