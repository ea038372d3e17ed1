"""Write a référentiel: copy it, change a draft part by part, publish it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.problems import Refused
from terreau.web.accounts.access import workspace_page
from terreau.web.core import kept, records
from terreau.web.frameworks import drafts, services
from terreau.web.frameworks.forms import CommonForm, CopyForm, PhasesForm, VariableForm
from terreau.web.frameworks.models import FrameworkVersion
from terreau.web.frameworks.views.reading import known, whole

__all__ = [
    "add_variable",
    "common",
    "copy",
    "discard",
    "next_version",
    "phases",
    "publish",
    "retire",
    "variable",
]

Content = dict[str, Any]
_writing = workspace_page("edit_frameworks", methods=("GET", "POST"))


def _draft(request: HttpRequest, identifier: str) -> FrameworkVersion:
    _found, row = known(request, identifier)
    if row is None or row.published_on is not None:
        raise Http404  # what is published or shipped has no page to write in
    return row


def _home(request: HttpRequest, row: FrameworkVersion, anchor: str = "") -> str:
    page = reverse("frameworks:framework", args=[request.workspace.code, row.full_identifier])
    return f"{page}#{anchor}" if anchor else page


def _edit_part(
    request: HttpRequest,
    row: FrameworkVersion,
    *,
    make_form: Callable[..., forms.Form],
    part: Callable[[Content], Any],
    change: Callable[[Content, Any], Content],
    title: str,
    anchor: str = "",
    template: str = "frameworks/part.html",
    **context: Any,
) -> HttpResponse:
    """Show or take a form over one part of a draft; two people on one part: the second sees it first."""
    shown = {
        "title": title,
        "back": _home(request, row, anchor),
        "button": _("Enregistrer"),
        **context,
    }
    if request.method != "POST":
        typed = kept.take_back(request)
        form = make_form(typed) if typed is not None else make_form()
        shown |= {
            "form": form,
            "version": drafts.digest(part(row.content)),
            "kept": typed is not None,
        }
        return render(request, template, shown)
    form = make_form(request.POST)
    read = request.POST.get("version", "")
    if not form.is_valid():
        return render(request, template, {**shown, "form": form, "version": read}, status=422)
    try:
        services.change_draft(
            request.user, version=row, part=part, read=read, change=lambda held: change(held, form)
        )
    except services.Stale as stale:
        theirs = make_form(row=stale.version)
        shown |= {
            "form": form,
            "version": drafts.digest(part(stale.version.content)),
            "theirs": _differences(form, theirs),
            "current": stale.version,
        }
        return render(request, template, shown, status=409)
    messages.success(request, _("Enregistré."))
    return redirect(_home(request, row, anchor))


def _differences(mine: forms.Form, theirs: forms.Form) -> list[tuple[str, Any]]:
    """Return (label, what the other wrote) where the two forms differ."""
    found = []
    for bound in mine:
        other = theirs.fields[bound.name].initial if bound.name in theirs.fields else None
        if bound.field.has_changed(other, bound.data):
            shown = " ; ".join(other) if isinstance(other, list) else other
            found.append((bound.label, shown or typeset("(vide)")))
    return found


@_writing
def copy(request: HttpRequest, identifier: str) -> HttpResponse:
    """Start a référentiel of one's own with these words."""
    source = whole(request, identifier)
    form = CopyForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "source": source, "title": _("Copier sous un autre nom"),
               "back": reverse("frameworks:framework", args=[request.workspace.code, identifier])}  # fmt: skip
    if request.method != "POST":
        return render(request, "frameworks/copy.html", context)
    if form.is_valid():
        name = form.cleaned_data["identifier"]
        taken = FrameworkVersion.objects.filter(
            workspace=request.workspace, identifier=name, number="0.1"
        )
        if name == source.id or taken.exists():
            form.add_error("identifier", _("Ce nom court est déjà pris : choisissez-en un autre."))
    if not form.is_valid():
        return render(request, "frameworks/copy.html", context, status=422)
    made = services.copy_as(
        request.user,
        workspace=request.workspace,
        source=source,
        identifier=name,
        title=form.cleaned_data["title"],
    )
    return redirect(_home(request, made))


@workspace_page("edit_frameworks", methods=("POST",))
def next_version(request: HttpRequest, identifier: str) -> HttpResponse:
    """Start the next version."""
    made = services.next_version(
        request.user, workspace=request.workspace, source=whole(request, identifier)
    )
    messages.success(
        request, typeset(_("Brouillon ouvert : il ne sert à rien tant qu’il n’est pas publié."))
    )
    return redirect(_home(request, made))


