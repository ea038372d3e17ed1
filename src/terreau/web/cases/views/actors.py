"""Reading actors: their list, one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.actors import ActorFilters
from terreau.web.cases.models import Actor
from terreau.web.cases.queries.actors import (
    actors_list,
    communes_of_actors,
    involvements_of,
    narrow_actors,
    presences_of,
)
from terreau.web.cases.queries.phases import phase_title
from terreau.web.cases.queries.proposals import near_actors
from terreau.web.core.listing import Column, Listing, show
from terreau.web.territories.queries import commune_name

__all__ = ["actor", "actors", "address", "found_actor"]

_PRESENCES = 30


def _team(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("see_team", request.workspace))


def found_actor(request: HttpRequest, reference: str, *, away: bool = False) -> Actor:
    """Return an actor the reader may know: a person is nobody outside the team."""
    known = Actor.objects.filter(workspace=request.workspace)
    if not away:
        known = known.live()
    if not _team(request):
        known = known.filter(person=False)
    found: Actor = get_object_or_404(known, reference=reference)
    found.workspace = request.workspace
    return found


def address(name: str, request: HttpRequest, *parts: str) -> str:
    """Return an address of the workspace of `request`."""
    return reverse(f"cases:{name}", args=[request.workspace.code, *parts])


def _listing(request: HttpRequest, *, team: bool) -> Listing:
    workspace = request.workspace
    veiled = bool(request.session.get("presentation"))

    def name(row: Actor) -> str:
        return _("nom masqué") if veiled and row.person else row.name

    columns = [
        Column("name", "Nom", name, ("name_key",),
               link=lambda row: address("actor", request, row.reference)),
        Column("sector", "Secteur", lambda row: row.get_sector_display(), ("sector", "name_key")),
        Column("form", "Forme", lambda row: row.form, ("form", "name_key")),
        Column("commune", "Commune", lambda row: commune_name(workspace, row.commune)),
        Column("cases", "Projets", lambda row: row.n_cases, ("n_cases", "name_key"), number=True,
               help="Projets et lieux où il a une place."),
        Column("reference", "Référence", lambda row: row.reference, ("reference",)),
    ]  # fmt: skip
    if team:
        who = Column("person", "Qui", lambda row: "personne" if row.person else "organisation", ("person", "name_key"))  # fmt: skip
        columns.insert(1, who)
    return Listing(
        "Acteurs",
        columns,
        filters=ActorFilters,
        narrow=narrow_actors,
        order="name",
        lead="Les organisations et les personnes autour des projets : ce qu’elles apportent, ce qu’elles reçoivent.",
        empty="Ici se retrouvent les communes, associations, entreprises et personnes qui ont une place dans un "
        "projet : par exemple une mairie qui prête un local et reçoit un lieu ouvert. On les ajoute d’ici, ou de "
        "la page d’un projet.",
        file="acteurs",
        filter_options={"team": team, "communes": communes_of_actors(workspace, team=team)},
    )


@workspace_page("see_facts")
def actors(request: HttpRequest) -> HttpResponse:
    """The list of actors; persons are in it for the team alone."""
    team = _team(request)
    context = {"can_edit": request.user.has_perm("edit_cases", request.workspace)}
    query = actors_list(request.workspace, team=team)
    return show(
        request,
        _listing(request, team=team),
        query,
        template="cases/actors.html",
        context=context,
    )


@workspace_page("see_facts")
def actor(request: HttpRequest, reference: str) -> HttpResponse:
    """One actor: its places across projects, and for the team where it was present."""
    found = found_actor(request, reference)
    team = _team(request)
    places = list(involvements_of(found))
    for place in places:
        place.case.workspace = request.workspace
        ends = [
            phase_title(place.case, code) for code in (place.from_phase, place.to_phase) if code
        ]
        place.phases = " → ".join(dict.fromkeys(ends))
    presences = presences_of(found) if team else None
    shown = list(presences[:_PRESENCES]) if presences is not None else []
    for presence in shown:
        presence.entry.workspace = request.workspace
    can_edit = request.user.has_perm("edit_cases", request.workspace)
    near = near_actors(request.workspace, found.name, besides=found.pk) if can_edit else []
    context = {
        "actor": found,
        "near": [other for other in near if other.person == found.person],
        "commune": commune_name(request.workspace, found.commune),
        "places": places,
        "n_cases": len({place.case_id for place in places}),
        "presences": shown,
        "n_presences": presences.count() if presences is not None else 0,
        "team": team,
        "can_edit": can_edit,
    }
    return render(request, "cases/actor.html", context)
