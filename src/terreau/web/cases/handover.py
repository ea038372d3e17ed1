"""What a member who leaves was following: its cases go to another, each with its line of history."""

from __future__ import annotations

from django.urls import reverse

from terreau.web.accounts.handover import Holding, register
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace
from terreau.web.core.records import save

__all__ = ["offer"]


def _count(workspace: Workspace, person: User) -> int:
    return Case.objects.of(workspace).filter(followed_by=person).count()


def _url(workspace: Workspace, person: User) -> str:
    return f"{reverse('cases:cases', args=[workspace.code])}?follower={person.pk}"


def _give(actor: User, workspace: Workspace, person: User, heir: User) -> None:
    for case in Case.objects.of(workspace).filter(followed_by=person).select_related("workspace"):
        case.followed_by = heir
        save(actor, case)


def offer() -> None:
    """Let the page of departures know the cases that a person follows."""
    register("cases", Holding("projet suivi|projets suivis", _count, _url, _give))
