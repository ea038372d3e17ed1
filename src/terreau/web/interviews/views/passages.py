"""A passage: the phase it speaks of, and putting it away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.core.editing import edit
from terreau.web.interviews.forms.citing import PassageForm
from terreau.web.interviews.models import Document, Passage
from terreau.web.interviews.views.fetching import document_of
from terreau.web.interviews.views.interviews import put_away

__all__ = ["archive", "change"]


def _passage(document: Document, reference: str) -> Passage:
    rows = Passage.objects.filter(document=document).select_related("workspace")
    found = get_object_or_404(rows, reference=reference)
    found.document = document
    return found


@workspace_page("edit_interviews", methods=("GET", "POST"))
def change(request: HttpRequest, reference: str, passage: str) -> HttpResponse:
    """Say which phase a passage speaks of."""
    held = document_of(request, reference)
    found = _passage(held, passage)
    return edit(
        request,
        form_class=PassageForm,
        record=found,
        title=_("L’extrait {reference}").format(reference=found.reference),
        back=f"{held.get_absolute_url()}#{found.reference}",
        template="interviews/passage_edit.html",
        context={"passage": found},
    )


@workspace_page("edit_interviews", methods=("POST",))
def archive(request: HttpRequest, reference: str, passage: str) -> HttpResponse:
    """Put a passage away, or back; an appraisal that cites it says « extrait archivé »."""
    held = document_of(request, reference)
    found = _passage(held, passage)
    away = _("Extrait {reference} rangé. Les appréciations qui le citent le diront.")
    back = _("Extrait {reference} remis.")
    put_away(
        request,
        found,
        away.format(reference=found.reference),
        back.format(reference=found.reference),
    )
    return redirect(held.get_absolute_url())
