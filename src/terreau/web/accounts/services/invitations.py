"""Invitations: a link lets one person in, once, for fourteen days."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from terreau.web.accounts.models import Invitation, Membership, User
from terreau.web.core.models import Workspace
from terreau.web.core.records import note_act

__all__ = ["AccountExists", "AlreadyMember", "Unusable", "accept", "invite", "resend", "withdraw"]

LIFETIME = timedelta(days=14)


class Unusable(Exception):  # noqa: N818 - a fact about the link, not a fault
    """Raised when an invitation lets nobody in any more; `state` says why."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


class AlreadyMember(Exception):  # noqa: N818 - a fact
    """Raised when the person is a member already."""


class AccountExists(Exception):  # noqa: N818 - a fact
    """Raised when the address has an account: its owner logs in first."""


def _locked(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, held until the end of the transaction."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state != Invitation.State.OPEN:
        raise Unusable(held.state)
    return held


@transaction.atomic
def invite(actor: User, *, workspace: Workspace, name: str, email: str, role: str) -> Invitation:
    """Write an invitation; an earlier one still open to the same address is withdrawn.

    Raises
    ------
    AlreadyMember
        When the address is a member's.
    """
    email, now = email.strip().lower(), timezone.now()
    members = Membership.objects.filter(workspace=workspace, ended_on__isnull=True)
    if members.filter(user__email=email).exists():
        raise AlreadyMember(email)
    workspace.invitations.filter(
        email=email, used_on__isnull=True, withdrawn_on__isnull=True
    ).update(withdrawn_on=now)
    invitation = Invitation.objects.create(
        workspace=workspace, name=" ".join(name.split()), email=email, role=role, sent_by=actor,
        sent_on=now, expires_on=now + LIFETIME,
    )  # fmt: skip
    note_act(actor, "invite", invitation)
    return invitation


@transaction.atomic
def resend(actor: User, *, invitation: Invitation) -> Invitation:
    """Give the same link fourteen more days."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state in {Invitation.State.USED, Invitation.State.WITHDRAWN}:
        raise Unusable(held.state)
    held.sent_by, held.sent_on = actor, timezone.now()
    held.expires_on = held.sent_on + LIFETIME
    held.save(update_fields=["sent_by", "sent_on", "expires_on"])
    note_act(actor, "invite", held)
    return held


@transaction.atomic
def withdraw(actor: User, *, invitation: Invitation) -> Invitation:
    """Close a link; closing it twice changes nothing."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state == Invitation.State.USED:
        raise Unusable(held.state)
    if held.withdrawn_on is None:
        held.withdrawn_on = timezone.now()
        held.save(update_fields=["withdrawn_on"])
        note_act(actor, "withdraw", held)
    return held


def _new_account(email: str, name: str, password: str) -> User:
    if User.objects.filter(email=email).exists():
        raise AccountExists(email)
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=" ".join(name.split()))
    except IntegrityError as error:  # two invitations of one person, at the same instant
        raise AccountExists(email) from error


@transaction.atomic
def accept(
    actor: User | None, *, invitation: Invitation, name: str = "", password: str = ""
) -> Membership:
    """Let a person in: an account that exists (`actor`), or a new one with this name and password.

    Raises
    ------
    Unusable
        When the link was used, withdrawn or grew old, be it an instant ago.
    AlreadyMember
        When the person is a member already: the link stays open for whom it was meant.
    AccountExists
        When there is no `actor` and the address has an account.
    """
    held = _locked(invitation)
    person = actor or _new_account(held.email, name, password)
    now = timezone.now()
    membership, new = Membership.objects.select_for_update().get_or_create(
        workspace_id=held.workspace_id, user=person, defaults={"role": held.role, "since": now}
    )
    if not new:
        if membership.ended_on is None:
            raise AlreadyMember(person.email)
        membership.role, membership.since, membership.ended_on = held.role, now, None
        membership.save(update_fields=["role", "since", "ended_on"])
    held.used_on = now
    held.save(update_fields=["used_on"])
    note_act(person, "join", membership)
    return membership
