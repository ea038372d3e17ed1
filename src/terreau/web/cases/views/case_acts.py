"""Gestures on a case as a whole: verify it, put it away, bring it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.models import AddedField
from terreau.web.cases.queries.case_kinds import kind_named, the_kind, this_kind
from terreau.web.cases.services.case import archive_case, restore_case, take_back, verify
from terreau.web.cases.views.case import case_or_404
from terreau.web.cases.views.case_facts import verifiable

__all__ = ["case_archive", "case_restore", "case_verify"]


@workspace_page("edit_cases", methods=("POST",))
def case_verify(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a field, or the whole, is true today; or take back what one said today."""
    case = case_or_404(request, reference)
    day = request.workspace.current_day()
    mistaken = request.POST.get("take_back", "")
    if mistaken.isdigit():
        if take_back(request.user, case=case, verification=int(mistaken), on=day):
            messages.success(request, _("La vérification est retirée."))
        return redirect(f"{case.get_absolute_url()}#verification")
    field = request.POST.get("field")
    added = list(AddedField.objects.of(request.workspace).filter(kind=case.kind))
    if field is None or (field and field not in dict(verifiable(added))):
        raise SuspiciousOperation
    verify(request.user, case=case, field=field, on=day)
    messages.success(request, _("Vérifié aujourd’hui, c’est noté."))
    return redirect(f"{case.get_absolute_url()}#verification")


@workspace_page("edit_cases", methods=("GET", "POST"))
def case_archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what putting a case away means, then do it."""
    case = case_or_404(request, reference)
    kind = kind_named(request.workspace, case.kind)
    if request.method == "POST":
        archive_case(request.user, case=case)
        messages.success(request, _("« {name} » est archivé.").format(name=case.name))
        return redirect("cases:case", request.workspace.code, case.reference)
    context = {
        "case": case,
        "title": _("Archiver « {name} »").format(name=case.name),
        "the_kind": the_kind(kind),
        "this_kind": this_kind(kind),
    }
    return render(request, "cases/case_archive.html", context)


@workspace_page("edit_cases", methods=("POST",))
def case_restore(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a case back."""
    case = case_or_404(request, reference, archived=True)
    if case.archived:
        restore_case(request.user, case=case)
        messages.success(request, _("« {name} » est remis dans les listes.").format(name=case.name))
    return redirect(reverse("cases:case", args=[request.workspace.code, case.reference]))
