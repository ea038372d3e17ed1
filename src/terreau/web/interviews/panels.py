"""What the page of a case shows of this room: its interviews, and the documents the reader may know of."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case
from terreau.web.interviews import queries, rules
from terreau.web.interviews.lists import consent_warning
from terreau.web.interviews.models import Interview

__all__ = ["case_panel"]

_MOST = 5


def case_panel(request: HttpRequest, case: Case) -> str:
    """Draw « Entretiens et documents » of a case; nothing for who would see nothing."""
    workspace, member = request.workspace, request.membership
    day = workspace.current_day()
    team = "team" in circles(member)
    interviews = []
    if team:
        rows = Interview.objects.live().filter(case=case)
        interviews = list(rows.prefetch_related(queries.with_people()))
    documents = list(
        queries.known_documents(member, workspace, day, case)
        .select_related("interview")
        .prefetch_related(queries.with_people("interview__participants"))
    )
    if not team and not documents:
        return ""
    context = {
        "workspace": workspace,
        "case": case,
        "team": team,
        "writes": member.role in rules.WRITERS,
        "interviews": [
            {"interview": one, "warning": consent_warning(one, day)} for one in interviews[:_MOST]
        ],
        "documents": [
            {"document": one, "shut": rules.shut(one.interview, day)} for one in documents[:_MOST]
        ],
        "n_interviews": len(interviews),
        "n_documents": len(documents),
        "more_interviews": len(interviews) > _MOST,
        "more_documents": len(documents) > _MOST,
    }
    return render_to_string("interviews/panel.html", context)
