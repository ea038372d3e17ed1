"""Lists of lines: all those of a case, all those of the team; one's own time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terreau.formats.tables.vocabularies import DECISIONS, LOG_KINDS, MILESTONES
from terreau.i18n import gettext as _
from terreau.i18n import parse_date, typeset
from terreau.publishing.components.spans import date_words
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.log import LineFilters
from terreau.web.cases.forms.log_fields import counts_text
from terreau.web.cases.models import Case, LogEntry
from terreau.web.cases.queries import log as queries
from terreau.web.cases.views.log import line_context
from terreau.web.cases.views.log_rows import Row, hours_words, shown_rows
from terreau.web.core.listing import Column, Listing, show

__all__ = ["case_log", "case_of", "lines", "my_time"]

_KINDS, _STATES, _SENSES = dict(LOG_KINDS), dict(MILESTONES), dict(DECISIONS)

COLUMNS = (
    Column("date", "Date", lambda one: date_words(one.date), sort=("date_latest",)),
    Column("projet", "Projet", lambda one: one.case.name, sort=("case__name_key",)),
    Column("nature", "Nature", lambda one: _KINDS.get(one.kind, one.kind), sort=("kind",)),
    Column("texte", "Ce qui s’est passé", lambda one: one.text),
    Column("presents", "Présents", lambda one: one.attendance, sort=("attendance",), number=True),
    Column("secteurs", "Secteurs", lambda one: counts_text(one.sectors)),
    Column("etape", "Étape", lambda one: _STATES.get(one.milestone, "")),
    Column("decision", "Décision", lambda one: _SENSES.get(one.decision, "")),
    Column("ensuite", "Ensuite", lambda one: one.next_step),
    Column("le", "Ensuite, le", lambda one: one.next_on, sort=("next_on",)),
    Column("fait", "Fait le", lambda one: one.next_done_on),
    Column("par", "Par", lambda one: one.created_by.name if one.created_by else "", personal=True),
    Column("ligne", "Ligne", lambda one: one.reference, sort=("id",)),
)
_STATE = {
    "confirm": Q(to_confirm=True),
    "step": ~Q(milestone=""),
    "decision": Q(kind="decision") | ~Q(decision=""),
    "waiting": (~Q(next_step="") | Q(next_on__isnull=False)) & Q(next_done_on__isnull=True),
}


def _day(text: str) -> date | None:
    when = parse_date(text)
    return when.earliest if when else None


def _narrow(request: HttpRequest) -> Any:
    def narrow(query: QuerySet[LogEntry], asked: dict[str, Any]) -> QuerySet[LogEntry]:
        for word in asked.get("q", "").split():
            query = query.filter(Q(text__icontains=word) | Q(next_step__icontains=word))
        if "kind" in asked:
            query = query.filter(kind=asked["kind"])
        if since := _day(asked.get("since", "")):
            query = query.filter(date_latest__gte=since)
        if until := _day(asked.get("until", "")):
            query = query.filter(date_earliest__lte=until)
        if asked.get("who") == "me":
            query = query.filter(created_by=request.user)
        if asked.get("state") in _STATE:
            query = query.filter(_STATE[asked["state"]])
        return query

    return narrow


def _listing(request: HttpRequest, title: str, file: str, lead: str = "") -> Listing:
    return Listing(
        title=title, columns=COLUMNS, filters=LineFilters, narrow=_narrow(request), lead=lead, file=file,
        empty=_("Aucune ligne encore. Écrivez la première : ce qui s’est passé, en une phrase."),
    )  # fmt: skip


def _show(
    request: HttpRequest, listing: Listing, query: QuerySet[LogEntry], context: dict[str, Any]
) -> HttpResponse:
    """Show lines as cards (the export keeps the columns)."""
    workspace = request.workspace  # type: ignore[attr-defined]

    def prepare(page: list[LogEntry]) -> list[Row]:
        return shown_rows(page, request.user, workspace)

    return show(
        request, listing, query, template="cases/log_lines.html", context=context, prepare=prepare
    )  # fmt: skip


def case_of(request: HttpRequest, reference: str) -> Case:
    """Return a case of the workspace, or 404."""
    found = get_object_or_404(Case.objects.of(request.workspace), reference=reference)  # type: ignore[attr-defined]
    found.workspace = request.workspace  # type: ignore[attr-defined]
    return found


@workspace_page("see_team")
def case_log(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the logbook of a case: a new line, then all of them."""
    case = case_of(request, reference)
    workspace = request.workspace  # type: ignore[attr-defined]
    context = {
        **line_context(request, case.reference), "case": case, "in_case": True, "next": request.path,
        "year": workspace.current_day().year,
    }  # fmt: skip
    listing = _listing(request, _("Journal de bord"), f"journal-{case.reference.lower()}")
    return _show(request, listing, queries.lines_of(case), context)


@workspace_page("see_team")
def lines(request: HttpRequest) -> HttpResponse:
    """Show the lines of the whole team."""
    workspace = request.workspace  # type: ignore[attr-defined]
    listing = _listing(request, _("Toutes les lignes"), "journal-de-bord")
    return _show(request, listing, queries.lines(workspace), {})


@workspace_page("see_team")
def my_time(request: HttpRequest) -> HttpResponse:
    """Show a person their own hours, by month of a year."""
    workspace = request.workspace  # type: ignore[attr-defined]
    today = workspace.current_day()
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdigit() and 1900 < int(asked) <= today.year else today.year
    months = queries.hours_by_month(request.user, workspace, year)
    context = {
        "year": year, "this_year": today.year, "months": [(month, hours_words(hours)) for month, hours in months],
        "total": hours_words(sum((hours for _month, hours in months), start=Decimal(0))), "title": typeset(_("Mon temps")),
    }  # fmt: skip
    return render(request, "cases/log_time.html", context)
