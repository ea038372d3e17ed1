"""The words of the workspace: its kinds, the fields it adds to them, its themes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from terreau.formats.tables.vocabularies import KINDS
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.kinds import AddedFieldForm, KindForm, NewKindForm, ThemeForm
from terreau.web.cases.models import AddedField, CaseKind, Theme
from terreau.web.core import records
from terreau.web.core.editing import edit

__all__ = [
    "field_edit",
    "field_new",
    "field_shelve",
    "kind_edit",
    "kind_new",
    "kinds",
    "theme_new",
    "theme_shelve",
]

_reading = workspace_page("edit_kinds")
_writing = workspace_page("edit_kinds", methods=("GET", "POST"))
_gesture = workspace_page("edit_kinds", methods=("POST",))


def _page(request: HttpRequest) -> str:
    return reverse("cases:kinds", args=[request.workspace.code])


@_reading
def kinds(request: HttpRequest) -> HttpResponse:
    """Show the kinds, their fields and the themes."""
    workspace = request.workspace
    fields: dict[str, list[AddedField]] = {}
    for field in AddedField.objects.filter(workspace=workspace):
        fields.setdefault(field.kind, []).append(field)
    used = list(CaseKind.objects.filter(workspace=workspace))
    context = {
        "kinds": [(kind, fields.get(kind.code, [])) for kind in used],
        "themes": Theme.objects.filter(workspace=workspace),
        "more": len(used) < len(KINDS),
    }
    return render(request, "cases/kinds.html", context)


@_writing
def kind_new(request: HttpRequest) -> HttpResponse:
    """Use one more kind."""
    return edit(
        request, form_class=NewKindForm, title=_("Utiliser un type de plus"), back=_page(request)
    )


@_writing
def kind_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the words of a kind."""
    kind = get_object_or_404(CaseKind, workspace=request.workspace, code=code)
    title = _("Le type {word}").format(word=f"« {kind.singular} »")
    return edit(request, form_class=KindForm, record=kind, title=title, back=_page(request))


def _known_kind(code: str) -> str:
    if code not in dict(KINDS):
        raise Http404
    return code


@_writing
def field_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a field to a kind."""
    return edit(
        request, form_class=AddedFieldForm, title=_("Ajouter un champ"), back=_page(request),
        kind=_known_kind(kind),
    )  # fmt: skip


@_writing
def field_edit(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Change the words of an added field; its code stays, and so do the values already written."""
    field = get_object_or_404(
        AddedField, workspace=request.workspace, kind=_known_kind(kind), code=code
    )
    title = _("Le champ {word}").format(word=f"« {field.label} »")
    return edit(
        request,
        form_class=AddedFieldForm,
        record=field,
        title=title,
        back=_page(request),
        kind=kind,
    )


def _shelve(request: HttpRequest, record: Any) -> HttpResponse:
    """Put away, or take back: nothing already written is lost."""
    if record.archived:
        records.restore(request.user, record)
        messages.success(request, typeset(_("Remis dans les formulaires.")))
    else:
        records.archive(request.user, record)
        messages.success(request, typeset(_("Retiré des formulaires. Ce qui était écrit reste.")))
    return redirect(_page(request))


@_gesture
def field_shelve(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Take an added field out of the forms, or put it back."""
    return _shelve(
        request, get_object_or_404(AddedField, workspace=request.workspace, kind=kind, code=code)
    )


@_writing
def theme_new(request: HttpRequest) -> HttpResponse:
    """Propose one more theme."""
    return edit(request, form_class=ThemeForm, title=_("Proposer un domaine"), back=_page(request))


@_gesture
def theme_shelve(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a theme no more, or again."""
    return _shelve(request, get_object_or_404(Theme, workspace=request.workspace, pk=pk))
