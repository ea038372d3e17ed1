"""The grid of a case: variables by stays, own levels, others' where the rule opens them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.framework import Framework
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.models import Case
from terreau.web.frameworks.queries import framework_of
from terreau.web.ratings.models import Rater, Rating
from terreau.web.ratings.queries.cells import Cell, cells_of
from terreau.web.ratings.queries.stays import Stay, stays_of
from terreau.web.ratings.views.sitting import case_of, framework_or_none, holder_asked

__all__ = ["grid"]

Cells = Mapping[tuple[str, int, str], Cell]


def _rows(
    framework: Framework, pillar: str, stays: list[Stay], cells: Cells
) -> list[dict[str, Any]]:
    """Return the pillars of the grid (one of them if asked), their variables, a cell for each stay."""
    chosen = [one for one in framework.pillars if pillar in ("", one.code)]
    return [
        {
            "pillar": one,
            "variables": [
                {
                    "variable": variable,
                    "cells": [
                        {
                            "stay": stay,
                            "expectation": variable.expectation(stay.phase.code),
                            "cell": cells.get((*stay.key, variable.code)),
                        }
                        for stay in stays
                    ],
                }
                for variable in one.variables
            ],
        }
        for one in chosen
    ]


def _other_frameworks(case: Case, current: str) -> list[dict[str, Any]]:
    """Return the other référentiels that levels of the case were given with: counts, no level."""
    held = (
        Rating.objects.of(case.workspace)
        .filter(case=case)
        .exclude(framework=current)
        .order_by("framework")
        .values("framework")
        .annotate(n=Count("pk"))
    )
    return list(held)


@workspace_page("see_appraisals")
def grid(request: HttpRequest, case: str) -> HttpResponse:
    """Show the grid, or one pillar of it; each cell leads to its variable."""
    held = case_of(request, case)
    in_use = framework_or_none(held)
    asked = request.GET.get("referentiel", "")
    framework = framework_of(held.workspace, asked) if asked else in_use
    if asked and framework is None:
        raise Http404
    holder = holder_asked(request)
    context: dict[str, Any] = {"case": held, "framework": framework, "holder": holder}
    if framework is not None:
        pillar = request.GET.get("pilier", "")
        pillar = pillar if pillar in {one.code for one in framework.pillars} else ""
        stays = stays_of(held, framework, held.workspace.current_day())
        cells = cells_of(request.user, held, framework, discussing=True, rater=holder)
        known = {stay.key for stay in stays}
        may_enter = request.user.has_perm("rate_for_holders", held.workspace)
        holders = Rater.objects.of(held.workspace).filter(kind="holder", person=None)
        current = in_use is not None and framework.identifier == in_use.identifier
        context |= {
            "pillar": pillar,
            "stays": stays,
            "rows": _rows(framework, pillar, stays, cells),
            "outside": sum(key[:2] not in known for key in cells),
            "others": _other_frameworks(held, framework.identifier),
            "rated": bool(cells),
            "in_use": current,
            "may_rate": current and request.user.has_perm("rate", held.workspace),
            "holders": list(holders) if may_enter and current else [],
            "query": f"?pour={holder.reference}" if holder else "",
        }
    return render(request, "ratings/grid.html", context)
