"""Cases and actors proposed while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from terreau.web.accounts.access import workspace_page
from terreau.web.cases.queries.proposals import suggest_actors, suggest_cases
from terreau.web.core.proposals import asked, options

__all__ = ["actors", "cases"]


@workspace_page("see_facts")
def cases(request: HttpRequest) -> HttpResponse:
    """Propose cases for what is being typed."""
    return options(suggest_cases(request.workspace, asked(request)))


@workspace_page("see_team")
def actors(request: HttpRequest) -> HttpResponse:
    """Propose actors, persons included."""
    return options(suggest_actors(request.workspace, asked(request)))
