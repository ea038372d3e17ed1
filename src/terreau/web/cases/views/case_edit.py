"""A case described for the first time, or described again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.case import CaseForm
from terreau.web.cases.queries.case_kinds import a_kind, kind_named, kinds_of
from terreau.web.cases.views.case import case_or_404
from terreau.web.core.editing import edit

__all__ = ["case_edit", "case_new"]


@workspace_page("edit_cases", methods=("GET", "POST"))
def case_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Describe a new case of a kind that the workspace uses; close names are said before."""
    chosen = next((one for one in kinds_of(request.workspace) if one.code == kind), None)
    if chosen is None:
        raise Http404
    word = chosen.singular
    return edit(
        request,
        form_class=CaseForm,
        kind=chosen,
        title=_("Ajouter {what}").format(what=a_kind(chosen)),
        back=reverse("cases:cases", args=[request.workspace.code]),
        button=_("Ajouter {what}").format(what=a_kind(chosen)),
        after_save=lambda case: case.get_absolute_url(),
        done=_("{what} est dans la base.").format(what=word[:1].upper() + word[1:]),
        template="cases/case_edit.html",
    )


@workspace_page("edit_cases", methods=("GET", "POST"))
def case_edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Describe a case again."""
    case = case_or_404(request, reference)
    return edit(
        request,
        form_class=CaseForm,
        record=case,
        kind=kind_named(request.workspace, case.kind),
        title=_("Modifier « {name} »").format(name=case.name),
        back=case.get_absolute_url(),
        template="cases/case_edit.html",
    )
