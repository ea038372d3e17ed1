"""The list of cases: a table first, cards for who prefers to read."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.rules import circles
from terreau.web.cases.forms.case_filters import CaseFilters
from terreau.web.cases.models import Case, CaseKind
from terreau.web.cases.queries.case_kinds import a_kind, kind_named, kinds_of, plural_of
from terreau.web.cases.queries.case_list import CaseList, narrowed
from terreau.web.core.listing import Column, Listing, show
from terreau.web.core.templatetags.terreau import short_day
from terreau.web.territories.queries import commune_name

__all__ = ["cases", "places"]


def _columns(request: HttpRequest, kinds: list[CaseKind], phases: dict[str, str]) -> list[Column]:
    workspace = request.workspace
    words = {kind.code: kind.singular for kind in kinds}

    def page(row: Case) -> str:
        return reverse("cases:case", args=[workspace.code, row.reference])

    def phase(row: Any) -> str:
        code = row.phase_now or ""
        return f"{code} {phases.get(code, '')}".strip()

    columns = [
        Column("name", "Nom", lambda row: row.name, ("name_key",), link=page),
        Column("reference", "Référence", lambda row: row.reference, ("reference",)),
        Column("kind", "Type", lambda row: words.get(row.kind, row.kind), ("kind",)),
        Column("phase", "Phase", phase, ("phase_now",)),
        Column(
            "commune",
            "Commune",
            lambda row: commune_name(workspace, row.commune) if row.commune else "",
        ),
        Column("themes", "Domaines", lambda row: " ; ".join(row.themes)),
        Column(
            "follower",
            "Suivi par",
            lambda row: row.followed_by.name if row.followed_by else "",
            ("followed_by__name",),
            personal=True,
        ),
        Column("log", "Dernière ligne", lambda row: short_day(row.last_log), ("last_log",)),
        Column("verified", "Vérifié le", lambda row: short_day(row.verified), ("verified",)),
    ]
    hidden = {"kind"} if len(kinds) < 2 else set()
    if "team" not in circles(request.membership):
        hidden.add("follower")
    return [column for column in columns if column.code not in hidden]


def _list(request: HttpRequest, kinds: list[CaseKind], title: str, example: str) -> HttpResponse:
    workspace = request.workspace
    listed = CaseList(workspace, [kind.code for kind in kinds])
    team = "team" in circles(request.membership)
    listing = Listing(
        title=title,
        columns=_columns(request, kinds, listed.phases()),
        filters=CaseFilters,
        filter_options={"cases": listed, "kinds": kinds, "team": team},
        narrow=partial(narrowed, cases=listed, reader=request.user),
        order="name",
        file="projets",
    )
    can_edit = request.user.has_perm("edit_cases", workspace)
    context = {
        "kinds": [(kind, a_kind(kind)) for kind in kinds] if can_edit else [],
        "example": typeset(example),
        "as_cards": request.GET.get("vue") == "cartes",
        "phase_titles": listed.phases(),
        "count_words": f"{kinds[0].singular}|{kinds[0].plural}"
        if len(kinds) == 1
        else "fiche|fiches",
    }
    return show(
        request,
        listing,
        listed.rows(workspace.current_day()),
        template="cases/case_list.html",
        context=context,
    )


@workspace_page("see_facts")
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases of every kind that the workspace uses."""
    kinds = kinds_of(request.workspace)
    chosen = [kind for kind in kinds if kind.code == request.GET.get("kind")]
    example = _("La Ressourcerie des Trois Ponts : un atelier de réemploi tenu par des habitants.")
    return _list(request, kinds, plural_of(chosen or kinds), example)


@workspace_page("see_facts")
def places(request: HttpRequest) -> HttpResponse:
    """List the third places."""
    kind = kind_named(request.workspace, "tiers_lieu")
    example = _("La Fabrique du Moulin : atelier bois, numérique et café dans l’ancien moulin.")
    return _list(request, [kind], plural_of([kind]), example)
