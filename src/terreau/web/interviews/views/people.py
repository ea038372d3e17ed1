"""People met and what they agreed to; withdrawing closes at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.core import kept
from terreau.web.core.editing import edit
from terreau.web.interviews import queries, services
from terreau.web.interviews.forms.records import ConsentForm, ParticipantForm, WithdrawalForm
from terreau.web.interviews.models import Consent, Participant, Passage
from terreau.web.interviews.people import person_shown
from terreau.web.interviews.views.fetching import interview_of, person_of
from terreau.web.interviews.views.interviews import put_away

__all__ = ["archive", "change", "consent", "new", "withdraw"]


@workspace_page("edit_interviews", methods=("GET", "POST"))
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """Write who was met."""
    held = interview_of(request, reference, live=True)

    def write(record: Participant, _form: Any, _version: int | None) -> None:
        record.interview = held
        services.meet(request.user, participant=record)

    def then(record: Participant) -> str:
        parts = [request.workspace.code, held.reference, record.reference]
        return reverse("interviews:consent", args=parts)

    lead = _(
        "Le nom et la fonction ne sont montrés qu’aux personnes qui mènent les entretiens ; "
        "les autres lisent « {informant} »."
    )
    return edit(
        request,
        form_class=ParticipantForm,
        title=_("Qui a été entendu ?"),
        back=held.get_absolute_url(),
        write=write,
        after_save=then,
        button=_("Enregistrer, puis dire son accord"),
        done=_("Personne enregistrée. Écrivez maintenant ce qu’elle a accepté."),
        context={"lead": lead.format(informant=held.informant)},
    )


@workspace_page("see_restricted", methods=("GET", "POST"))
def change(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Correct the name or the function of a person met."""
    held = interview_of(request, reference)
    participant = person_of(request, held, person)
    return edit(
        request,
        form_class=ParticipantForm,
        record=participant,
        title=_("Corriger {reference}").format(reference=participant.reference),
        back=held.get_absolute_url(),
    )


@workspace_page("edit_interviews", methods=("POST",))
def archive(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Put a person away, written by mistake, or back."""
    held = interview_of(request, reference)
    participant = person_of(request, held, person)
    put_away(request, participant, _("Personne rangée."), _("Personne remise."))
    return redirect(held.get_absolute_url())


@workspace_page("edit_interviews", methods=("GET", "POST"))
def consent(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Write what a person agreed to."""
    held = interview_of(request, reference)
    participant = person_of(request, held, person)
    written: Consent | None = getattr(participant, "consent", None)
    if request.method == "POST" and written is not None and not request.POST.get("version"):
        # the form was opened before anybody had written a consent: what is there is shown, to choose
        request.POST = request.POST.copy()
        request.POST["version"] = "0"

    def write(record: Consent, _form: Any, version: int | None) -> None:
        record.participant = participant
        services.agree(request.user, consent=record, expected_version=version)

    day = request.workspace.current_day()
    return edit(
        request,
        form_class=ConsentForm,
        record=written,
        title=_("Ce que la personne a accepté"),
        back=held.get_absolute_url(),
        write=write,
        done=_("Consentement enregistré."),
        template="interviews/consent.html",
        context={
            "interview": held,
            "person": person_shown(participant, request.membership, day),
        },
    )


@workspace_page("edit_interviews", methods=("GET", "POST"))
def withdraw(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Ask to confirm, then close every document of the interview; or come back on it."""
    held = interview_of(request, reference)
    participant = person_of(request, held, person)
    day = request.workspace.current_day()
    typed = kept.typed(request)
    form = WithdrawalForm(typed, day=day, initial={"withdrawn_on": f"{day:%d/%m/%Y}"})
    status = 200
    if request.method == "POST":
        if "give_back" in request.POST:
            return _given_back(request, participant)
        if form.is_valid():
            services.withdraw(
                request.user, participant=participant, on=form.cleaned_data["withdrawn_on"]
            )
            messages.success(
                request,
                _("Consentement retiré. Les documents de cet entretien sont fermés, leurs mots ne se cherchent plus."),
            )  # fmt: skip
            return redirect(held.get_absolute_url())
        status = 422
    known = queries.known_documents(request.membership, request.workspace, day, held)
    documents = list(known.values_list("pk", flat=True))
    context = {
        "interview": held,
        "person": person_shown(participant, request.membership, day),
        "form": form,
        "n_documents": len(documents),
        "n_passages": Passage.objects.live().filter(document__in=documents).count(),
    }
    return render(request, "interviews/withdraw.html", context, status=status)


def _given_back(request: HttpRequest, participant: Participant) -> HttpResponse:
    written = getattr(participant, "consent", None)
    if written is not None and written.withdrawn_on:
        services.give_back(request.user, participant=participant)
        messages.success(request, _("La personne est revenue sur son retrait : ce qu’elle avait accepté vaut de nouveau."))  # fmt: skip
    return redirect(participant.interview.get_absolute_url())
