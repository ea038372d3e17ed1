"""« D’où vient ce chiffre »: appraisals, what they cite, the words, the document."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.web.accounts.access import workspace_page
from terreau.web.ratings.queries.levels import visible
from terreau.web.ratings.queries.pieces import cited_by, pieces_of
from terreau.web.ratings.queries.profile import profile_cells, sentences
from terreau.web.ratings.queries.stays import stays_of
from terreau.web.ratings.rules import rater_of
from terreau.web.ratings.views.sitting import case_of, framework_or_none, stay_of

__all__ = ["origin"]


@workspace_page("see_team")
def origin(request: HttpRequest, case: str, phase: str, seq: int, pillar: str) -> HttpResponse:
    """Show the chain of one figure: in place when the page asks for it, else as a page."""
    held = case_of(request, case)
    framework = framework_or_none(held)
    if framework is None or pillar not in {one.code for one in framework.pillars}:
        raise Http404
    stays = stays_of(held, framework, held.workspace.current_day())
    stay = stay_of(stays, phase, seq)
    variables = {one.code: one for one in framework.pillar(pillar).variables}
    ratings = list(
        visible(request.user, held.workspace)
        .filter(
            case=held, framework=framework.identifier, layer="individual", phase=phase, seq=seq,
            variable__in=variables,
        )
        .select_related("rater")
        .annotate(n_evidence=Count("evidence", filter=Q(evidence__archived_on=None)))
        .order_by("rater__reference")
    )  # fmt: skip
    cited = cited_by(rating.pk for rating in ratings)
    pieces = pieces_of(request.membership, held) if cited else {}  # type: ignore[attr-defined]
    labels = {one.code: one.label for one in (*framework.scale, *framework.specials)}
    lines = [
        {
            "variable": variable,
            "ratings": [
                {
                    "rating": rating,
                    "label": labels.get(rating.level, ""),
                    "pieces": [pieces[key] for key in cited.get(rating.pk, []) if key in pieces],
                    "shut": sum(key not in pieces for key in cited.get(rating.pk, [])),
                }
                for rating in ratings
                if rating.variable == code
            ],
        }
        for code, variable in variables.items()
    ]
    figures = sentences(profile_cells(ratings, framework, [stay]), framework, [stay])
    context = {
        "case": held,
        "stay": stay,
        "stays": stays,
        "framework": framework,
        "pillar": framework.pillar(pillar),
        "lines": [line for line in lines if line["ratings"]],
        "sentence": figures[0].text if figures else "",
        "mine": rater_of(request.user, held.workspace),
    }
    inside = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "ratings/chain.html" if inside else "ratings/origin.html", context)
