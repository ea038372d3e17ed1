"""What I should appraise next, what is in, what is in disagreement: counts by case, no level."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from terreau.formats.tables.vocabularies import KINDS
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.models import Case
from terreau.web.cases.queries.phases import framework_for
from terreau.web.core import listing
from terreau.web.core.models import Workspace
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries.stays import current_stay, stays_of
from terreau.web.ratings.queries.work import differing, seen_once, to_do, with_phases
from terreau.web.ratings.rules import Sight, sight

__all__ = ["overview"]


def _count(rows: QuerySet[Rating], what: str = "pk") -> Coalesce:
    """Return how many of `rows` belong to each case, asked only for the cases of the page."""
    by_case = rows.filter(case=OuterRef("pk")).order_by().values("case")
    counted = by_case.annotate(n=Count(what, distinct=what != "pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _cases(workspace: Workspace, seen: Sight, kinds: list[str]) -> QuerySet[Case]:
    given = Rating.objects.live().filter(layer="individual")
    own = given.filter(rater=seen.rater) if seen.rater else given.none()
    cases = Case.objects.of(workspace).filter(kind__in=kinds)
    return with_phases(cases).annotate(
        n_own=_count(own) if seen.rater else Value(0),
        n_in=_count(given),
        n_raters=_count(given, "rater"),
        n_apart=_count(differing(seen)),
    )


def _phase(case: Any, workspace: Workspace) -> str:
    framework = framework_for(workspace, case.kind)
    if framework is None:
        return ""
    case.workspace = workspace
    stay = current_stay(stays_of(case, framework, workspace.current_day(), case.stay_rows))
    return stay.title if stay else ""


class _Filter(forms.Form):
    name = forms.CharField(required=False, label="Nom", max_length=100)
    followed = forms.ChoiceField(
        required=False,
        label="Suivis par",
        choices=[("", "tout le monde"), ("me", "moi")],
    )
    state = forms.ChoiceField(
        required=False,
        label="État",
        choices=[
            ("", "tous"),
            ("none", "sans appréciation"),
            ("once", "un seul regard"),
            ("apart", "en désaccord"),
        ],
    )


def _narrow(request: HttpRequest, seen: Sight) -> Any:
    given = Rating.objects.live().filter(layer="individual", case=OuterRef("pk"))
    apart = differing(seen).filter(case=OuterRef("pk"))

    def narrow(query: QuerySet[Case], asked: dict[str, Any]) -> QuerySet[Case]:
        if "name" in asked:
            query = query.filter(name__icontains=asked["name"])
        if asked.get("followed") == "me":
            query = query.filter(followed_by=request.user)
        state = asked.get("state")
        if state == "none":
            query = query.filter(~Exists(given))
        elif state == "once":
            query = seen_once(query)
        elif state == "apart":
            query = query.filter(Exists(apart))
        return query

    return narrow


def _listing(request: HttpRequest, workspace: Workspace, seen: Sight) -> listing.Listing:
    def address(name: str) -> Any:
        return lambda case: reverse(f"ratings:{name}", args=[workspace.code, case.reference])

    return listing.Listing(
        title="Appréciations",
        columns=(
            listing.Column("nom", "Projet", lambda one: one.name, ("name_key",), address("grid")),
            listing.Column("phase", "Phase actuelle", lambda one: _phase(one, workspace)),
            listing.Column("vous", "Vos choix", lambda one: one.n_own, number=True),
            listing.Column("rendues", "Rendues", lambda one: one.n_in, number=True),
            listing.Column("regards", "Regards", lambda one: one.n_raters, number=True),
            listing.Column(
                "desaccords", "Différences", lambda one: one.n_apart, link=address("discussion"),
                number=True, help="Variables où les niveaux que vous pouvez lire ne sont pas les mêmes.",
            ),
        ),
        filters=_Filter,
        narrow=_narrow(request, seen),
        order="nom",
        empty="Les projets que l’on apprécie sont ceux qui ont un référentiel. Ajoutez-en un pour commencer.",
        file="appreciations",
    )  # fmt: skip


@workspace_page("see_appraisals")
def overview(request: HttpRequest) -> HttpResponse:
    """Show what awaits the reader, then every case with its counts."""
    workspace = request.workspace  # type: ignore[attr-defined]
    seen = sight(request.user, workspace)
    assert seen is not None
    kinds = [kind for kind, _word in KINDS if framework_for(workspace, kind)]
    return listing.show(
        request,
        _listing(request, workspace, seen),
        _cases(workspace, seen, kinds),
        template="ratings/overview.html",
        context={"to_do": to_do(request.user, workspace), "regard": seen.rater, "team": seen.team},
    )
