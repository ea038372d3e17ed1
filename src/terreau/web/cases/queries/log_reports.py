"""The rows that the follow-up of a week and the review of a year are written from."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from terreau import __version__
from terreau.publishing.logbook import Actor, FollowedCase, Frame, LogLine, Year
from terreau.web.accounts.models import User
from terreau.web.cases.models import (
    Attendance,
    Case,
    CasePhase,
    Involvement,
    LogEntry,
    Means,
    Outcome,
    Standby,
)
from terreau.web.cases.queries.phases import phase_titles
from terreau.web.core.models import Workspace

__all__ = ["followed_cases", "frame_of", "line_of", "week_of", "year_of"]


_MANY = 100  # cases
# what `line_of` reads
_READ = (
    "case_id", "reference", "date", "date_latest", "kind", "text", "attendance", "sectors", "milestone", "planned_for",
    "planned_for_latest", "moved_to", "moved_to_latest", "decision", "reverses_id", "next_step", "next_on",
    "next_done_on", "to_confirm",
)  # fmt: skip


def frame_of(workspace: Workspace) -> Frame:
    """Return what documents say of their workspace."""
    return Frame(workspace.name, workspace.current_day(), workspace.fictional, __version__)


def line_of(entry: Any, references: dict[int, str] | None = None) -> LogLine:
    """Return a line, or the values of one, as documents read it; `references` are those of the lines it may go back on."""
    return LogLine(
        reference=entry.reference, dated=entry.date, day=entry.date_latest, kind=entry.kind, text=entry.text,
        attendance=entry.attendance, sectors=entry.sectors, milestone=entry.milestone,
        planned_for=entry.planned_for, planned_day=entry.planned_for_latest, moved_to=entry.moved_to,
        moved_day=entry.moved_to_latest, decision=entry.decision,
        reverses=(references or {}).get(entry.reverses_id or 0, ""), next_step=entry.next_step,
        next_on=entry.next_on, done_on=entry.next_done_on, to_confirm=entry.to_confirm,
    )  # fmt: skip


def followed_cases(workspace: Workspace, user: User | None = None) -> QuerySet[Case]:
    """Return the cases that somebody follows (or `user`), those that are over left out."""
    cases = Case.objects.of(workspace).filter(ended="").order_by("name_key", "id")
    return cases.filter(followed_by=user) if user else cases.filter(followed_by__isnull=False)


def _by_case(rows: QuerySet[LogEntry]) -> dict[int, list[LogLine]]:
    found: dict[int, list[LogLine]] = defaultdict(list)
    for row in rows.values_list(*_READ, named=True):
        found[row.case_id].append(line_of(row))
    return found


def week_of(
    workspace: Workspace, cases: QuerySet[Case] | list[Case], start: date, end: date
) -> list[FollowedCase]:
    """Return what the week of some cases is told from; as many queries whatever their number."""
    if isinstance(cases, QuerySet):
        cases = list(cases.values_list("pk", "reference", "name", named=True))
    rows = LogEntry.objects.filter(case__in=[case.pk for case in cases], archived_on__isnull=True)
    # the days of the workspace have an index, so have the lines of a case
    recent = rows.filter(workspace=workspace) if len(cases) > _MANY else rows
    told = recent.filter(date_latest__gte=start, date_latest__lte=end).order_by("date_latest", "id")
    # what waits and what was done have indexes of their own
    waiting = recent.filter(next_done_on__isnull=True).filter(
        Q(next_on__isnull=False) | ~Q(next_step="")
    )
    waiting = waiting.filter(date_latest__lte=end).order_by("next_on", "id")
    done = recent.filter(next_done_on__gte=start, next_done_on__lte=end).order_by("next_on", "id")
    # the last day of each case is the first of its index: the days before it are not read
    before = LogEntry.objects.filter(
        case=OuterRef("pk"), archived_on__isnull=True, date_latest__lt=start
    )
    latest = Subquery(before.order_by("-date_latest").values("date_latest")[:1])
    last = dict(
        Case.objects.filter(pk__in=[case.pk for case in cases])
        .order_by()
        .values_list("pk")
        .annotate(last=latest)
    )
    lines, next_ones, done_ones = _by_case(told), _by_case(waiting), _by_case(done)
    return [
        FollowedCase(
            case.reference, case.name, "", tuple(lines[case.pk]),
            tuple(next_ones[case.pk]), tuple(done_ones[case.pk]), last.get(case.pk),
        )
        for case in cases
    ]  # fmt: skip


def _dated(model: Any, case: Case, *names: str) -> list[dict[str, Any]]:
    bounds = [f"{name}_{end}" for name in ("start", "end") for end in ("earliest", "latest")]
    rows = model.objects.filter(case=case, archived_on__isnull=True)
    return list(rows.values("seq", "start", "end", *bounds, *names))


def _actors(case: Case, year: int) -> list[Actor]:
    """Return those who had a place in the case, or were there in the year; persons without their name."""
    there = Attendance.objects.filter(
        entry__case=case, entry__archived_on__isnull=True, archived_on__isnull=True,
        entry__date_latest__year=year,
    ).select_related("actor")  # fmt: skip
    times: Counter[int] = Counter()
    known = {}
    for row in there:
        times[row.actor_id] += 1
        known[row.actor_id] = row.actor
    places: dict[int, list[Involvement]] = defaultdict(list)
    for place in Involvement.objects.filter(case=case, archived_on__isnull=True).select_related(
        "actor"
    ):
        places[place.actor_id].append(place)
        known[place.actor_id] = place.actor
    return [
        Actor(
            "" if actor.person else actor.name, actor.sector, _joined(places[pk], "role"),
            _joined(places[pk], "gives"), _joined(places[pk], "receives"), times[pk],
        )
        for pk, actor in known.items()
    ]  # fmt: skip


def _joined(places: list[Involvement], name: str) -> str:
    return " ; ".join(dict.fromkeys(text for place in places if (text := getattr(place, name))))


def year_of(case: Case, year: int) -> Year:
    """Return all that the review of a year reads."""
    entries = list(LogEntry.objects.filter(case=case, archived_on__isnull=True))
    references = {entry.pk: entry.reference for entry in entries}
    live = {"case": case, "archived_on__isnull": True}
    return Year(
        reference=case.reference, name=case.name, about=", ".join(case.themes), year=year,
        lines=[line_of(entry, references) for entry in entries],
        phases=_dated(CasePhase, case, "phase"), standbys=_dated(Standby, case),
        phase_names=phase_titles(case.workspace, [case.kind]),
        outcomes=list(Outcome.objects.filter(**live).order_by("date_latest", "id").values()),
        means=list(Means.objects.filter(**live).values()), actors=_actors(case, year),
    )  # fmt: skip
