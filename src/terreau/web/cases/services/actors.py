"""Two records of one actor become one."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from terreau.web.cases.models import Actor, Attendance, Involvement
from terreau.web.core import records

__all__ = ["merge_actors"]

_STAMP = ["version", "changed_on", "changed_by"]
_COMPLETED = ("sector", "form", "commune")


@transaction.atomic
def merge_actors(actor: AbstractBaseUser, *, kept: Actor, gone: Actor) -> Actor:
    """Move the places and presences of `gone` to `kept`, archive `gone`: one act of the journal.

    What `kept` did not say of itself is taken from `gone`. Each row moved keeps its history.
    """
    both = Actor.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    kept, gone = both[kept.pk], both[gone.pk]
    _move_involvements(actor, kept, gone)
    _move_presences(actor, kept, gone)
    for name in _COMPLETED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    records.save(actor, kept, verb="")
    gone.archived_on = timezone.now()
    records.save(actor, gone, verb="")
    records.note_act(actor, "merge", kept, [gone.reference])
    return kept


def _stamped(actor: AbstractBaseUser, row: Involvement | Attendance) -> None:
    row.version += 1
    row.changed_on, row.changed_by = timezone.now(), actor


def _move_involvements(actor: AbstractBaseUser, kept: Actor, gone: Actor) -> None:
    """Give each place the next rank where `kept` already has one in the case, archived ones too."""
    rows = list(Involvement.objects.filter(actor=gone).order_by("case_id", "seq"))
    taken = dict(
        Involvement.objects.filter(actor=kept, case__in={row.case_id for row in rows})
        .order_by()
        .values_list("case_id")
        .annotate(last=Max("seq"))
    )
    for row in rows:
        taken[row.case_id] = row.seq = taken.get(row.case_id, 0) + 1
        row.actor = kept
        _stamped(actor, row)
    bulk_update_with_history(
        rows, Involvement, ["actor", "seq", *_STAMP], batch_size=100, default_user=actor
    )


def _move_presences(actor: AbstractBaseUser, kept: Actor, gone: Actor) -> None:
    """Move presences; where both were noted on a line, one stays and the other is archived."""
    rows = list(Attendance.objects.live().filter(actor=gone))
    there = set(
        Attendance.objects.live()
        .filter(actor=kept, entry__in={row.entry_id for row in rows})
        .values_list("entry_id", flat=True)
    )
    for row in rows:
        if row.entry_id in there:
            row.archived_on = timezone.now()
        else:
            row.actor = kept
        _stamped(actor, row)
    bulk_update_with_history(
        rows, Attendance, ["actor", "archived_on", *_STAMP], batch_size=100, default_user=actor
    )
