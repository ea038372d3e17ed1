"""All that the review of a year reads, as plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from terreau.publishing.logbook.lines import LogLine

__all__ = ["Actor", "Year"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """One around the table; a person has no name here."""

    name: str  # empty for a person
    sector: str
    role: str
    gives: str
    receives: str
    times: int  # how often they were there in the year


@dataclass(frozen=True)
class Year:
    """A case and a year of its life.

    Rows are those of the tables of the same name (`formats.tables`): ``phases``, ``standbys``,
    ``outcomes``, ``means``. `lines` are all those of the case: what was planned before may fall due in
    the year.
    """

    reference: str
    name: str
    about: str  # themes, place
    year: int
    lines: Sequence[LogLine]
    phases: Sequence[Row]
    phase_names: Mapping[str, str]
    standbys: Sequence[Row]
    outcomes: Sequence[Row]
    means: Sequence[Row]
    actors: Sequence[Actor]

    @property
    def start(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    def within(self, day: date | None) -> bool:
        """Whether a day is of this year."""
        return day is not None and day.year == self.year

    @property
    def told(self) -> list[LogLine]:
        """The lines of the year, first to last."""
        mine = [line for line in self.lines if self.within(line.day)]
        return sorted(mine, key=lambda line: (line.day or self.start, line.reference))
