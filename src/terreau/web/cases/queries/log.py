"""Reading the logbook: lines, what comes next, the marks of a timeline, one's own hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from terreau.formats.logline import Reading, read_line
from terreau.formats.tables.vocabularies import LOG_KINDS
from terreau.i18n import parse_date
from terreau.publishing.components import Mark, log_marks
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case, LogEntry, OwnHours
from terreau.web.core.models import Workspace

__all__ = [
    "NextStep", "as_steps", "cases_at_hand", "done_lately", "hours_by_month", "hours_of", "lines", "lines_of", "names_of", "next_steps",
    "own_hours", "proposals_of", "recent_lines", "team_hours", "timeline_marks", "to_confirm",
    "waiting_steps",
]  # fmt: skip

_AT_HAND = 30  # cases offered at once
_LATELY = 200  # lines that say where one wrote lately
_DONE = 5  # next steps done that are still shown
_FEWEST = 5  # people below whom hours of others are shown to nobody


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step that is not done, and by how many days it is late."""

    entry: LogEntry
    late: int

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.late > 0


def lines(workspace: Workspace) -> QuerySet[LogEntry]:
    """Return the live lines of `workspace`, most recent first, ready to be shown."""
    found = LogEntry.objects.of(workspace).select_related("case", "created_by", "reverses")
    return found.order_by("-date_latest", "-id")


def lines_of(case: Case) -> QuerySet[LogEntry]:
    """Return the live lines of a case, most recent first; read by the index of the case alone."""
    found = LogEntry.objects.filter(case=case, archived_on__isnull=True)
    return found.select_related("case", "created_by", "reverses").order_by("-date_latest", "-id")


def recent_lines(case: Case, n: int) -> list[LogEntry]:
    """Return the last `n` lines of a case."""
    return list(lines_of(case)[:n])


def to_confirm(workspace: Workspace, user: User) -> int:
    """Return how many lines of `user` still ask something."""
    return LogEntry.objects.of(workspace).filter(created_by=user, to_confirm=True).count()


def proposals_of(entry: LogEntry) -> Reading:
    """Return what the sentence of a line proposes, counted from the day it was written."""
    written = parse_date(entry.date)
    return read_line(entry.text, written.latest if written else entry.created_on.date())


def names_of(workspace: Workspace) -> dict[str, str]:
    """Return the name of each live case by its reference: what a sentence may speak of."""
    return dict(Case.objects.of(workspace).order_by("id").values_list("reference", "name"))


