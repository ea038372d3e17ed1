"""The list of documents, the page where one is read and cited, the form where one is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.rules import circles
from terreau.web.cases.queries.phases import phase_title
from terreau.web.core import kept, listing
from terreau.web.core.editing import edit
from terreau.web.interviews import rules, services
from terreau.web.interviews.forms.citing import CitingForm
from terreau.web.interviews.forms.records import DocumentForm
from terreau.web.interviews.lists import documents_listing, documents_of
from terreau.web.interviews.models import Document, Interview, Passage
from terreau.web.interviews.reading import Mark, draw
from terreau.web.interviews.texts import lines
from terreau.web.interviews.views.fetching import case_of, document_of, interview_of
from terreau.web.interviews.views.interviews import put_away

__all__ = ["archive", "change", "document", "documents", "new", "new_of_interview"]


@workspace_page("see_facts")
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that the reader may know of."""
    workspace, member = request.workspace, request.membership
    day = workspace.current_day()
    query = documents_of(member, workspace, day)
    held = documents_listing(member, workspace, day)
    context = {"team": "team" in circles(member)}
    return listing.show(request, held, query, template="interviews/documents.html", context=context)


def _title(passage: Passage, document: Document) -> str:
    phase = phase_title(document.case, passage.phase) if passage.phase and document.case else ""
    return " · ".join(part for part in (passage.reference, phase) if part)


def _cards(document: Document, rows: list[Passage], titles: dict[int, str]) -> list[dict[str, Any]]:
    """Return the passages as the margin shows them, each with the line where it begins."""
    starts = [line.start for line in lines(document.text)]
    return [
        {"passage": row, "title": titles[row.pk], "line": bisect_right(starts, row.start)}
        for row in rows
    ]


def _read(request: HttpRequest, held: Document, form: CitingForm | None) -> dict[str, Any]:
    """Return what the page shows of a document that the reader may read."""
    rows = list(Passage.objects.filter(document=held).select_related("created_by").order_by("start", "pk"))  # fmt: skip
    live = [row for row in rows if not row.archived]
    titles = {row.pk: _title(row, held) for row in rows}
    marks = [Mark(row.reference, row.start, row.end, titles[row.pk]) for row in live]
    writes = request.membership.role in rules.WRITERS and not held.archived
    boxes = writes and request.GET.get("citer") == "lignes"
    return {
        "drawn": draw(held.text, marks, boxes=boxes),
        "boxes": boxes,
        "passages": _cards(held, live, titles),
        "away": [row for row in rows if row.archived] if writes else [],
        "cites": writes,
        "form": form or CitingForm(text=held.text, case=held.case),
        "selection_fields": ("start_line", "start_at", "end_line", "end_at", "words"),
    }


def _cited(request: HttpRequest, held: Document, form: CitingForm) -> HttpResponse:
    """Keep the passage chosen, and go to its place in the text."""
    assert form.span is not None
    start, end = form.span
    phase = form.cleaned_data["phase"]
    passage, fresh = services.cite(request.user, document=held, start=start, end=end, phase=phase)
    if fresh:
        messages.success(request, _("Extrait {reference} gardé.").format(reference=passage.reference))  # fmt: skip
    else:
        messages.info(request, _("Cet extrait était déjà gardé : {reference}.").format(reference=passage.reference))  # fmt: skip
    return redirect(f"{held.get_absolute_url()}#{passage.reference}")


@workspace_page("see_facts", write="edit_interviews", methods=("GET", "POST"))
def document(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a document, its words and its passages; a POST keeps a passage."""
    posting = request.method == "POST"
    held = document_of(request, reference, known=not posting)
    day = request.workspace.current_day()
    readable, reason = rules.may_read(held, request.membership, day)
    context: dict[str, Any] = {
        "document": held,
        "readable": readable,
        "reason": reason,
        "circle": rules.circle_of(held),
        "citation": rules.citation_words(rules.citation_level(held.interview)),
        "team": "team" in circles(request.membership),
        "writes": request.membership.role in rules.WRITERS,
    }
    status = 200
    if readable:
        typed = kept.typed(request)
        form = CitingForm(typed, text=held.text, case=held.case) if typed is not None else None
        if posting and form is not None:
            if form.is_valid() and not held.archived:
                return _cited(request, held, form)
            status = 422
        context |= _read(request, held, form)
    return render(request, "interviews/document.html", context, status=status)


def _written(request: HttpRequest, forms: list[DocumentForm]) -> Callable[[Any], str]:
    """Return what follows a saved document: how its file was read, and its page."""

    def then(record: Document) -> str:
        if forms and forms[-1].read_as:
            messages.info(request, forms[-1].read_as)
        return record.get_absolute_url()

    return then


def _edit(
    request: HttpRequest, *, title: str, back: str, case: Any = None,
    interview: Interview | None = None, record: Document | None = None, done: str = "",
) -> HttpResponse:  # fmt: skip
    """Show or take the form of a document, new or known."""
    made: list[DocumentForm] = []

    def form_class(*args: Any, **options: Any) -> DocumentForm:
        if options.get("instance") is None:
            options["instance"] = Document(
                workspace=request.workspace, case=case, interview=interview
            )
        made.append(DocumentForm(*args, **options))
        return made[-1]

    initial = {"confidentiality": "restricted", "kind": "transcript", "date": interview.date} if interview else None  # fmt: skip
    shut = rules.shut(interview, request.workspace.current_day())
    return edit(
        request,
        form_class=form_class,
        record=record,
        initial=None if record else initial,
        title=title,
        back=back,
        after_save=_written(request, made),
        done=done,
        template="interviews/document_edit.html",
        context={"shut": shut, "case": case, "above": record or interview},
    )


@workspace_page("edit_interviews", methods=("GET", "POST"))
def new(request: HttpRequest, case: str) -> HttpResponse:
    """Write a document about a case."""
    about = case_of(request, case)
    title = _("Un document sur {name}").format(name=about.name)
    return _edit(request, title=title, back=about.get_absolute_url(), case=about, done=_("Document enregistré."))  # fmt: skip


@workspace_page("edit_interviews", methods=("GET", "POST"))
def new_of_interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a document that comes of an interview."""
    held = interview_of(request, reference, live=True)
    title = _("Un document de l’entretien {reference}").format(reference=held.reference)
    return _edit(
        request,
        title=title,
        back=held.get_absolute_url(),
        case=held.case,
        interview=held,
        done=_("Document enregistré."),
    )


@workspace_page("edit_interviews", methods=("GET", "POST"))
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change a document; its text too, as long as no passage stands in it."""
    held = document_of(request, reference)
    if held.archived:
        return redirect(held.get_absolute_url())
    title = _("Modifier « {title} »").format(title=held.title)
    return _edit(
        request,
        title=title,
        back=held.get_absolute_url(),
        case=held.case,
        interview=held.interview,
        record=held,
    )


@workspace_page("edit_interviews", methods=("POST",))
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a document away with its passages, or back."""
    held = document_of(request, reference, known=True)
    away = _("Document rangé, avec ses extraits : il n’est plus dans les listes.")
    put_away(request, held, away, _("Document remis."))
    return redirect(reverse("interviews:document", args=[request.workspace.code, held.reference]))
