"""Pages of actors: their list, one of them, add, change, take away, merge two records of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.actors import ActorFilters, ActorForm, MergeForm
from terreau.web.cases.models import Actor
from terreau.web.cases.queries.actors import (
    actors_list,
    communes_of_actors,
    involvements_of,
    moving,
    narrow_actors,
    presences_of,
)
from terreau.web.cases.queries.phases import phase_title
from terreau.web.cases.queries.proposals import near_actors
from terreau.web.cases.services.actors import merge_actors
from terreau.web.core import records
from terreau.web.core.editing import edit
from terreau.web.core.listing import Column, Listing, show
from terreau.web.territories.queries import commune_name

__all__ = ["actor", "actor_archive", "actor_edit", "actor_merge", "actor_new", "actors"]

_PRESENCES = 30


def _team(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("see_team", request.workspace))


def _found(request: HttpRequest, reference: str, *, away: bool = False) -> Actor:
    """Return an actor the reader may know: a person is nobody outside the team."""
    known = Actor.objects.filter(workspace=request.workspace)
    if not away:
        known = known.live()
    if not _team(request):
        known = known.filter(person=False)
    found: Actor = get_object_or_404(known, reference=reference)
    found.workspace = request.workspace
    return found


def _address(name: str, request: HttpRequest, *parts: str) -> str:
    return reverse(f"cases:{name}", args=[request.workspace.code, *parts])


def _listing(request: HttpRequest, *, team: bool) -> Listing:
    workspace = request.workspace
    veiled = bool(request.session.get("presentation"))

    def name(row: Actor) -> str:
        return _("nom masqué") if veiled and row.person else row.name

    columns = [
        Column("name", "Nom", name, ("name_key",),
               link=lambda row: _address("actor", request, row.reference)),
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
    found = _found(request, reference)
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


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_new(request: HttpRequest) -> HttpResponse:
    """Add an actor; one nearly of the same name is shown first."""

    def after(written: Actor) -> str:
        return written.get_absolute_url()

    return edit(
        request,
        form_class=ActorForm,
        initial=request.GET.dict(),
        title="Ajouter un acteur",
        back=_address("actors", request),
        after_save=after,
        template="cases/actor_edit.html",
    )


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what is said of an actor."""
    found = _found(request, reference)
    return edit(
        request,
        form_class=ActorForm,
        record=found,
        title="Modifier l’acteur",
        back=found.get_absolute_url(),
        template="cases/actor_edit.html",
        context={"actor": found},
    )


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Take an actor out of the lists, or put it back; one that has a place in a project stays."""
    found = _found(request, reference, away=True)
    held = involvements_of(found).count()
    status = 200
    if request.method == "POST":
        if request.POST.get("gesture") == "restore":
            records.restore(request.user, found)
            messages.success(request, _("Remis."))
            return redirect(found.get_absolute_url())
        if not held:
            records.archive(request.user, found)
            here = _address("actor-archive", request, found.reference)
            undo = format_html('{} <a href="{}">{}</a>', _("Retiré."), here, _("Le remettre"))
            messages.success(request, undo)
            return redirect(_address("actors", request))
        status = 422
    context = {"actor": found, "held": held}
    return render(request, "cases/actor_archive.html", context, status=status)


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Make one of two records of an actor: chosen first, then what happens is said, then done."""
    kept = _found(request, reference)
    typed: Any = request.POST or (request.GET if "other" in request.GET else None)
    form = MergeForm(typed, workspace=request.workspace, kept=kept)
    alike = near_actors(request.workspace, kept.name, besides=kept.pk)
    near = [other for other in alike if other.person == kept.person]
    context: dict[str, Any] = {"actor": kept, "form": form, "near": near}
    if not form.is_bound:
        return render(request, "cases/actor_merge.html", context)
    if not form.is_valid():
        return render(request, "cases/actor_merge.html", context, status=422)
    gone: Actor = form.cleaned_data["other"]
    if request.method == "POST":
        merge_actors(request.user, kept=kept, gone=gone)
        sentence = _("{gone} et {kept} ne font plus qu’un.")
        messages.success(
            request, typeset(sentence.format(gone=gone.reference, kept=kept.reference))
        )
        return redirect(kept.get_absolute_url())
    context |= {"gone": gone, "moving": moving(kept, gone)}
    return render(request, "cases/actor_merge.html", context)
