"""The logbook without a network: the page the browser keeps, and the lines that come back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from terreau.formats.logline import read_line
from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.log_fields import HoursField
from terreau.web.cases.models import Case
from terreau.web.cases.queries import log as queries
from terreau.web.cases.queries.proposals import find_case
from terreau.web.cases.services import log as services
from terreau.web.cases.views.log import line_context
from terreau.web.core.models import Workspace

__all__ = ["shell", "sync"]

_MOST = 200  # lines in one sending
_LONGEST = 10_000
_OLDEST = 3_660  # days a line may have waited


class _Refused(Exception):  # noqa: N818 - the line stays with its author, with the reason
    """Raised with the sentence that says what the line needs, and the cases it may be about."""

    def __init__(self, reason: str, cases: tuple[str, ...] = ()) -> None:
        self.reason, self.cases = reason, cases
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the telephone sends it, its values checked."""

    sent: UUID
    text: str
    case: str
    named: str
    hours: Decimal | None
    day: date


@workspace_page("see_team")
def shell(request: HttpRequest) -> HttpResponse:
    """Show the page that the browser keeps: the field and the cases at hand, no line of anyone."""
    context = {**line_context(request), "shell": True}
    return render(request, "cases/log.html", context)


def _read(raw: Any, today: date) -> _Line:
    """Return a line; an unreadable one raises `ValueError`, one to correct raises `_Refused`."""
    if not isinstance(raw, dict):
        raise ValueError("not a line")
    sent = UUID(str(raw.get("sent")))
    text = str(raw.get("text", "")).replace("\r\n", "\n").replace("\x00", "").strip()
    if not text or len(text) > _LONGEST:
        raise _Refused(_("Une ligne tient entre un mot et 10 000 caractères : reprenez-la."))
    age = raw.get("age", 0)
    age = min(max(age, 0), _OLDEST) if isinstance(age, int) else 0
    try:
        hours = HoursField().clean(str(raw.get("hours", "")))
    except ValidationError as error:
        raise _Refused(error.messages[0]) from None
    case, named = str(raw.get("case", ""))[:20], str(raw.get("other_case", ""))[:300]
    return _Line(sent, text, case, named, hours, today - timedelta(days=age))


def _case_of(line: _Line, workspace: Workspace, names: dict[str, str]) -> Case:
    """Return the case of a line: the one chosen, or the one its sentence surely names."""
    if line.named.strip():
        found, labels = find_case(workspace, line.named)
        if found is not None:
            return found
        near = tuple(label.partition(" ")[0] for label in labels)
        raise _Refused(
            _("« {name} » ne désigne aucun projet de façon sûre.").format(name=line.named), near
        )
    reading = read_line(line.text, line.day, names)
    proposed = reading.get("case")
    reference = line.case or (proposed.value if proposed and proposed.sure else "")
    found = Case.objects.of(workspace).filter(reference=reference).first() if reference else None
    if found is not None:
        return found
    if line.case:
        raise _Refused(
            _("Ce projet n’est plus dans les listes : choisissez-en un autre."), reading.cases
        )
    raise _Refused(_("Dites de quel projet il s’agit."), reading.cases)


def _stored(request: HttpRequest, raw: Any, names: dict[str, str]) -> dict[str, Any]:
    """Keep one line as it came: its sentence and its day; all it proposes waits for a touch."""
    workspace = request.workspace  # type: ignore[attr-defined]
    line = _read(raw, workspace.current_day())
    case = _case_of(line, workspace, names)
    done = services.keep_line(
        request.user, case=case, text=line.text, values={"date": line.day.isoformat()},
        hours=line.hours, sent=line.sent, to_confirm=True,
    )  # fmt: skip
    return {"state": "stored", "reference": done.entry.reference}


@workspace_page("edit_cases", methods=("POST",))
def sync(request: HttpRequest) -> HttpResponse:
    """Keep the lines written without a network, each once, and answer for each.

    Lines bear the number of the person who wrote them: those of another are not taken.
    """
    try:
        asked = json.loads(request.body)
        lines, author = asked["lines"], str(asked["author"])
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"reason": _("Envoi incompris.")}, status=400)
    if author != str(request.user.pk):
        return JsonResponse(
            {"reason": _("Ces lignes ont été écrites par un autre compte.")}, status=409
        )
    if not isinstance(lines, list) or len(lines) > _MOST:
        return JsonResponse({"reason": _("Envoi incompris.")}, status=400)
    names = queries.names_of(request.workspace)  # type: ignore[attr-defined]
    answers: dict[str, Any] = {}
    for raw in lines:
        number = str(raw.get("sent", "")) if isinstance(raw, dict) else ""
        try:
            answers[number] = _stored(request, raw, names)
        except _Refused as refused:
            near = [[one, names[one]] for one in refused.cases if one in names]
            answers[number] = {"state": "refused", "reason": refused.reason, "cases": near}
        except ValueError:
            answers[number] = {"state": "refused", "reason": _("Ligne incomprise."), "cases": []}
    return JsonResponse({"lines": answers})
