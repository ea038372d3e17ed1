"""What a page is about, fetched in its workspace and by the rule: elsewhere or closed to the reader, 404."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from terreau.web.cases.models import Case
from terreau.web.interviews import queries, rules
from terreau.web.interviews.models import Document, Interview, Participant

__all__ = ["case_of", "document_of", "interview_of", "person_of"]


def case_of(request: HttpRequest, reference: str) -> Case:
    """Return the live case of an address."""
    cases = Case.objects.of(request.workspace).select_related("workspace")
    return get_object_or_404(cases, reference=reference)


def interview_of(request: HttpRequest, reference: str, *, live: bool = False) -> Interview:
    """Return an interview with its people and their consents; one put away is still shown, unless `live`."""
    held = Interview.objects.filter(workspace=request.workspace, reference=reference)
    if live:
        held = held.live()
    rows = held.select_related("case", "workspace").prefetch_related(queries.with_people())
    return get_object_or_404(rows)


def person_of(request: HttpRequest, interview: Interview, reference: str) -> Participant:
    """Return a person met in `interview`."""
    people = Participant.objects.filter(workspace=request.workspace, interview=interview)
    rows = people.select_related("consent", "interview__case", "workspace")
    return get_object_or_404(rows, reference=reference)


def document_of(request: HttpRequest, reference: str, *, known: bool = False) -> Document:
    """Return a document that the reader may read; with `known`, one they may know of.

    To whom the rule closes it, it does not exist.
    """
    held = Document.objects.filter(workspace=request.workspace, reference=reference)
    rows = held.select_related("case", "interview", "workspace", "created_by")
    document = get_object_or_404(rows.prefetch_related(queries.with_people("interview__participants")))  # fmt: skip
    day, member = request.workspace.current_day(), request.membership
    asked = rules.may_know if known else rules.may_read
    answer = asked(document, member, day)
    if not (answer if isinstance(answer, bool) else answer[0]):
        raise Http404
    if document.archived and member.role not in rules.WRITERS:
        raise Http404
    return document
