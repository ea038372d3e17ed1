"""The door: where one arrives, how one enters."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordResetView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from terreau.web.accounts import mail
from terreau.web.accounts.roles import described
from terreau.web.accounts.rules import remember
from terreau.web.core.rooms import first_page

__all__ = ["forgotten", "home", "no_signup"]


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the first page of the only workspace, or let the person choose (``?choix=1``: always)."""
    found = list(
        request.user.memberships.filter(ended_on__isnull=True)
        .select_related("workspace")
        .order_by("workspace__name")
    )
    for one in found:
        one.user = request.user
        remember(one)
    if len(found) == 1 and "choix" not in request.GET:
        return redirect(first_page(request.user, found[0].workspace))
    places = [
        {
            "workspace": one.workspace,
            "role": described(one.role),
            "url": first_page(request.user, one.workspace),
        }
        for one in found
    ]
    return render(request, "accounts/workspaces.html", {"places": places})


@require_safe
def no_signup(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account: by an invitation."""
    return render(request, "accounts/no_signup.html")


class _Forgotten(PasswordResetView):
    def get_context_data(self, **said: Any) -> dict[str, Any]:
        return {**super().get_context_data(**said), "mail_leaves": mail.leaves()}


forgotten = _Forgotten.as_view()
