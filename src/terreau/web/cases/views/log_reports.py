"""The follow-up of a week, the review of a year: written by the logbook, read or taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from terreau.publishing.logbook import follow_up_document, review_document
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.queries import log_reports as queries
from terreau.web.cases.queries.case_life import read_life
from terreau.web.cases.queries.phases import phase_title
from terreau.web.cases.views.log_document import show_document
from terreau.web.cases.views.log_lists import case_of

__all__ = ["case_follow_up", "case_review", "follow_up"]

_WEEK = re.compile(r"(\d{4})-[WS](\d{1,2})")
_FIRST_YEAR = 1900


def _week(request: HttpRequest, today: date) -> date:
    """Return the Monday of the week asked for (``?semaine=2026-S46``); that of today by default."""
    match = _WEEK.fullmatch(request.GET.get("semaine", "").upper())
    if match:
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    return today - timedelta(days=today.weekday())


def _named(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-S{week:02d}"


def _weeks(monday: date, today: date) -> dict[str, Any]:
    """Return the weeks before and after, for the links of the page."""
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    year, week, _day = monday.isocalendar()
    return {
        "before": _named(before), "after": _named(after) if after <= today else "",
        "week": f"{year}-W{week:02d}", "kind": "week",
    }  # fmt: skip


@workspace_page("see_team")
def follow_up(request: HttpRequest) -> HttpResponse:
    """Show the week of every case that is followed, or of mine."""
    workspace = request.workspace  # type: ignore[attr-defined]
    today = workspace.current_day()
    monday = _week(request, today)
    mine = request.GET.get("qui") == "moi"
    cases = queries.followed_cases(workspace, request.user if mine else None)
    end = monday + timedelta(days=6)
    document = follow_up_document(
        queries.week_of(workspace, cases, monday, end),
        monday,
        end,
        queries.frame_of(workspace),
        together=True,
    )
    context = {**_weeks(monday, today), "mine": mine, "everyone": True}
    return show_document(request, document, f"point-de-suivi-{_named(monday)}", context)


@workspace_page("see_team")
def case_follow_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the week of one case."""
    case = case_of(request, reference)
    today = case.workspace.current_day()
    monday = _week(request, today)
    end = monday + timedelta(days=6)
    told = queries.week_of(case.workspace, [case], monday, end)[0]
    phases = sorted(
        read_life(case).phases, key=lambda row: (row.text_earliest or date.min, row.rank)
    )
    phase = phase_title(case, phases[-1].code) if phases else ""
    document = follow_up_document(
        [replace(told, phase=phase)], monday, end, queries.frame_of(case.workspace)
    )
    context = {**_weeks(monday, today), "case": case}
    file = f"point-de-suivi-{case.reference.lower()}-{_named(monday)}"
    return show_document(request, document, file, context)


@workspace_page("see_team")
def case_review(request: HttpRequest, reference: str, year: int) -> HttpResponse:
    """Show the review of a year of a case."""
    case = case_of(request, reference)
    today = case.workspace.current_day()
    if not _FIRST_YEAR <= year <= today.year:
        raise Http404
    document = review_document(queries.year_of(case, year), queries.frame_of(case.workspace))
    context = {
        "case": case, "kind": "year", "year": year, "before": year - 1,
        "after": year + 1 if year < today.year else "",
    }  # fmt: skip
    return show_document(request, document, f"bilan-{case.reference.lower()}-{year}", context)
