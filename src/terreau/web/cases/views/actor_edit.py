"""Writing actors: add, change, take away, merge two records of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.actors import ActorForm, MergeForm
from terreau.web.cases.models import Actor
from terreau.web.cases.queries.actors import involvements_of, moving
from terreau.web.cases.queries.proposals import near_actors
from terreau.web.cases.services.actors import merge_actors
from terreau.web.cases.views.actors import address, found_actor
from terreau.web.core import records
from terreau.web.core.editing import edit

__all__ = ["actor_archive", "actor_edit", "actor_merge", "actor_new"]


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
        back=address("actors", request),
        after_save=after,
        template="cases/actor_edit.html",
    )


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what is said of an actor."""
    found = found_actor(request, reference)
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
    found = found_actor(request, reference, away=True)
    held = involvements_of(found).count()
    status = 200
    if request.method == "POST":
        if request.POST.get("gesture") == "restore":
            records.restore(request.user, found)
            messages.success(request, _("Remis."))
            return redirect(found.get_absolute_url())
        if not held:
            records.archive(request.user, found)
            here = address("actor-archive", request, found.reference)
            undo = format_html('{} <a href="{}">{}</a>', _("Retiré."), here, _("Le remettre"))
            messages.success(request, undo)
            return redirect(address("actors", request))
        status = 422
    context = {"actor": found, "held": held}
    return render(request, "cases/actor_archive.html", context, status=status)


@workspace_page("edit_cases", methods=("GET", "POST"))
def actor_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Make one of two records of an actor: chosen first, then what happens is said, then done."""
    kept = found_actor(request, reference)
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
