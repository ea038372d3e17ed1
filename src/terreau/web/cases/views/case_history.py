"""The history of a case, and going back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.models import Case
from terreau.web.cases.queries.case_history import PARTS, history_of, part_named
from terreau.web.cases.services.case import CannotUndo, undo
from terreau.web.cases.views.case import case_or_404

__all__ = ["case_history"]

_REFUSED = {
    "changed": "Cette ligne a changé depuis que vous avez ouvert la page. Relisez, puis recommencez.",
    "taken": "Une autre ligne tient maintenant cette place : modifiez-la ou archivez-la d’abord.",
}


def _was_away(case: Case, version: int) -> bool:
    return bool(case.history.filter(version=version, archived_on__isnull=False).exists())


def _go_back(request: HttpRequest, case: Case) -> HttpResponse:
    """Write a row again as it was; archiving as a whole has its own gesture."""
    part = part_named(request.POST.get("part", ""))
    numbers = [request.POST.get(name, "") for name in ("row", "version", "current")]
    if part is None or not all(number.isdigit() for number in numbers):
        raise SuspiciousOperation
    row, version, current = map(int, numbers)
    mine = {"pk": row, "workspace": request.workspace}
    if part.model is not Case:
        mine["case"] = case
    record = get_object_or_404(part.model._base_manager, **mine)
    if part.model is Case and (record != case or _was_away(case, version)):
        raise SuspiciousOperation
    try:
        undo(request.user, record=record, version=version, current=current)
    except CannotUndo as refused:
        messages.error(request, _(_REFUSED[str(refused)]))
    else:
        messages.success(
            request, _("C’est comme avant. Ce retour est lui aussi dans l’historique.")
        )
    return redirect(request.get_full_path())


@workspace_page("see_team", write="edit_cases", methods=("GET", "POST"))
def case_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Show every version of a case and of its rows; write one of them again."""
    case = case_or_404(request, reference, archived=request.method != "POST")
    if request.method == "POST":
        return _go_back(request, case)
    part = part_named(request.GET.get("quoi", ""))
    page, events = history_of(case, part, request.GET.get("page"))
    context = {
        "case": case,
        "title": _("Historique de « {name} »").format(name=case.name),
        "page": page,
        "events": events,
        "parts": PARTS,
        "part": part,
        "can_edit": not case.archived and request.user.has_perm("edit_cases", request.workspace),
        "back": reverse("cases:case", args=[request.workspace.code, case.reference]),
    }
    return render(request, "cases/case_history.html", context)
