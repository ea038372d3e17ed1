"""Communes: the proposals while one types, and those the workspace added."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from terreau.web.accounts.access import workspace_page
from terreau.web.core.proposals import asked, options
from terreau.web.territories.queries import suggest_communes

__all__ = ["proposals"]


@workspace_page("see_facts")
def proposals(request: HttpRequest) -> HttpResponse:
    """Propose communes for what is being typed."""
    return options(suggest_communes(request.workspace, asked(request)))
