"""Communes: the proposals while one types, and those the workspace added."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.core import records
from terreau.web.core.editing import edit
from terreau.web.core.proposals import asked, options
from terreau.web.territories.forms import AddedCommuneForm
from terreau.web.territories.models import AddedCommune
from terreau.web.territories.queries import suggest_communes
from terreau.web.territories.services import next_code, territories_with

__all__ = ["commune_archive", "commune_edit", "commune_new", "proposals"]


@workspace_page("see_facts")
def proposals(request: HttpRequest) -> HttpResponse:
    """Propose communes for what is being typed."""
    return options(suggest_communes(request.workspace, asked(request)))


def _back(request: HttpRequest) -> str:
    return reverse("territories:territories", args=[request.workspace.code]) + "#communes"


def _found(request: HttpRequest, code: str, *, away: bool = False) -> AddedCommune:
    known = AddedCommune.objects.filter(workspace=request.workspace)
    found: AddedCommune = get_object_or_404(known if away else known.live(), code=code)
    found.workspace = request.workspace
    return found


@workspace_page("edit_territories", methods=("GET", "POST"))
def commune_new(request: HttpRequest) -> HttpResponse:
    """Add an imagined commune, or the density of a real one."""
    taken = AddedCommune.objects.filter(workspace=request.workspace)
    return edit(
        request,
        form_class=AddedCommuneForm,
        initial={"code": next_code(set(taken.values_list("code", flat=True)))},
        title="Ajouter une commune",
        back=_back(request),
        template="territories/commune_edit.html",
    )


@workspace_page("edit_territories", methods=("GET", "POST"))
def commune_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an added commune; its code stays."""
    found = _found(request, code)
    here = reverse("territories:commune-archive", args=[request.workspace.code, code])
    return edit(
        request,
        form_class=AddedCommuneForm,
        record=found,
        title=f"Modifier {found.name}",
        back=_back(request),
        template="territories/commune_edit.html",
        context={"archive": here},
    )


@workspace_page("edit_territories", methods=("GET", "POST"))
def commune_archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take an added commune away, unless a territory holds it; or put it back."""
    found = _found(request, code, away=True)
    holding = [] if found.archived else territories_with(found)
    status = 200
    if request.method == "POST":
        if request.POST.get("gesture") == "restore":
            records.restore(request.user, found)
            messages.success(request, _("Remise."))
            return redirect(_back(request))
        if not holding:
            records.archive(request.user, found)
            here = reverse("territories:commune-archive", args=[request.workspace.code, code])
            undo = format_html('{} <a href="{}">{}</a>', _("Retirée."), here, _("La remettre"))
            messages.success(request, undo)
            return redirect(_back(request))
        status = 422
    context = {"commune": found, "holding": holding}
    return render(request, "territories/commune_archive.html", context, status=status)
