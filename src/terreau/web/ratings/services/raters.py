"""Regards: coded persons; the code is public in the team, the person is not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from terreau.web.accounts.models import Membership
from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.ratings.models import Rater, RaterPerson
from terreau.web.ratings.rules import KIND_OF_ROLE, forget_rater, rater_of

__all__ = ["add_holder", "link_member", "take_rater"]


@transaction.atomic
def take_rater(actor: Any, *, workspace: Workspace) -> Rater:
    """Return the regard of `actor`, made with the next code the first time they appraise.

    The record has no author: the journal of acts must not tell who is behind the code.
    """
    member = Membership.objects.select_for_update().get(
        workspace=workspace, user=actor, ended_on=None
    )
    forget_rater(actor)
    known = rater_of(actor, workspace)
    if known is not None:
        return known
    if member.role not in KIND_OF_ROLE:
        raise PermissionDenied
    rater = records.create(None, Rater(workspace=workspace, kind=KIND_OF_ROLE[member.role]))
    RaterPerson.objects.create(rater=rater, user=actor)
    forget_rater(actor)
    return rater


def add_holder(actor: Any, *, workspace: Workspace) -> Rater:
    """Return a new code for a holder, whose answers are entered for them."""
    return records.create(actor, Rater(workspace=workspace, kind="holder"))


@transaction.atomic
def link_member(actor: Any, *, rater: Rater, user: Any | None) -> None:
    """Say which member is behind a code, or that no member is; leaves no name in the journal of acts."""
    RaterPerson.objects.filter(rater=rater).delete()
    if user is not None:
        RaterPerson.objects.filter(rater__workspace=rater.workspace, user=user).delete()
        RaterPerson.objects.create(rater=rater, user=user)
        forget_rater(user)
    forget_rater(actor)
    records.note_act(actor, "change", rater, ["person"])
