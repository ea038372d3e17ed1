"""The page of a case: what it is, the path it took, who is around it, what comes next."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terreau.formats.tables.vocabularies import SECTORS, STANCE_CLARITY, STANCES
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case, Involvement, LogEntry
from terreau.web.cases.queries.case_kinds import kinds_of, the_kind, this_kind
from terreau.web.cases.queries.case_life import Row
from terreau.web.cases.queries.case_page import CasePage, read_page
from terreau.web.cases.views.case_facts import facts_of, is_old, verifiable
from terreau.web.cases.views.case_figures import means_picture, spans_of, timeline_picture
from terreau.web.core.context import PRESENTATION
from terreau.web.core.panels import panels
from terreau.web.territories.queries import commune_name

__all__ = ["case", "case_or_404"]

_FIRST = 6  # rows of a card before « voir tout »
_LINES = 3


def case_or_404(request: HttpRequest, reference: str, *, archived: bool = False) -> Case:
    """Return the case of that reference in the workspace; an archived one only if asked for."""
    cases = Case.objects.select_related("territory", "followed_by", "changed_by")
    found: Case = get_object_or_404(cases, workspace=request.workspace, reference=reference)
    if found.archived and not archived:
        return get_object_or_404(Case.objects.none())
    found.workspace = request.workspace  # what is read of the workspace is read once
    return found


def _phase_rows(page: CasePage) -> list[dict[str, Any]]:
    """Return the stays in phases in order of time, each with the role of the structure in it."""
    rows = {(row.code, row.rank): row for row in page.life.phases}
    stances = {(row.code, row.rank): row for row in page.life.stances}
    shown: list[dict[str, Any]] = [
        {"span": span, "row": rows[span.code, span.seq], "stance": _stance(stances.pop((span.code, span.seq), None))}
        for span in spans_of(page)
    ]  # fmt: skip
    for (code, rank), row in stances.items():  # a role said of a phase whose dates nobody wrote
        label = f"{code} {page.phases.get(code, '')}".strip()
        shown.append({"span": None, "label": label, "rank": rank, "stance": _stance(row)})
    return shown


def _stance(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "pk": row.row,
        "word": dict(STANCES).get(row.text, row.text),
        "clarity": dict(STANCE_CLARITY).get(row.until, ""),
        "for_whom": row.words,
    }


def _around(page: CasePage) -> dict[str, Any]:
    """Return who is at the table: by sector, what each gives and receives."""
    seen: dict[int, Involvement] = {one.actor_id: one for one in page.involvements}
    counts = Counter(one.actor.sector for one in seen.values())
    words = dict(SECTORS)
    return {
        "sectors": [(words[code], counts[code]) for code in words if counts[code]],
        "actors": len(seen),
        "promises": sum(bool(one.gives) + bool(one.receives) for one in page.involvements),
        "first": page.involvements[:_FIRST],
        "others": page.involvements[_FIRST:],
    }


def _next_steps(page: CasePage) -> list[LogEntry]:
    """Return what comes next, the earliest first, what has no date last."""
    waiting = [
        line for line in page.log if (line.next_step or line.next_on) and not line.next_done_on
    ]
    return sorted(waiting, key=lambda line: (line.next_on is None, line.next_on or line.created_on))


def _logbook(page: CasePage) -> dict[str, Any]:
    dated = [line.date_earliest for line in page.log if line.date_earliest]
    return {
        "last": page.log[:_LINES],
        "count": len(page.log),
        "since": min(dated).year if dated else None,
    }


def _verification(page: CasePage, request: HttpRequest) -> dict[str, Any]:
    day = request.workspace.current_day()
    whole = next((one for one in page.life.verifications if not one.field), None)
    words = dict(verifiable(page.added))
    last: dict[str, Any] = {}
    for one in page.life.verifications:
        if one.field in words:
            last.setdefault(one.field, one)
    mine = next(
        (one for one in page.life.verifications if one.by_id == request.user.pk and one.on == day),
        None,
    )
    return {
        "whole": whole,
        "old": is_old(whole.on if whole else None, day),
        "fields": [(words[name], one) for name, one in last.items()],
        "choices": list(words.items()),
        "mine": mine,
    }


@workspace_page("see_facts")
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all that is known of a case, within the circles of the reader."""
    record = case_or_404(request, reference, archived=True)
    team = "team" in circles(request.membership)
    page = read_page(record, team=team)
    presenting = bool(request.session.get(PRESENTATION))
    day = request.workspace.current_day()
    context = {
        "case": record,
        "page": page,
        "team": team,
        "several_kinds": len(kinds_of(request.workspace)) > 1,
        "title": record.name,
        "the_kind": the_kind(page.kind),
        "this_kind": this_kind(page.kind),
        "place": commune_name(request.workspace, record.commune),
        "can_edit": not record.archived and request.user.has_perm("edit_cases", request.workspace),
        "can_restore": record.archived and request.user.has_perm("edit_cases", request.workspace),
        "can_rate": bool(page.phases)
        and not record.archived
        and request.user.has_perm("rate", request.workspace),
        "timeline": timeline_picture(page, day, named=team and not presenting),
        "means": means_picture(page),
        "around": _around(page),
        "phases": _phase_rows(page),
        "facts": facts_of(page),
        "next_steps": _next_steps(page) if team else [],
        "logbook": _logbook(page) if team else None,
        "verification": _verification(page, request),
        "panels": panels("case", request, record),
    }
    return render(request, "cases/case.html", context)
