"""Communes: the proposals while one types, and those the workspace added."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from terreau.web.accounts.access import workspace_page
from terreau.web.territories.queries import suggest_communes

__all__ = ["proposals"]


@workspace_page("see_facts")
def proposals(request: HttpRequest) -> HttpResponse:
    """Return the options of a list of proposals for what is being typed.

    The text is ``q``, or the value of the field that asks.
    """
    asking = request.htmx.trigger_name or ""
    text = request.GET.get("q") or request.GET.get(asking, "")
    labels = suggest_communes(request.workspace, text[:120])
    options = format_html_join("\n", '<option value="{}"></option>', ((one,) for one in labels))
    return HttpResponse(options)