@_writing
def common(request: HttpRequest, identifier: str) -> HttpResponse:
    """Change the words of the whole."""
    row = _draft(request, identifier)

    def make_form(data: Any = None, row: FrameworkVersion = row) -> CommonForm:
        return CommonForm(data, content=row.content)

    return _edit_part(
        request, row, make_form=make_form, title=_("Titre, description, piliers"),
        part=lambda c: [c["title"], c["description"], c["note"], c["licence"], [p["title"] for p in c["pillars"]]],
        change=lambda held, form: drafts.with_common(held, form.words(), form.pillars()),
    )  # fmt: skip


@_writing
def phases(request: HttpRequest, identifier: str) -> HttpResponse:
    """Change the words of the phases."""
    row = _draft(request, identifier)

    def make_form(data: Any = None, row: FrameworkVersion = row) -> PhasesForm:
        return PhasesForm(data, content=row.content)

    return _edit_part(
        request, row, make_form=make_form, title=_("Phases de vie"), part=lambda c: c["phases"],
        change=lambda held, form: drafts.with_phases(held, form.phases()), anchor="phases",
    )  # fmt: skip


@_writing
def variable(request: HttpRequest, identifier: str, code: str) -> HttpResponse:
    """Change one variable."""
    row = _draft(request, identifier)
    if drafts.variable_of(row.content, code) is None:
        raise Http404

    def make_form(data: Any = None, row: FrameworkVersion = row) -> VariableForm:
        return VariableForm(
            data, content=row.content, variable=drafts.variable_of(row.content, code)
        )

    return _edit_part(
        request, row, make_form=make_form, title=_("Variable {code}").format(code=code),
        part=lambda c: [drafts.variable_of(c, code), c["changes"].get(code)],
        change=lambda held, form: drafts.with_variable(
            held, code, form.words(), form.cleaned_data.get("meaning", "same")
        ),
        anchor=code,
    )  # fmt: skip


@_writing
def add_variable(request: HttpRequest, identifier: str, pillar: str) -> HttpResponse:
    """Add a variable to a pillar; it takes the next free number."""
    row = _draft(request, identifier)
    if drafts.pillar_of(row.content, pillar) is None:
        raise Http404

    def make_form(data: Any = None, row: FrameworkVersion = row) -> VariableForm:
        return VariableForm(data, content=row.content, variable=None)

    title = _("Nouvelle variable {code}").format(code=drafts.next_code(row.content, pillar))
    return _edit_part(
        request, row, make_form=make_form, title=title, part=lambda _content: pillar,
        change=lambda held, form: drafts.add_variable(held, pillar, form.words())[0], anchor=pillar,
    )  # fmt: skip


@_writing
def retire(request: HttpRequest, identifier: str, code: str) -> HttpResponse:
    """Take a variable out; its number never serves again."""
    row = _draft(request, identifier)
    held = drafts.variable_of(row.content, code)
    if held is None:
        raise Http404
    if request.method != "POST":
        context = {"variable": held, "row": row, "back": _home(request, row, code)}
        return render(request, "frameworks/retire.html", context)
    services.change_draft(
        request.user, version=row, part=lambda c: c["parent"], read=drafts.digest(row.content["parent"]),
        change=lambda content: drafts.retire(content, code),
    )  # fmt: skip
    messages.success(request, _("Variable retirée du brouillon."))
    return redirect(_home(request, row))


@_writing
def publish(request: HttpRequest, identifier: str) -> HttpResponse:
    """Publish a draft, once everything in it holds together."""
    row = _draft(request, identifier)
    if request.method != "POST":
        problems = services.draft_problems(request.workspace, row)
        errors = [p for p in problems if p.severity == "error"]
        context = {"row": row, "problems": problems, "errors": errors, "back": _home(request, row)}
        return render(request, "frameworks/publish.html", context)
    try:
        services.publish(request.user, version=row)
    except Refused:
        messages.error(request, typeset(_("Rien n’est publié : des points restent à corriger.")))
        return redirect("frameworks:publish", request.workspace.code, identifier)
    messages.success(request, typeset(_("Publié. Cette version ne changera plus.")))
    return redirect(_home(request, row))


@_writing
def discard(request: HttpRequest, identifier: str) -> HttpResponse:
    """Put a draft away."""
    row = _draft(request, identifier)
    if request.method != "POST":
        return render(request, "frameworks/discard.html", {"row": row, "back": _home(request, row)})
    records.archive(request.user, row)
    messages.success(request, typeset(_("Brouillon archivé.")))
    return redirect("frameworks:frameworks", request.workspace.code)
