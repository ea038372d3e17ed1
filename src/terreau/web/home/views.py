"""Pages of the house: accueil, search, journal of acts, « Présentation », components."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.models import User
from terreau.web.accounts.rules import circles
from terreau.web.core.context import PRESENTATION
from terreau.web.core.models import Act
from terreau.web.home import acts as words
from terreau.web.home.attention import attention
from terreau.web.home.found import GROUPS, found
from terreau.web.home.samples import samples

__all__ = ["acts", "components", "home", "presentation", "search"]

_ACTS_PAGE = 100


@workspace_page("see_facts")
def home(request: HttpRequest) -> HttpResponse:
    """Show what asks for attention."""
    return render(request, "home/home.html", attention(request))


@workspace_page("see_facts", methods=("POST",))
def presentation(request: HttpRequest) -> HttpResponse:
    """Hide or show names, points of vigilance and personal tasks; go back where one was."""
    request.session[PRESENTATION] = not request.session.get(PRESENTATION, False)
    where = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(where, allowed_hosts={request.get_host()}):
        return redirect(where)
    return redirect("home:home", request.workspace.code)


@workspace_page("see_facts")
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words asked for are found in, by kind."""
    text = request.GET.get("q", "").strip()[:300]
    kind = request.GET.get("type", "")
    groups = found(
        request.workspace, circles(request.membership), text, kind if kind in GROUPS else ""
    )
    context = {
        "text": text,
        "groups": groups,
        "kind": kind,
        "total": sum(len(g[2]) for g in groups),
    }
    return render(request, "home/search.html", context)


class _ActsFilter(forms.Form):
    who = forms.ModelChoiceField(None, required=False, label="Qui", empty_label="—")
    verb = forms.ChoiceField(required=False, label="Geste")
    about = forms.CharField(required=False, label="Projet (référence)", max_length=20)

    def __init__(self, *args: object, people: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["who"].queryset = people
        self.fields["verb"].choices = [("", "—"), *words.VERBS.items()]


@workspace_page("see_acts")
def acts(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first."""
    people = User.objects.filter(memberships__workspace=request.workspace).order_by("name")
    form = _ActsFilter(request.GET or None, people=people)
    query = Act.objects.filter(workspace=request.workspace).select_related("actor")
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        if asked["who"]:
            query = query.filter(actor=asked["who"])
        if asked["verb"]:
            query = query.filter(verb=asked["verb"])
        if asked["about"]:
            query = query.filter(about=asked["about"].strip().upper())
    page = Paginator(query, _ACTS_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "acts": words.said(request.workspace, page.object_list),
    }
    return render(request, "home/acts.html", context)


@workspace_page("see_facts")
def components(request: HttpRequest) -> HttpResponse:
    """Show every component of the pages, to look at them together."""
    return render(request, "home/components.html", samples())
