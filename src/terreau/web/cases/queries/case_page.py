"""All that the page of a case says, read at once: the number of queries does not follow the size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from terreau.web.cases.models import (
    AddedField,
    Case,
    CaseLink,
    Involvement,
    LogEntry,
    Means,
)
from terreau.web.cases.queries.case_kinds import kind_named
from terreau.web.cases.queries.case_life import Life, read_life
from terreau.web.cases.queries.phases import phase_titles

__all__ = ["CasePage", "read_page"]

_DATED = ("date", "date_earliest", "date_latest", "kind")


@dataclass(frozen=True)
class CasePage:
    """What is known of a case, within the circles of its reader."""

    case: Case
    team: bool
    kind: Any
    phases: dict[str, str]
    life: Life
    links: list[CaseLink]
    means: list[Means]
    involvements: list[Involvement]
    log: list[LogEntry]  # for the team with their words, for others dates and kinds alone
    added: list[AddedField] = field(default_factory=list)


def _log(case: Case, team: bool) -> list[LogEntry]:
    lines = LogEntry.objects.filter(case=case, archived_on__isnull=True)
    if team:
        return list(lines.select_related("created_by"))
    return list(lines.only(*_DATED))


def _links(case: Case) -> list[CaseLink]:
    ties = CaseLink.objects.filter(Q(case=case) | Q(other=case), archived_on__isnull=True)
    return list(ties.select_related("case", "other").order_by("date_earliest", "id"))


def read_page(case: Case, *, team: bool) -> CasePage:
    """Return all that the page of `case` says to a member (`team`: or to one of the team)."""
    mine = {"case": case, "archived_on__isnull": True}
    return CasePage(
        case=case,
        team=team,
        kind=kind_named(case.workspace, case.kind),
        phases=phase_titles(case.workspace, [case.kind]),
        life=read_life(case),
        links=_links(case),
        means=list(Means.objects.filter(**mine)),
        involvements=list(Involvement.objects.filter(**mine).select_related("actor")),
        log=_log(case, team),
        added=list(AddedField.objects.of(case.workspace).filter(kind=case.kind))
        if case.extra
        else [],
    )
