"""Lines one by one and in lists: correct, settle, archive; all those of a case, all those of the team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.log import EntryForm
from terreau.web.cases.models import Actor, LogEntry
from terreau.web.cases.queries import log as queries
from terreau.web.cases.services import log as services
from terreau.web.cases.views.log_rows import shown_rows
from terreau.web.core import records
from terreau.web.core.editing import edit
from terreau.web.core.records import Changed

__all__ = ["archive", "entry", "entry_of", "settle"]


def entry_of(request: HttpRequest, reference: str, *, archived: bool = False) -> LogEntry:
    """Return a line of the workspace, or 404."""
    lines = LogEntry.objects.filter(workspace=request.workspace).select_related("case")  # type: ignore[attr-defined]
    if not archived:
        lines = lines.live()
    found = get_object_or_404(lines, reference=reference)
    found.workspace = found.case.workspace = request.workspace  # type: ignore[attr-defined]
    return found


def _back(request: HttpRequest, line: LogEntry) -> str:
    """Return to the list the gesture was made in, else to the logbook of the case."""
    workspace = request.workspace.code  # type: ignore[attr-defined]
    where = request.POST.get("next", "")
    safe = where.startswith(f"/e/{workspace}/") and "//" not in where and "\\" not in where
    return where if safe else line.get_absolute_url()


def _around(line: LogEntry) -> list[Actor]:
    """Return the actors who may have been there: those of the case, and those already written."""
    known = Q(involvements__case=line.case, involvements__archived_on__isnull=True)
    written = Q(attendances__entry=line, attendances__archived_on__isnull=True)
    actors = Actor.objects.of(line.workspace).filter(known | written)
    return list(actors.distinct().order_by("name_key", "id"))


def _present(line: LogEntry) -> list[int]:
    rows = line.attendances.filter(archived_on__isnull=True)
    return list(rows.values_list("actor_id", flat=True))


def _initial(line: LogEntry) -> dict[str, Any]:
    """Return what the form starts with; a line that still asks starts with what it surely proposes."""
    initial: dict[str, Any] = {"present": _present(line)}
    if not line.to_confirm:
        return initial
    sure = {one.field: one.value for one in queries.proposals_of(line).proposals if one.sure}
    for name, value in services.values_of(sure).items():
        if name == "date" or not getattr(line, name) or (name == "kind" and line.kind == "other"):
            initial[name] = value
    return initial


def _write(request: HttpRequest, line: LogEntry, form: Any, version: int | None) -> None:
    """Write the line, who was there, and the hours of the one who writes."""
    asked = line.to_confirm
    line.to_confirm = False
    records.save(request.user, line, expected_version=version)
    if asked:
        services.leave_as_is(request.user, entry=line)
    services.set_attendances(request.user, entry=line, actors=form.cleaned_data["present"])
    services.set_hours(request.user, entry=line, hours=form.cleaned_data["hours"])


@workspace_page("see_team", write="edit_cases", methods=("GET", "POST"))
def entry(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct a line: its words, its facts, who was there, the decision it goes back on."""
    line = entry_of(request, reference)
    hours = queries.own_hours(request.user, [line]).get(line.pk)
    row = shown_rows([line], request.user, request.workspace)[0]  # type: ignore[attr-defined]
    return edit(
        request, form_class=EntryForm, record=line,
        initial={**_initial(line), "hours": f"{hours.normalize():f}".replace(".", ",") if hours else ""},
        title=_("Préciser la ligne") if line.to_confirm else _("Corriger la ligne"),
        back=line.get_absolute_url(), template="cases/log_entry.html",
        context={"row": row, "sectors": ATTENDANCE_SECTORS}, actors=_around(line),
        write=lambda written, form, version: _write(request, written, form, version),
    )  # fmt: skip


@workspace_page("edit_cases", methods=("POST",))
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """Take what a line surely proposes, or leave it as it is."""
    line = entry_of(request, reference)
    if request.POST.get("do") != "accept":
        services.leave_as_is(request.user, entry=line)
        messages.success(request, _("Laissée ainsi."))
        return redirect(_back(request, line))
    version = request.POST.get("version", "")
    try:
        services.accept(
            request.user, entry=line, reading=queries.proposals_of(line),
            expected_version=int(version) if version.isdigit() else 0,
        )  # fmt: skip
    except Changed:
        messages.warning(request, typeset(_("Cette ligne a changé entre-temps : relisez-la ici.")))
        return redirect("cases:entry", request.workspace.code, line.reference)  # type: ignore[attr-defined]
    messages.success(request, _("Retenu."))
    return redirect(_back(request, line))


@workspace_page("edit_cases", methods=("POST",))
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a line out of the logbook, or put it back."""
    line = entry_of(request, reference, archived=True)
    if request.POST.get("do") == "restore":
        records.restore(request.user, line)
        messages.success(request, _("La ligne est de retour."))
        return redirect(line.get_absolute_url())
    if not line.archived:
        records.archive(request.user, line)
    return render(request, "cases/log_archived.html", {"line": line})
