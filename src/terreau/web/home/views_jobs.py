"""Pages of background work: what one asked for, how far it is, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.models import Role
from terreau.web.core import jobs
from terreau.web.core.models import Job

__all__ = ["job", "job_file", "jobs_of"]

_PAGE = 50
_STOP_POLLING = 286  # the status by which htmx stops asking
_CHIPS = {"running": "chip-ochre", "done": "chip-leaf", "failed": "chip-brick"}


def _may(request: HttpRequest, found: Job) -> bool:
    """Whether the reader may still take what the work made, or ask for it again."""
    kind = jobs.kinds().get(found.kind)
    return kind is not None and request.user.has_perm(kind.permission, request.workspace)


def _own(request: HttpRequest, found: Job) -> bool:
    """Whether the work is the reader's; what nobody asked for belongs to those who might have."""
    if found.asked_by_id is None:
        return _may(request, found)
    return found.asked_by_id == request.user.pk


def _visible(request: HttpRequest) -> QuerySet:
    """Return the work that the reader sees: their own, all of it for who administers."""
    query = Job.objects.filter(workspace=request.workspace).select_related("asked_by")
    if request.membership.role == Role.ADMIN:
        return query
    open_kinds = [
        code
        for code, kind in jobs.kinds().items()
        if request.user.has_perm(kind.permission, request.workspace)
    ]
    return query.filter(Q(asked_by=request.user) | Q(asked_by__isnull=True, kind__in=open_kinds))


def _shown(request: HttpRequest, found: Job) -> dict[str, Any]:
    own = _own(request, found) and _may(request, found)
    return {
        "job": found,
        "label": jobs.label(found),
        "state": found.get_state_display(),
        "chip": _CHIPS.get(found.state, ""),
        "ended": found.state in {Job.State.DONE, Job.State.FAILED},
        "percent": round(found.share * 100),
        "made": bool(found.result.get("file")) and own,
        "file": jobs.result_file(found) if own else None,
        "again": own and found.state == Job.State.FAILED,
    }


@workspace_page("see_facts")
def jobs_of(request: HttpRequest) -> HttpResponse:
    """Show the work asked for, newest first."""
    page = Paginator(_visible(request), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "jobs": [_shown(request, found) for found in page.object_list],
        "all_people": request.membership.role == Role.ADMIN,
    }
    return render(request, "home/jobs.html", context)


@workspace_page("see_facts", methods=("GET", "POST"))
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show how far a piece of work is; ask again for one that failed."""
    found = get_object_or_404(_visible(request), uuid=job)
    context = _shown(request, found)
    if request.method == "POST":
        if not context["again"]:
            messages.info(request, _("Ce travail n’a pas besoin d’être relancé."))
            return redirect("home:job", request.workspace.code, found.uuid)
        new = jobs.enqueue(
            request.user,
            workspace=request.workspace,
            kind=found.kind,
            arguments=found.arguments,
            idempotent=found.idempotent,
        )
        return redirect("home:job", request.workspace.code, new.uuid)
    if not request.htmx:
        return render(request, "home/job.html", context)
    answer = render(request, "home/job_progress.html", context)
    if context["ended"]:  # the whole page is read again: its title says the end
        answer.status_code = _STOP_POLLING
        answer.headers["HX-Refresh"] = "true"
    return answer


@workspace_page("see_facts")
def job_file(request: HttpRequest, job: UUID) -> FileResponse:
    """Give the file that a piece of work made to the one who asked for it, and to nobody else."""
    found = get_object_or_404(_visible(request), uuid=job)
    path = jobs.result_file(found)
    if path is None or not (_own(request, found) and _may(request, found)):
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
