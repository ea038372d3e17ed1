"""The logbook: one field always within reach, what was understood of it, the last lines."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import join_words, typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.fields import could_mean
from terreau.web.cases.forms.log import LineForm, sent_number
from terreau.web.cases.forms.log_draft import LineDraft
from terreau.web.cases.models import LogEntry
from terreau.web.cases.queries import log as queries
from terreau.web.cases.queries.proposals import find_case
from terreau.web.cases.services import log as services
from terreau.web.cases.views.log_chips import chips, others, understood
from terreau.web.cases.views.log_rows import by_day, shown_rows
from terreau.web.core import kept

__all__ = ["line_context", "logbook", "reading"]

_LAST = 12  # lines of the page
_STEPS = 6  # next steps beside them


class Typing:
    """What a page sent of a line: the draft, its form, the cases it may be about."""

    def __init__(self, request: HttpRequest, data: QueryDict | None, case: str = "") -> None:
        self.workspace, self.user = request.workspace, request.user  # type: ignore[attr-defined]
        self.day = self.workspace.current_day()
        self.names = queries.names_of(self.workspace)
        sent, refusal = self._named(data) if data is not None else (None, None)
        self.draft = (
            LineDraft.of(sent, self.day, self.names) if sent is not None else LineDraft.start(self.day, case if case in self.names else "")
        )  # fmt: skip
        self.form = LineForm.of(
            self.draft, self.workspace,
            other_case=data.get("other_case", "") if data and refusal else "",
            hours=data.get("hours", "") if data else "",
        )  # fmt: skip
        self.number = (sent_number(data.get("sent", "")) if data else None) or uuid4()
        if refusal is not None:
            self.form.add_error("other_case", refusal)

    def _named(self, data: QueryDict) -> tuple[QueryDict, Any]:
        """Put the case written by its name in place of the one chosen; return what is refused of it."""
        text = data.get("other_case", "").strip()
        if not text:
            return data, None
        found, labels = find_case(self.workspace, text)
        if found is None:
            return data, could_mean(
                _("{text} ne désigne aucun projet de façon sûre."), text, labels
            )
        data = data.copy()
        data["case"] = found.reference
        data.setlist("keep", [*data.getlist("keep"), "case"])
        return data, None

    def cases(self) -> list[tuple[str, str]]:
        """Return the cases offered: those the sentence may name, then those at hand."""
        chosen = self.draft.groups["case"].values.get("case", "")
        first = [one for one in dict.fromkeys([chosen, *self.draft.cases]) if one in self.names]
        near = [(one, self.names[one]) for one in first]
        return near + [
            one for one in queries.cases_at_hand(self.workspace, self.user) if one not in near
        ]

    def context(self) -> dict[str, Any]:
        """Return what the templates of a line need."""
        self.form.offer(self.cases())
        shown = chips(self.draft, self.form, self.names)
        return {
            "draft": self.draft, "form": self.form, "chips": shown, "others": others(self.draft, self.form, shown),
            "understood": understood(shown) if self.draft.text else "", "csrf_cookie": settings.CSRF_COOKIE_NAME, "number": self.number,
        }  # fmt: skip


def line_context(request: HttpRequest, case: str = "") -> dict[str, Any]:
    """Return what the field of a new line needs, on any page."""
    return Typing(request, None, case).context()


def _page(
    request: HttpRequest, typing: Typing, *, ask: bool = False, status: int = 200
) -> HttpResponse:
    workspace, user = request.workspace, request.user  # type: ignore[attr-defined]
    mine = queries.lines(workspace).filter(created_by=user)
    rows = shown_rows(list(mine[: _LAST + 1]), user, workspace)
    context = {
        **typing.context(), "ask": ask, "next": request.POST.get("next", ""),
        "steps": queries.next_steps(workspace, user, limit=_STEPS), "days": by_day(rows[:_LAST], workspace.current_day()),
        "more": len(rows) > _LAST, "waiting": queries.to_confirm(workspace, user),
    }  # fmt: skip
    return render(request, "cases/log.html", context, status=status)


def _said(entry: LogEntry, questions: list[str]) -> str:
    said = _("Gardé dans {name}.").format(name=entry.case.name)
    if not questions:
        return typeset(said)
    words = {"rest": _("le secteur des autres personnes"), "attendance": _("le nombre de personnes"),
             "next": _("la suite"), "step": _("l’étape"), "decision": _("le sens de la décision"),
             "date": _("la date"), "kind": _("la nature")}  # fmt: skip
    left = join_words([words.get(name, name.replace("_", " ")) for name in questions])
    return typeset(f"{said} " + _("Reste à préciser : {what}.").format(what=left))


def _keep(request: HttpRequest, typing: Typing) -> HttpResponse:
    """Write the line when all it needs is there; ask else."""
    draft, form = typing.draft, typing.form
    if not form.is_valid():
        return _page(request, typing, status=422)
    if not draft.read:  # what the sentence proposes was not seen yet
        return _page(request, typing, ask=True)
    settled = draft.settled
    missing = {
        "case": _("Dites de quel projet il s’agit."),
        "date": _("Dites quand cela s’est passé."),
    }
    for name, sentence in missing.items():
        if not settled.get(name):
            form.add_error(name, sentence)
    if form.errors:
        return _page(request, typing, status=422)
    questions = draft.questions
    done = services.keep_line(
        request.user, case=form.cleaned_data["case"], text=draft.text, values=services.values_of(form.checked(settled)),
        hours=form.cleaned_data["hours"], sent=typing.number, to_confirm=bool(questions),
    )  # fmt: skip
    messages.success(request, _said(done.entry, questions))
    return redirect(_after(request))


def _after(request: HttpRequest) -> str:
    """Return to the page where the line was typed: that of a case, or the logbook."""
    workspace = request.workspace.code  # type: ignore[attr-defined]
    here = reverse("cases:logbook", args=[workspace])
    where = request.POST.get("next", "")
    return where if where.startswith(f"/e/{workspace}/") and "//" not in where else here


@workspace_page("see_team", write="edit_cases", methods=("GET", "POST"))
def logbook(request: HttpRequest) -> HttpResponse:
    """Show the field and the last lines; keep a line."""
    if request.method == "POST":
        return _keep(request, Typing(request, request.POST))
    waiting = kept.take_back(request)
    case = request.GET.get("projet", "")
    return _page(request, Typing(request, waiting, case), ask=waiting is not None)


@workspace_page("edit_cases", methods=("POST",))
def reading(request: HttpRequest) -> HttpResponse:
    """Say what was understood of the sentence being typed: the part of the page under the field."""
    typing = Typing(request, request.POST)
    return render(request, "cases/log_reading.html", typing.context())
