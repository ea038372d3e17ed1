"""« Ensuite » : what is to be done, overdue first; done with one gesture, or postponed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import format_date, typeset
from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.log import StepDayForm
from terreau.web.cases.queries import log as queries
from terreau.web.cases.services import log as services
from terreau.web.cases.views.log_entries import entry_of

__all__ = ["next_done", "next_postpone", "next_steps"]

_PAGE = 50


@workspace_page("see_team")
def next_steps(request: HttpRequest) -> HttpResponse:
    """Show what comes next in my cases, or in all."""
    workspace = request.workspace  # type: ignore[attr-defined]
    everyone = request.GET.get("qui") == "tous"
    waiting = queries.waiting_steps(workspace, None if everyone else request.user)
    page = Paginator(waiting, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "steps": queries.as_steps(workspace, page.object_list), "everyone": everyone,
        "late": waiting.filter(next_on__lt=workspace.current_day()).count(), "title": _("Ensuite"),
        "done": queries.done_lately(workspace, None if everyone else request.user),
    }  # fmt: skip
    return render(request, "cases/log_next.html", context)


def _back(request: HttpRequest) -> str:
    here = reverse("cases:next", args=[request.workspace.code])  # type: ignore[attr-defined]
    return f"{here}?qui=tous" if request.POST.get("qui") == "tous" else here


@workspace_page("edit_cases", methods=("POST",))
def next_done(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a next step is done, today; or that it is not after all."""
    line = entry_of(request, reference)
    if request.POST.get("do") == "undo":
        services.reopen(request.user, entry=line)
        messages.success(request, _("Remise dans la liste."))
        return redirect(_back(request))
    services.mark_done(request.user, entry=line, day=request.workspace.current_day())  # type: ignore[attr-defined]
    step = line.next_step or line.text
    messages.success(request, typeset(_("Fait : {what}").format(what=step[:120])))
    return redirect(_back(request))


@workspace_page("edit_cases", methods=("POST",))
def next_postpone(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a next step another day."""
    line = entry_of(request, reference)
    form = StepDayForm(request.POST, today=request.workspace.current_day())  # type: ignore[attr-defined]
    if not form.is_valid():
        messages.error(request, typeset(" ".join(form.errors.get("day", []))))
        return redirect(_back(request))
    day = form.cleaned_data["day"]
    services.postpone(request.user, entry=line, day=day)
    messages.success(request, _("Reporté au {day}.").format(day=format_date(day)))
    return redirect(_back(request))
