"""Faults of cells, gathered by column so that a ruined file stays readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from terreau.i18n import format_integer, ngettext, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["CellError", "Fault", "Listing", "cited", "nearest", "place", "sheet_place"]

_LISTED = 20  # rows named one by one for a kind of fault in a column; the others are counted
_CITED = 60  # characters of a value that a sentence repeats
# what would command the terminal, or turn the direction of the sentence around the value
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_CLOSE_ENOUGH = 60.0  # of 100, below which a suggestion would only surprise


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of formula (#REF!) instead of a value."""

    shown: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value; `hint` is asked only for the rows that are listed."""

    code: str
    message: str
    hint: Callable[[], str] | str = ""
    severity: str = "error"

    def problem(self, where: str) -> Problem:
        """Return the problem at one place."""
        hint = self.hint if isinstance(self.hint, str) else self.hint()
        return Problem(self.code, where, self.message, hint, self.severity)


def cited(text: str) -> str:
    """Return a value between quotation marks, on one line, cut short: what a sentence may repeat."""
    line = " ".join(_UNSEEN.sub(" ", text).split(" ")).strip()
    return quote(line if len(line) <= _CITED else line[: _CITED - 1] + "…")


def sheet_place(sheet: str) -> str:
    """Return « feuille « Phases » »."""
    return _("feuille {name}").format(name=cited(sheet))


def place(sheet: str, line: int, header: str) -> str:
    """Return « feuille « Phases », ligne 7, colonne « Début » »."""
    where = _("{sheet}, ligne {line}, colonne {column}")
    return where.format(sheet=sheet_place(sheet), line=line, column=cited(header))


def nearest(text: str, choices: Iterable[str]) -> str:
    """Return the choice that looks most like `text`; empty when none does."""
    from rapidfuzz import fuzz, process

    from terreau.i18n import fold

    options = {choice: fold(choice) for choice in choices}
    found = process.extractOne(fold(text), options, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return found[2] if found else ""


def _rest(count: int) -> str:
    sentence = ngettext(
        "Et {n} autre ligne de cette colonne a la même erreur.",
        "Et {n} autres lignes de cette colonne ont la même erreur.", count,
    )  # fmt: skip
    return sentence.format(n=format_integer(count))


@dataclass
class Listing:
    """Every problem found, in the order of the workbook."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Add one problem that has its place."""
        self.problems.append(problem)

    def column(self, sheet: str, header: str, faults: Iterable[tuple[int, Fault]]) -> None:
        """Add the faults of a column, as (line, fault), capped by kind of fault."""
        by_code: dict[str, list[tuple[int, Fault]]] = {}
        for line, fault in faults:
            by_code.setdefault(fault.code, []).append((line, fault))
        for code, hits in by_code.items():
            self.problems += [fault.problem(place(sheet, n, header)) for n, fault in hits[:_LISTED]]
            if len(hits) > _LISTED:
                where = f"{sheet_place(sheet)}, {_('colonne')} {cited(header)}"
                rest = _rest(len(hits) - _LISTED)
                self.problems.append(Problem(code, where, rest, severity=hits[0][1].severity))

    def sort(self, sheets: Iterable[str]) -> None:
        """Put the problems in the order of `sheets`; those of no sheet come first."""
        ranks = {sheet_place(name): rank for rank, name in enumerate(sheets, 1)}
        self.problems.sort(
            key=lambda problem: ranks.get(problem.where.partition("\u00a0»")[0] + "\u00a0»", 0)
        )

    @property
    def refused(self) -> bool:
        """Whether one of the problems is an error."""
        return any(problem.severity == "error" for problem in self.problems)
