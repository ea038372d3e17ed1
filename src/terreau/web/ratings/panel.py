"""The panel of the case page: where territorial cooperation stands, for those who read levels."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from terreau.publishing.components import draw_profile
from terreau.web.cases.models import Case
from terreau.web.cases.queries.phases import framework_for
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries.levels import visible
from terreau.web.ratings.queries.profile import profile_cells, sentences
from terreau.web.ratings.queries.stays import stays_of

__all__ = ["draw_panel"]


def draw_panel(request: HttpRequest, case: Case) -> SafeString:
    """Return the panel; nothing for those outside the team, nor for a kind without référentiel."""
    workspace = request.workspace  # type: ignore[attr-defined]
    if not request.user.has_perm("see_team", workspace):
        return SafeString("")
    framework = framework_for(workspace, case.kind)
    if framework is None:
        return SafeString("")
    stays = stays_of(case, framework, workspace.current_day())
    readable = list(
        visible(request.user, workspace).filter(
            case=case, framework=framework.identifier, layer="individual"
        )
    )
    every = Rating.objects.of(workspace).filter(
        case=case, framework=framework.identifier, layer="individual"
    )
    context = {
        "case": case,
        "stays": stays,
        "hidden": every.count() - len(readable),
        "known": bool(readable),
        "may_rate": not case.archived and request.user.has_perm("rate", workspace),
    }
    if readable and stays:
        cells = profile_cells(readable, framework, stays)
        figure = draw_profile(
            cells,
            [(pillar.code, pillar.title) for pillar in framework.pillars],
            [(phase.code, phase.short) for phase in framework.phases],
        )
        # the sentences beside it say the same, with where each figure comes from
        context["figure"] = replace(figure, description="")
        context["sentences"] = sentences(cells, framework, stays)
    return render_to_string("ratings/panel.html", context, request)
