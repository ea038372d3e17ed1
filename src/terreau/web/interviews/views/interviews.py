"""The list of interviews and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.core import listing
from terreau.web.core.editing import edit
from terreau.web.interviews import queries, rules, services
from terreau.web.interviews.forms.records import InterviewForm
from terreau.web.interviews.lists import interviews_listing, interviews_of
from terreau.web.interviews.models import Document, Interview, Passage
from terreau.web.interviews.people import People, people_shown
from terreau.web.interviews.views.fetching import case_of, interview_of

__all__ = ["archive", "change", "interview", "interviews", "new", "put_away"]


@workspace_page("see_team")
def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews of the workspace."""
    workspace, member = request.workspace, request.membership
    day = workspace.current_day()
    held = interviews_listing(member, workspace, day)
    query = interviews_of(member, workspace, day)
    return listing.show(request, held, query, template="interviews/interviews.html")


def _documents(request: HttpRequest, held: Interview) -> list[Document]:
    """Return the documents of an interview that the reader may know of, live ones."""
    workspace, member = request.workspace, request.membership
    known = queries.known_documents(member, workspace, workspace.current_day(), held)
    return list(known.order_by("pk"))


@workspace_page("see_team")
def interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who was met, what they agreed to, and the texts that came of it."""
    held = interview_of(request, reference)
    day = request.workspace.current_day()
    people: People = people_shown(held, request.membership, day)
    documents = _documents(request, held)
    context = {
        "interview": held,
        "people": people,
        "documents": documents,
        "shut": rules.shut(held, day),
        "citation": rules.citation_words(rules.citation_level(held)),
        "n_passages": Passage.objects.live().filter(document__in=documents).count(),
        "writes": request.membership.role in rules.WRITERS,
    }
    return render(request, "interviews/interview.html", context)


@workspace_page("edit_interviews", methods=("GET", "POST"))
def new(request: HttpRequest, case: str) -> HttpResponse:
    """Write that someone was heard about a case."""
    about = case_of(request, case)

    def complete(record: Any) -> None:
        record.case = about

    return edit(
        request,
        form_class=InterviewForm,
        title=_("Un entretien sur {name}").format(name=about.name),
        back=about.get_absolute_url(),
        before_save=complete,
        after_save=lambda record: reverse(
            "interviews:person-new", args=[request.workspace.code, record.reference]
        ),
        button=_("Enregistrer, puis dire qui"),
        done=_("Entretien enregistré. Dites maintenant qui a été entendu."),
        context={"lead": _("Quand, et à quel titre. Les personnes et leur consentement viennent ensuite.")},
    )  # fmt: skip


@workspace_page("edit_interviews", methods=("GET", "POST"))
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the date or the capacity in which someone was heard."""
    held = interview_of(request, reference, live=True)
    title = _("Modifier l’entretien {reference}").format(reference=held.reference)
    return edit(
        request, form_class=InterviewForm, record=held, title=title, back=held.get_absolute_url()
    )


@workspace_page("edit_interviews", methods=("POST",))
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the interview away, or back."""
    held = interview_of(request, reference)
    done = (
        _("Entretien {reference} rangé : il n’est plus dans les listes."),
        _("Entretien {reference} remis."),
    )
    put_away(request, held, *(sentence.format(reference=held.reference) for sentence in done))
    return redirect(held.get_absolute_url())


def put_away(request: HttpRequest, record: Any, away: str, back: str) -> None:
    """Do the gesture of a « Ranger » or « Remettre » button, and say what came of it."""
    away, back = typeset(away), typeset(back)
    restoring = request.POST.get("gesture") == "restore"
    if restoring != record.archived:  # done already, by a second press or another person
        messages.info(request, back if restoring else away)
        return
    try:
        (services.restore if restoring else services.archive)(request.user, record=record)
    except services.Refused as why:
        messages.warning(request, typeset(str(why)))
    else:
        messages.success(request, back if restoring else away)