def cases_at_hand(workspace: Workspace, user: User) -> list[tuple[str, str]]:
    """Return (reference, name) of the cases that `user` follows or wrote of lately; then any others."""
    cases = Case.objects.of(workspace)
    wrote = LogEntry.objects.of(workspace).filter(created_by=user).order_by("-id")
    recent = list(dict.fromkeys(wrote.values_list("case", flat=True)[:_LATELY]))[: _AT_HAND // 2]
    mine = cases.filter(Q(followed_by=user) | Q(pk__in=recent)).order_by("name_key", "id")
    found = list(mine.values_list("reference", "name")[:_AT_HAND])
    if len(found) < _AT_HAND:
        known = [reference for reference, _name in found]
        others = cases.exclude(reference__in=known).order_by("name_key", "id")
        found += list(others.values_list("reference", "name")[: _AT_HAND - len(found)])
    return found


def waiting_steps(
    workspace: Workspace,
    user: User | None = None,
    *,
    case: Case | None = None,
    until: date | None = None,
) -> QuerySet[LogEntry]:
    """Return the lines whose next step is not done: first those due first, at the end those without a day.

    Parameters
    ----------
    workspace : Workspace
        Where.
    user : User, optional
        Keep those of the cases this person follows, and of the lines they wrote.
    case : Case, optional
        Keep those of one case.
    until : datetime.date, optional
        Keep those due by then, and those without a day.
    """
    waiting = LogEntry.objects.of(workspace).filter(next_done_on__isnull=True)
    waiting = waiting.filter(Q(next_on__isnull=False) | ~Q(next_step=""))
    if user is not None:
        waiting = waiting.filter(Q(case__followed_by=user) | Q(created_by=user))
    if case is not None:
        waiting = waiting.filter(case=case)
    if until is not None:
        waiting = waiting.filter(Q(next_on__lte=until) | Q(next_on__isnull=True))
    waiting = waiting.filter(case__archived_on__isnull=True).select_related("case", "created_by")
    return waiting.order_by(F("next_on").asc(nulls_last=True), "id")


def done_lately(workspace: Workspace, user: User | None = None) -> list[LogEntry]:
    """Return the last next steps that were done in the week, so that a slip is taken back."""
    week = workspace.current_day() - timedelta(days=7)
    done = LogEntry.objects.of(workspace).filter(next_done_on__gte=week)
    if user is not None:
        done = done.filter(Q(case__followed_by=user) | Q(created_by=user))
    found = list(done.select_related("case").order_by("-next_done_on", "-changed_on")[:_DONE])
    for entry in found:
        entry.workspace = entry.case.workspace = workspace
    return found


def as_steps(workspace: Workspace, entries: Iterable[LogEntry]) -> list[NextStep]:
    """Return lines as next steps, with how late they are."""
    day = workspace.current_day()
    found = []
    for entry in entries:
        entry.workspace = entry.case.workspace = workspace  # known already: not asked of the base
        found.append(NextStep(entry, (day - entry.next_on).days if entry.next_on else 0))
    return found


def next_steps(
    workspace: Workspace,
    user: User | None = None,
    *,
    case: Case | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> list[NextStep]:
    """Return the next steps that are not done, overdue first; see `waiting_steps` for what is kept."""
    return as_steps(workspace, waiting_steps(workspace, user, case=case, until=until)[:limit])


def timeline_marks(case: Case) -> list[Mark]:
    """Return the dated facts of the logbook of a case, by kind, without their words."""
    rows: Iterable[dict[str, Any]] = LogEntry.objects.filter(
        case=case, archived_on__isnull=True
    ).values("kind", "date", "date_earliest", "date_latest")
    return log_marks(rows, dict(LOG_KINDS))


def own_hours(author: User, entries: Iterable[LogEntry]) -> dict[int, Decimal]:
    """Return the hours of `author`, by line; nobody else's can be asked for."""
    mine = OwnHours.objects.filter(author=author, entry__in=[entry.pk for entry in entries])
    return dict(mine.values_list("entry_id", "hours"))


def hours_of(author: User, workspace: Workspace, since: date, until: date) -> QuerySet[OwnHours]:
    """Return the hours of `author` between two days."""
    return OwnHours.objects.filter(
        author=author, entry__workspace=workspace, entry__archived_on__isnull=True,
        entry__date_latest__gte=since, entry__date_latest__lte=until,
    )  # fmt: skip


def hours_by_month(author: User, workspace: Workspace, year: int) -> list[tuple[date, Decimal]]:
    """Return the hours of `author` by month of a year; months without any are left out."""
    rows = hours_of(author, workspace, date(year, 1, 1), date(year, 12, 31))
    by_month = (
        rows.values("entry__date_latest__month").annotate(total=Sum("hours"))
        .order_by("entry__date_latest__month").values_list("entry__date_latest__month", "total")
    )  # fmt: skip
    return [(date(year, month, 1), total) for month, total in by_month]


def team_hours(workspace: Workspace, reader: User, since: date, until: date) -> Decimal | None:
    """Return the hours of the others between two days; None under five people besides `reader`.

    Whole months only: between two spans that differ by a day, one person's hours would be read.
    """
    whole = since.day == 1 and (until + timedelta(days=1)).day == 1
    if not whole:
        return None
    rows = OwnHours.objects.filter(
        entry__workspace=workspace, entry__archived_on__isnull=True,
        entry__date_latest__gte=since, entry__date_latest__lte=until,
    ).exclude(author=reader)  # fmt: skip
    found = rows.aggregate(people=Count("author", distinct=True), total=Sum("hours"))
    return found["total"] if found["people"] >= _FEWEST else None
