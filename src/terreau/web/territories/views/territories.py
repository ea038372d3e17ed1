"""Pages of territories: their list, one of them, add, change, take away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from terreau.gazetteer import ATTRIBUTION
from terreau.i18n import format_integer
from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.core import records
from terreau.web.core.editing import edit
from terreau.web.core.listing import Column, Listing, show
from terreau.web.core.models import Workspace
from terreau.web.core.panels import panels
from terreau.web.territories.composition import composition_of
from terreau.web.territories.forms import TerritoryForm
from terreau.web.territories.models import AddedCommune, Territory
from terreau.web.territories.queries import added_communes
from terreau.web.territories.services import attached_to

__all__ = ["territories", "territory", "territory_archive", "territory_edit", "territory_new"]


def _address(name: str, workspace: Workspace, *parts: str) -> str:
    return reverse(f"territories:{name}", args=[workspace.code, *parts])


def _can_edit(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("edit_territories", request.workspace))


def _listing(workspace: Workspace) -> Listing:
    made: dict[int, Any] = {}

    def of(row: Territory) -> Any:
        return made.setdefault(row.pk, composition_of(workspace, row))

    def population(row: Territory) -> int | str:
        found = row.population if row.population is not None else of(row).population
        return "" if found is None else found

    return Listing(
        "Territoires",
        [
            Column("name", "Nom", lambda row: row.name, ("name",),
                   link=lambda row: _address("territory", workspace, row.code)),
            Column("communes", "Communes", lambda row: len(of(row).communes), number=True),
            Column("population", "Habitants", population, number=True,
                   help="Population municipale ; vide si celle d’une commune n’est pas connue."),
            Column("vintage", "Millésime", lambda row: row.vintage, ("vintage", "name")),
            Column("code", "Code", lambda row: row.code, ("code",)),
        ],
        order="name",
        lead="Des listes de communes, datées, où les projets sont comparés et racontés.",
        empty="Un territoire est une liste de communes ou d’EPCI, par exemple les communes d’un pays ou "
        "d’un programme. On y rattache ensuite les projets.",
        file="territoires",
    )  # fmt: skip


@workspace_page("see_facts")
def territories(request: HttpRequest) -> HttpResponse:
    """The territories of the workspace, and the communes it added."""
    workspace, can_edit = request.workspace, _can_edit(request)
    away: list[tuple[str, str]] = []
    if can_edit:
        gone = Territory.objects.filter(workspace=workspace, archived_on__isnull=False)
        away += [(one.name, _address("territory-archive", workspace, one.code)) for one in gone]
        lost = AddedCommune.objects.filter(workspace=workspace, archived_on__isnull=False)
        away += [(one.name, _address("commune-archive", workspace, one.code)) for one in lost]
    context = {"can_edit": can_edit, "added": [*added_communes(workspace).values()], "away": away}
    query = Territory.objects.of(workspace).order_by("name")
    template = "territories/territories.html"
    return show(request, _listing(workspace), query, template=template, context=context)


def _found(request: HttpRequest, code: str, *, away: bool = False) -> Territory:
    known = Territory.objects.filter(workspace=request.workspace)
    found: Territory = get_object_or_404(known if away else known.live(), code=code)
    found.workspace = request.workspace
    return found


@workspace_page("see_facts")
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """One territory: its communes and inhabitants, and what other rooms know of it."""
    found = _found(request, code)
    made = composition_of(request.workspace, found)
    added = added_communes(request.workspace)
    rows = [(one, added[one.code].density if one.code in added else "") for one in made.communes]
    context = {
        "territory": found,
        "made": made,
        "rows": rows,
        "population": found.population if found.population is not None else made.population,
        "per_km2": format_integer(round(made.per_km2)) if made.per_km2 else "",
        "area": format_integer(round(made.area)) if made.area else "",
        "with_area": any(one.area_km2 for one in made.communes),
        "with_density": any(density for _one, density in rows),
        "attribution": ATTRIBUTION if any(not one.code.startswith("00") for one in made.communes) else "",
        "panels": panels("territory", request, found),
        "can_edit": _can_edit(request),
    }  # fmt: skip
    return render(request, "territories/territory.html", context)


@workspace_page("edit_territories", methods=("GET", "POST"))
def territory_new(request: HttpRequest) -> HttpResponse:
    """Add a territory from a list of communes and EPCI."""
    return edit(
        request,
        form_class=TerritoryForm,
        title="Ajouter un territoire",
        back=_address("territories", request.workspace),
        after_save=lambda written: _address("territory", request.workspace, written.code),
        template="territories/territory_edit.html",
    )


@workspace_page("edit_territories", methods=("GET", "POST"))
def territory_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a territory."""
    found = _found(request, code)
    return edit(
        request,
        form_class=TerritoryForm,
        record=found,
        title="Modifier le territoire",
        back=_address("territory", request.workspace, code),
        template="territories/territory_edit.html",
        context={"territory": found},
    )


@workspace_page("edit_territories", methods=("GET", "POST"))
def territory_archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take a territory away, unless something is attached to it; or put it back."""
    found = _found(request, code, away=True)
    attached = attached_to(found)
    status = 200
    if request.method == "POST":
        if request.POST.get("gesture") == "restore":
            records.restore(request.user, found)
            messages.success(request, _("Remis."))
            return redirect(_address("territory", request.workspace, code))
        if not attached:
            records.archive(request.user, found)
            here = _address("territory-archive", request.workspace, code)
            undo = format_html('{} <a href="{}">{}</a>', _("Retiré."), here, _("Le remettre"))
            messages.success(request, undo)
            return redirect(_address("territories", request.workspace))
        status = 422
    context = {"territory": found, "attached": attached}
    return render(request, "territories/territory_archive.html", context, status=status)
