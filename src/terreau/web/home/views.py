"""Pages of the house: accueil and the mode « Présentation »."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from terreau.web.accounts.access import workspace_page
from terreau.web.core.context import PRESENTATION

__all__ = ["components", "home", "presentation"]


@workspace_page("see_facts")
def home(request: HttpRequest) -> HttpResponse:
    """Show what asks for attention."""
    return render(request, "home/home.html", {})


@workspace_page("see_facts", methods=("POST",))
def presentation(request: HttpRequest) -> HttpResponse:
    """Hide or show names, points of vigilance and personal tasks; go back where one was."""
    request.session[PRESENTATION] = not request.session.get(PRESENTATION, False)
    where = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(where, allowed_hosts={request.get_host()})
    return redirect(where if safe else "home:home", *([] if safe else [request.workspace.code]))  # type: ignore[attr-defined]


@workspace_page("see_facts")
def components(request: HttpRequest) -> HttpResponse:
    """Show every component of the pages, to look at them together."""
    return render(request, "home/components.html", {})
