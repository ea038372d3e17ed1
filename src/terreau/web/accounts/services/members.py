"""Members: their role, the end of their membership, a way back in for who lost theirs."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from terreau.web.accounts import handover
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.core.models import Workspace
from terreau.web.core.records import note_act

__all__ = [
    "LastAdmin",
    "NotTheirs",
    "change_role",
    "end_membership",
    "may_help",
    "password_link",
    "remove_second_factor",
    "rename",
]


class LastAdmin(Exception):  # noqa: N818 - a refusal
    """Raised when a workspace would have nobody left to administer it."""


class NotTheirs(Exception):  # noqa: N818 - a refusal
    """Raised when an administrator may not touch an account that other structures share."""


def _keep_one_admin(membership: Membership) -> None:
    """Refuse to lose the last one; two administrators who leave at once queue here."""
    admins = Membership.objects.select_for_update().filter(
        workspace=membership.workspace, role=Role.ADMIN, ended_on__isnull=True
    )
    if membership.role == Role.ADMIN and {one.pk for one in admins} <= {membership.pk}:
        raise LastAdmin


def _held(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "workspace")
        .get(pk=membership.pk)
    )


@transaction.atomic
def change_role(actor: User, *, membership: Membership, role: str) -> Membership:
    """Give a member another role.

    Raises
    ------
    LastAdmin
        When nobody else administers the workspace.
    """
    held = _held(membership)
    if role == held.role:
        return held
    _keep_one_admin(held)
    held.role = role
    held.save(update_fields=["role"])
    note_act(actor, "role", held, ["role"])
    return held


@transaction.atomic
def end_membership(actor: User, *, membership: Membership, heir: User | None = None) -> Membership:
    """End a membership; what the person follows goes to `heir`, in the same gesture.

    What they wrote stays, under their name. They may be invited again.

    Raises
    ------
    LastAdmin
        When nobody else administers the workspace.
    """
    held = _held(membership)
    if held.ended_on is not None:
        return held
    _keep_one_admin(held)
    if heir is not None:
        handover.hand_over(actor, workspace=held.workspace, person=held.user, heir=heir)
    held.ended_on = timezone.now()
    held.save(update_fields=["ended_on"])
    note_act(actor, "end", held)
    return held


def may_help(actor: User, person: User) -> bool:
    """Whether `actor` may open the account of `person` again: only where no other structure shares it."""
    theirs = Membership.objects.filter(user=person, ended_on__isnull=True)
    administered = Workspace.objects.filter(
        memberships__user=actor, memberships__role=Role.ADMIN, memberships__ended_on__isnull=True
    )
    return actor != person and not theirs.exclude(workspace__in=administered).exists()


def _check(actor: User, membership: Membership) -> None:
    if membership.ended_on is not None or not may_help(actor, membership.user):
        raise NotTheirs


@transaction.atomic
def password_link(actor: User, *, membership: Membership) -> str:
    """Return the address, good once and for three days, by which a member chooses a new password.

    For servers that send no mail. The second factor, if any, is still asked.
    """
    _check(actor, membership)
    person = membership.user
    note_act(actor, "link", membership)
    parts = [user_pk_to_url_str(person), default_token_generator.make_token(person)]
    return reverse("account_reset_password_from_key", args=parts)


@transaction.atomic
def remove_second_factor(actor: User, *, membership: Membership) -> None:
    """Take away the second factor of a member who lost telephone and recovery codes."""
    _check(actor, membership)
    gone, _kinds = Authenticator.objects.filter(user=membership.user).delete()
    if gone:
        note_act(actor, "factor", membership)


@transaction.atomic
def rename(actor: User, *, name: str) -> User:
    """Change the name under which a person is shown."""
    actor.name = " ".join(name.split())
    actor.save(update_fields=["name"])
    note_act(actor, "change", actor, ["name"])
    return actor
