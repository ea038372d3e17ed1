"""The page from which the whole base leaves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terreau.i18n import format_integer, ngettext
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case, LogEntry
from terreau.web.core import jobs
from terreau.web.core.models import Job, Workspace
from terreau.web.exchange.tasks import EXPORT
from terreau.web.interviews.models import Document
from terreau.web.ratings.models import Rating

__all__ = ["export"]

_LAST = 5


def _held(workspace: Workspace) -> dict[str, str]:
    """Return « 9 projets et lieux », by name: how many rows of each kind will leave."""
    words = {
        "cases": (Case, "projet ou lieu", "projets et lieux"),
        "log": (LogEntry, "ligne du journal de bord", "lignes du journal de bord"),
        "documents": (Document, "document", "documents"),
        "ratings": (Rating, "appréciation", "appréciations"),
    }
    said = {}
    for name, (model, one, many) in words.items():
        count = model.objects.of(workspace).count()
        said[name] = f"{format_integer(count)} {ngettext(one, many, count)}"
    return said


@workspace_page("export_all", methods=("GET", "POST"))
def export(request: HttpRequest) -> HttpResponse:
    """Say what the workbook holds; ask for it, in the background."""
    workspace = request.workspace
    if request.method == "POST":
        job = jobs.enqueue(request.user, workspace=workspace, kind=EXPORT)
        return redirect("home:job", workspace.code, job.uuid)
    made = Job.objects.filter(
        workspace=workspace, asked_by=request.user, kind=EXPORT, state=Job.State.DONE
    )[:_LAST]
    context = {
        "held": _held(workspace),
        "restricted": "restricted" in circles(request.membership),
        "made": [(job, path) for job in made if (path := jobs.result_file(job)) is not None],
    }
    return render(request, "exchange/export.html", context)
