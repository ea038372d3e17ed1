"""The door: where one arrives, how one enters."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

__all__ = ["home", "invitation", "person"]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the only workspace, or let the person choose."""
    found = list(request.user.memberships.filter(ended_on__isnull=True).select_related("workspace"))
    if len(found) == 1:
        return redirect("home:home", found[0].workspace.code)
    return render(request, "accounts/workspaces.html", {"memberships": found})


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person in."""
    raise NotImplementedError


@login_required
def person(request: HttpRequest) -> HttpResponse:
    """Let a person see and change what is theirs: name, password, second factor."""
    raise NotImplementedError
