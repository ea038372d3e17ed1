"""Pages of workbooks handed over: the upload, what each would do or did, its undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.exchange import staging
from terreau.web.exchange.forms import WorkbookForm
from terreau.web.exchange.models import Batch
from terreau.web.exchange.staging import LISTED

__all__ = ["batch", "import_workbook", "undo"]

_PAGE = 20
_STOP_POLLING = 286  # the status by which htmx stops asking
_MOVING = {Batch.State.CHECKING, Batch.State.APPLYING, Batch.State.UNDOING}
_CHIPS = {
    Batch.State.APPLIED: "chip-leaf", Batch.State.READY: "chip-ochre", Batch.State.REFUSED: "chip-brick",
}  # fmt: skip


@workspace_page("import_all", methods=("GET", "POST"))
def import_workbook(request: HttpRequest) -> HttpResponse:
    """Take a workbook; list those handed over before."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            staged = staging.stage(request.user, workspace=request.workspace, file=file)
            return redirect(staged)
    held = Batch.objects.filter(workspace=request.workspace).select_related("author", "workspace")
    page = Paginator(held.defer("report"), _PAGE).get_page(request.GET.get("page"))
    shown = [(one, _CHIPS.get(one.state, "")) for one in page.object_list]
    context = {"form": form, "page": page, "batches": shown}
    return render(request, "exchange/import.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, uuid: UUID) -> Batch:
    held = Batch.objects.select_related("author", "job", "workspace")
    return get_object_or_404(held, workspace=request.workspace, uuid=uuid)


def _may_read(request: HttpRequest, found: Batch) -> bool:
    """Whether names and words of the file are for this reader: who gave it, who reads interviews."""
    own = found.author_id == request.user.pk
    return own or request.user.has_perm("see_restricted", request.workspace)


@workspace_page("import_all", methods=("GET", "POST"))
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Show what a workbook would do, or did; on POST, do it or leave it."""
    found = _found(request, batch)
    if request.method == "POST":
        return _decide(request, found)
    moving = found.state in _MOVING
    context = {
        "batch": found,
        "report": found.report,
        "chip": _CHIPS.get(found.state, ""),
        "moving": moving,
        "job": found.job,
        "percent": round(found.job.share * 100) if found.job else 0,
        "listed": LISTED,
        "readable": _may_read(request, found),
    }
    if not request.htmx:
        return render(request, "exchange/batch.html", context)
    answer = render(request, "exchange/progress.html", context)
    if not moving:
        answer.status_code = _STOP_POLLING
        answer.headers["HX-Refresh"] = "true"
    return answer


def _decide(request: HttpRequest, found: Batch) -> HttpResponse:
    if request.POST.get("gesture") == "leave":
        if staging.leave(found):
            messages.info(request, typeset(_("Ce classeur est laissé : rien n’a été écrit.")))
        return redirect("exchange:import", request.workspace.code)
    if not _confirm(request, found):
        messages.info(request, typeset(_("Ce classeur n’attend plus de confirmation.")))
    return redirect(found)


@transaction.atomic
def _confirm(request: HttpRequest, found: Batch) -> bool:
    """Ask for the import of what was previewed, once; return whether it was waiting."""
    chosen: list[Any] = sorted(set(request.POST.getlist("take")))
    waiting = Batch.objects.filter(pk=found.pk, state=Batch.State.READY)
    if found.report.get("nothing") or request.POST.get("plan") != found.plan:
        return False
    if not waiting.update(state=Batch.State.APPLYING, taken=chosen):
        return False
    staging.ask(request.user, batch=found, kind=staging.IMPORT)
    return True


@workspace_page("import_all", methods=("GET", "POST"))
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Say what changed since an import, then undo the rest."""
    found = _found(request, batch)
    if request.method == "POST":
        with transaction.atomic():
            waiting = Batch.objects.filter(pk=found.pk, state=Batch.State.APPLIED)
            if waiting.update(state=Batch.State.UNDOING):
                staging.ask(request.user, batch=found, kind=staging.UNDO)
        return redirect(found)
    if found.state != Batch.State.APPLIED:
        return redirect(found)
    from terreau.web.exchange import undoing  # reads files: this page alone needs it

    tables = undoing.examine(found)
    going = [row for one in tables for row in one.going.values()]
    kept = [(one.sheet, row.label) for one in tables for row in one.kept]
    context = {
        "batch": found,
        "created": sum(row.created for row in going),
        "changed": sum(not row.created for row in going),
        "kept": len(kept),
        "kept_rows": kept[:LISTED],
    }
    return render(request, "exchange/undo.html", context)
