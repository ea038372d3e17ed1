"""The stays of a case in its phases, as one appraises them: in order, with what is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from terreau.framework import Framework, Phase, Variable
from terreau.i18n import gettext as _
from terreau.web.cases.models import Case, CasePhase
from terreau.web.cases.queries.phases import stays_in

__all__ = ["Stay", "current_stay", "stays_of"]


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a phase; `over` when it is past, so that judging it is « après coup »."""

    phase: Phase
    seq: int
    years: str
    over: bool
    begun: bool

    @property
    def key(self) -> tuple[str, int]:
        """What ratings hold of it."""
        return self.phase.code, self.seq

    @property
    def where(self) -> str:
        """« en expérimentation », « en lancement, 2e fois »."""
        words = self.phase.short[:1].lower() + self.phase.short[1:]
        again = _(", {seq}e fois").format(seq=self.seq) if self.seq > 1 else ""
        return _("en {phase}").format(phase=words) + again

    @property
    def title(self) -> str:
        """« Expérimentation », « Lancement, 2e fois »."""
        again = _(", {seq}e fois").format(seq=self.seq) if self.seq > 1 else ""
        return f"{self.phase.short}{again}"

    def expected(self, framework: Framework) -> tuple[Variable, ...]:
        """Return the variables that the référentiel expects in this phase."""
        return framework.expected_in(self.phase.code)


def _years(row: CasePhase) -> str:
    first = row.start_earliest.year if row.start_earliest else None
    last = row.end_latest.year if row.end_latest else None
    if first and last:
        return f"{first}" if first == last else f"{first}–{last}"
    if first:
        return _("depuis {year}").format(year=first)
    return _("jusqu’en {year}").format(year=last) if last else ""


def stays_of(
    case: Case, framework: Framework, day: date, rows: Iterable[CasePhase] | None = None
) -> list[Stay]:
    """Return the stays of `case` in phases of `framework`, first to last.

    Dates order them where they are known; else the rank of the stay, then the order of the phases.
    """
    if rows is None:
        rows = stays_in(case)
    places = {phase.code: number for number, phase in enumerate(framework.phases)}
    known = [row for row in rows if row.phase in places]
    dated = all(row.start_earliest for row in known)
    known.sort(
        key=lambda row: (
            row.start_earliest.toordinal() if dated and row.start_earliest else row.seq,
            places[row.phase],
            row.seq,
        )
    )
    begun = [row.start_earliest is None or row.start_earliest <= day for row in known]
    return [
        Stay(
            framework.phase(row.phase),
            row.seq,
            _years(row),
            over=bool((row.end_latest and row.end_latest < day) or any(begun[place + 1 :])),
            begun=begun[place],
        )
        for place, row in enumerate(known)
    ]


def current_stay(stays: Iterable[Stay]) -> Stay | None:
    """Return the last stay that has begun."""
    return next((stay for stay in reversed(list(stays)) if stay.begun), None)
