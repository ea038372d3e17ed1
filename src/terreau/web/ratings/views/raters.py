"""Regards: codes and kinds; who is behind a code, for that person and for the person in charge of method."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.formats.tables.vocabularies import RATER_KINDS
from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.ratings import services
from terreau.web.ratings.forms import LinkForm
from terreau.web.ratings.models import Rater, RaterPerson
from terreau.web.ratings.rules import rater_of

__all__ = ["rater", "raters"]


@workspace_page("see_team", write="rate_for_holders", methods=("GET", "POST"))
def raters(request: HttpRequest) -> HttpResponse:
    """Show the regards by kind, with how much each has appraised; open a code for a holder."""
    workspace = request.workspace  # type: ignore[attr-defined]
    if request.method == "POST":
        made = services.add_holder(request.user, workspace=workspace)
        said = _(
            "Le regard {code} est ouvert : choisissez un projet, puis entrez ce que le porteur a dit."
        )
        messages.success(request, said.format(code=made.reference))
        return redirect("ratings:raters", workspace.code)
    given = Count("ratings", filter=Q(ratings__archived_on=None, ratings__layer="individual"))
    held = list(Rater.objects.of(workspace).annotate(given=given).order_by("reference"))
    known = {}
    if request.user.has_perm("see_raters", workspace):
        behind = RaterPerson.objects.filter(rater__in=held).select_related("user")
        known = {one.rater_id: one.user.name for one in behind}
    linked = set(RaterPerson.objects.filter(rater__in=held).values_list("rater_id", flat=True))
    context = {
        "kinds": [
            {"kind": kind, "word": word, "raters": [one for one in held if one.kind == kind]}
            for kind, word in RATER_KINDS
        ],
        "mine": rater_of(request.user, workspace),
        "names": known,
        "free": [one.pk for one in held if one.pk not in linked],
        "sees": request.user.has_perm("see_raters", workspace),
        "may_enter": request.user.has_perm("rate_for_holders", workspace),
        "any": bool(held),
    }
    return render(request, "ratings/raters.html", context)


@workspace_page("see_raters", methods=("GET", "POST"))
def rater(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the person in charge of method say which member is behind a code."""
    workspace = request.workspace  # type: ignore[attr-defined]
    held = get_object_or_404(Rater.objects.of(workspace), reference=reference)
    person = RaterPerson.objects.filter(rater=held).first()
    initial = {"user": person.user_id if person else None}
    form = LinkForm(request.POST or None, workspace=workspace, rater=held, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.link_member(request.user, rater=held, user=form.cleaned_data["user"])
        messages.success(request, _("Enregistré."))
        return redirect("ratings:raters", workspace.code)
    status = 422 if form.errors else 200
    return render(request, "ratings/rater.html", {"rater": held, "form": form}, status=status)
