"""The life of a case in one reading: phases, sleep, roles of the structure, holders, outcomes, verifications.

Six small tables with the same shape (a code, texts, dates) are asked together: the page of a case holds
many panels, each room adds its own, and a page asks the base twenty times at most.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, TextField, Value

from terreau.web.cases.models import (
    Case,
    CasePhase,
    HolderGroup,
    Outcome,
    Stance,
    Standby,
    Verification,
)

__all__ = ["Life", "Row", "Verified", "read_life"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the tables, by its primary key `row`; what its texts are depends on `what`."""

    what: str
    row: int
    code: str
    rank: int
    text: str
    text_earliest: date | None
    text_latest: date | None
    until: str
    until_earliest: date | None
    until_latest: date | None
    words: str
    more: str
    last: str

    def dated(self) -> dict[str, Any]:
        """Return the row as `publishing.components` reads it."""
        return {
            "phase": self.code, "seq": self.rank,
            "start": self.text, "start_earliest": self.text_earliest, "start_latest": self.text_latest,
            "end": self.until, "end_earliest": self.until_earliest, "end_latest": self.until_latest,
        }  # fmt: skip


_FIELDS = tuple(Row.__dataclass_fields__)
_DATES = ("text_earliest", "text_latest", "until_earliest", "until_latest")


@dataclass(frozen=True, slots=True)
class Verified:
    """Somebody looked at a field (empty: at the whole) on a day; `by_id` and `by` are who."""

    pk: int
    field: str
    by_id: int
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Life:
    """What was read."""

    phases: list[Row]
    standbys: list[Row]
    stances: list[Row]
    holders: list[Row]
    outcomes: list[Outcome]  # the latest first
    verifications: list[Verified]  # the latest first


def _rows(model: Any, case: Case, what: str, **columns: Any) -> QuerySet:
    """Return the rows of one table under the names of `Row`."""
    query = model.objects.filter(case=case)
    if model is not Verification:
        query = query.live()
    nothing = Value("", output_field=TextField())
    given = {f"_{name}": columns.get(name, nothing) for name in _FIELDS}
    given |= {
        f"_{name}": columns.get(name, Value(None, output_field=DateField())) for name in _DATES
    }
    given["_what"] = Value(what, output_field=CharField())
    given["_row"] = F("pk")
    given["_rank"] = columns.get("rank", Value(0, output_field=IntegerField()))
    return query.order_by().annotate(**given).values_list(*given)


def _dates(start: str, end: str = "") -> dict[str, F]:
    """Return the columns of an approximate date, or of two."""
    found = {
        "text": F(start),
        "text_earliest": F(f"{start}_earliest"),
        "text_latest": F(f"{start}_latest"),
    }
    if end:
        found |= {
            "until": F(end),
            "until_earliest": F(f"{end}_earliest"),
            "until_latest": F(f"{end}_latest"),
        }
    return found


def _union(case: Case) -> QuerySet:
    """Return the rows of the six tables, phases first: they give each column its type."""
    seq = {"rank": F("seq")}
    phases = _rows(CasePhase, case, "phase", code=F("phase"), **seq, **_dates("start", "end"))
    return phases.union(
        _rows(Standby, case, "standby", words=F("reason"), **seq, **_dates("start", "end")),
        _rows(Stance, case, "stance", code=F("phase"), text=F("stance"), until=F("clarity"),
              words=F("for_whom"), **seq),
        _rows(HolderGroup, case, "holders", words=F("group"), more=F("note"), **_dates("since")),
        _rows(Outcome, case, "outcome", code=F("outcome"), until=F("source_kind"), words=F("value"),
              more=F("unit"), last=F("source"), **_dates("date")),
        _rows(Verification, case, "verified", code=F("field"), rank=F("by_id"), text_earliest=F("on"),
              words=F("by__name")),
        all=True,
    )  # fmt: skip


def _stay(case: Case, row: Row) -> CasePhase:
    return CasePhase(pk=row.row, workspace_id=case.workspace_id, case_id=case.pk, **row.dated())


def _outcome(case: Case, row: Row) -> Outcome:
    return Outcome(
        pk=row.row, workspace_id=case.workspace_id, case_id=case.pk, outcome=row.code, date=row.text,
        date_earliest=row.text_earliest, date_latest=row.text_latest, value=row.words, unit=row.more,
        source_kind=row.until, source=row.last,
    )  # fmt: skip


def _verified(row: Row) -> Verified:
    assert row.text_earliest is not None
    return Verified(row.row, row.code, row.rank or 0, row.text_earliest, row.words or "")


def _day(row: Row) -> int:
    return (row.text_latest or row.text_earliest or date.min).toordinal()


def read_life(case: Case) -> Life:
    """Return what the six tables hold of `case`; one query."""
    found: dict[str, list[Row]] = defaultdict(list)
    for values in _union(case):
        found[values[0]].append(Row(*values))
    case.__dict__["_stays"] = [_stay(case, row) for row in found["phase"]]  # for `stays_in`
    for what in ("phase", "standby", "stance", "holders"):
        found[what].sort(key=lambda r: (r.rank, r.code, r.words, r.row))
    found["outcome"].sort(key=lambda row: (-_day(row), row.row))
    found["verified"].sort(key=lambda row: (-_day(row), -row.row))
    return Life(
        phases=found["phase"],
        standbys=found["standby"],
        stances=found["stance"],
        holders=found["holders"],
        outcomes=[_outcome(case, row) for row in found["outcome"]],
        verifications=[_verified(row) for row in found["verified"]],
    )
