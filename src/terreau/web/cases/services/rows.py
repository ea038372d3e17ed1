"""Writing the rows of a case: ranks given in order, what goes together written together."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Max

from terreau.web.cases.models import (
    Actor,
    Case,
    CaseLink,
    CasePhase,
    Involvement,
    Means,
    Stance,
    Standby,
)
from terreau.web.core import records
from terreau.web.core.models import Record

__all__ = ["next_seq", "write_involvement", "write_link", "write_row"]

R = TypeVar("R", bound=Record)

# what a rank counts within, besides the case; whether ranks of archived rows are taken for good
_RANKED: dict[type[models.Model], tuple[tuple[str, ...], bool]] = {
    CasePhase: (("phase",), False),
    Stance: (("phase",), False),
    Standby: ((), False),
    Means: ((), True),
    Involvement: (("actor",), True),
}


def next_seq(row: Record) -> int:
    """Return the rank after those of the same case (and phase, or actor)."""
    within, for_good = _RANKED[type(row)]
    same = (
        type(row)
        ._base_manager.filter(case=row.case, **{name: getattr(row, name) for name in within})
        .exclude(pk=row.pk)
    )
    if not for_good:
        same = same.filter(archived_on__isnull=True)
    return (same.aggregate(last=Max("seq"))["last"] or 0) + 1


@transaction.atomic
def write_row(actor: AbstractBaseUser, *, row: R, expected_version: int | None = None) -> R:
    """Write a row of a case; a rank left out is the next one.

    Raises
    ------
    Changed
        When somebody else wrote it since `expected_version`.
    IntegrityError
        When its key is taken.
    """
    if type(row) in _RANKED and row.seq is None:
        Case.objects.select_for_update().filter(
            pk=row.case.pk
        ).first()  # ranks are given one by one
        row.seq = next_seq(row)
    if row.pk is None:
        return records.create(actor, row)
    return records.save(actor, row, expected_version=expected_version)


@transaction.atomic
def write_link(
    actor: AbstractBaseUser,
    *,
    link: CaseLink,
    expected_version: int | None = None,
    end_case: bool = False,
) -> CaseLink:
    """Write a link between cases; with `end_case`, a case merged into another ends on that day."""
    link = write_row(actor, row=link, expected_version=expected_version)
    if end_case and link.relation == "merged_into":
        case = Case.objects.get(pk=link.case_id)
        case.ended, case.exit_reason = link.date, "absorption"
        records.save(actor, case)
    return link


@transaction.atomic
def write_involvement(
    actor: AbstractBaseUser,
    *,
    involvement: Involvement,
    expected_version: int | None = None,
    new_actor: Actor | None = None,
) -> Involvement:
    """Write a place in a case, and the actor who takes it when it is a new one."""
    if new_actor is not None:
        involvement.actor = records.create(actor, new_actor)
    return write_row(actor, row=involvement, expected_version=expected_version)
