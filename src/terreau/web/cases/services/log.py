"""Writing the logbook: a line is kept once whatever the telephone does; hours belong to their author."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction

from terreau.formats.logline import Reading
from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.web.cases.models import Actor, Attendance, Case, LogEntry, OwnHours
from terreau.web.core import records

__all__ = [
    "Kept", "accept", "keep_line", "leave_as_is", "mark_done", "postpone", "reopen", "set_attendances",
    "set_hours", "values_of",
]  # fmt: skip

_PLAIN = ("kind", "date", "milestone", "planned_for", "moved_to", "decision", "next_step")


@dataclass(frozen=True, slots=True)
class Kept:
    """A line in the base, and whether it was `new` or had already come."""

    entry: LogEntry
    new: bool


def values_of(read: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a line from texts by field, as a form or a reading gives them."""
    values: dict[str, Any] = {name: read[name] for name in _PLAIN if read.get(name)}
    if read.get("attendance"):
        values["attendance"] = int(read["attendance"])
    sectors = {code: int(read[code]) for code, _word in ATTENDANCE_SECTORS if read.get(code)}
    if sectors:
        values["sectors"] = sectors
    if read.get("next_on"):
        values["next_on"] = date.fromisoformat(read["next_on"])
    return values


def _sent_before(actor: AbstractBaseUser, case: Case, sent: UUID | None) -> LogEntry | None:
    if sent is None:
        return None
    return LogEntry.objects.filter(
        workspace_id=case.workspace_id, created_by=actor, sent=sent
    ).first()


def keep_line(
    actor: AbstractBaseUser,
    *,
    case: Case,
    text: str,
    values: Mapping[str, Any],
    hours: Decimal | None = None,
    sent: UUID | None = None,
    to_confirm: bool = False,
) -> Kept:
    """Write one line; `sent` is the telephone's own number for it: the same one is kept once.

    `values` are fields of the line that a person has seen; what was only guessed is not among them,
    and `to_confirm` says that questions remain.
    """
    try:
        with transaction.atomic():
            before = _sent_before(actor, case, sent)
            if before is not None:
                return Kept(before, new=False)
            entry = LogEntry(
                workspace=case.workspace, case=case, text=text, sent=sent, to_confirm=to_confirm, **values
            )  # fmt: skip
            records.create(actor, entry)
            if hours:
                OwnHours.objects.create(entry=entry, author=actor, hours=hours)
            return Kept(entry, new=True)
    except IntegrityError:  # two requests at once with the same number
        before = _sent_before(actor, case, sent)
        if before is None:
            raise
        return Kept(before, new=False)


def _settle(actor: AbstractBaseUser, entry: LogEntry) -> None:
    """Say that no question remains; whether one does is no fact, it has no version."""
    if LogEntry.objects.filter(pk=entry.pk, to_confirm=True).update(to_confirm=False):
        records.note_act(actor, "settle", entry)
    entry.to_confirm = False


@transaction.atomic
def leave_as_is(actor: AbstractBaseUser, *, entry: LogEntry) -> None:
    """Keep the sentence alone: its author has nothing to add."""
    _settle(actor, entry)


@transaction.atomic
def accept(
    actor: AbstractBaseUser, *, entry: LogEntry, reading: Reading, expected_version: int
) -> None:
    """Write what was proposed without a doubt for the fields that are still empty.

    Raises
    ------
    Changed
        When somebody else wrote the line since it was shown.
    """
    sure = {one.field: one.value for one in reading.proposals if one.sure}
    for name, value in values_of(sure).items():
        if not getattr(entry, name) or (name == "kind" and entry.kind == "other") or name == "date":
            setattr(entry, name, value)
    entry.to_confirm = False
    records.save(actor, entry, expected_version=expected_version)
    _settle(actor, entry)


@transaction.atomic
def mark_done(actor: AbstractBaseUser, *, entry: LogEntry, day: date) -> None:
    """Say that the next step of a line was done on `day`."""
    entry.next_done_on = day
    records.save(actor, entry, verb="done")


@transaction.atomic
def reopen(actor: AbstractBaseUser, *, entry: LogEntry) -> None:
    """Say that the next step of a line is still to be done."""
    entry.next_done_on = None
    records.save(actor, entry, verb="change")


@transaction.atomic
def postpone(actor: AbstractBaseUser, *, entry: LogEntry, day: date) -> None:
    """Give the next step of a line another day; the day before stays in the history."""
    entry.next_on = day
    records.save(actor, entry, verb="postpone")


@transaction.atomic
def set_attendances(actor: AbstractBaseUser, *, entry: LogEntry, actors: Collection[Actor]) -> None:
    """Write which actors were there: those named, and no other."""
    wanted = {one.pk: one for one in actors}
    known = {row.actor_id: row for row in Attendance.objects.filter(entry=entry)}
    for pk, row in known.items():
        if row.archived and pk in wanted:
            records.restore(actor, row)
        elif not row.archived and pk not in wanted:
            records.archive(actor, row)
    for pk, one in wanted.items():
        if pk not in known:
            records.create(actor, Attendance(workspace=entry.workspace, entry=entry, actor=one))


def set_hours(author: AbstractBaseUser, *, entry: LogEntry, hours: Decimal | None) -> None:
    """Write, or take away, the hours of their author on a line: no act, no history, for nobody else."""
    mine = OwnHours.objects.filter(entry=entry, author=author)
    if not hours:
        mine.delete()
    elif not mine.update(hours=hours):
        OwnHours.objects.create(entry=entry, author=author, hours=hours)
