"""What is written about interviews: each gesture is one transaction, and keeps the search in step."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.web.core import records, search
from terreau.web.interviews.models import Consent, Document, Interview, Participant, Passage

__all__ = [
    "Refused",
    "agree",
    "archive",
    "cite",
    "give_back",
    "meet",
    "reindex",
    "restore",
    "withdraw",
]


class Refused(Exception):  # noqa: N818 - a refusal, with its reason
    """Raised when a gesture would lose or open something; the sentence says why."""


def reindex(interview: Interview) -> None:
    """Put the documents of an interview in the search, or out of it, as the consents now say."""
    held = Interview.objects.prefetch_related("participants__consent").get(pk=interview.pk)
    for document in Document.objects.filter(interview=held).select_related("workspace"):
        document.interview = held
        search.index(document)


@transaction.atomic
def meet(actor: models.Model | None, *, participant: Participant) -> Participant:
    """Write a person met: until they answer, their interview is closed."""
    records.create(actor, participant)
    reindex(participant.interview)
    return participant


@transaction.atomic
def agree(
    actor: models.Model | None, *, consent: Consent, expected_version: int | None = None
) -> Consent:
    """Write what a person agreed to."""
    if consent.pk is None:
        records.create(actor, consent)
    else:
        records.save(actor, consent, expected_version=expected_version)
    reindex(consent.participant.interview)
    return consent


@transaction.atomic
def withdraw(actor: models.Model | None, *, participant: Participant, on: str) -> Consent:
    """Write that a person withdrew their consent: every document of the interview closes at once."""
    consent = Consent.objects.filter(participant=participant).select_for_update().first()
    if consent is None:
        consent = Consent(workspace=participant.workspace, participant=participant, withdrawn_on=on)
        records.create(actor, consent, verb="withdraw")
    else:
        consent.withdrawn_on = on
        records.save(actor, consent, verb="withdraw")
    reindex(participant.interview)
    return consent


@transaction.atomic
def give_back(actor: models.Model | None, *, participant: Participant) -> Consent:
    """Write that a person came back on their withdrawal: what they had agreed to holds again."""
    consent = Consent.objects.select_for_update().get(participant=participant)
    consent.withdrawn_on = ""
    records.save(actor, consent, verb="give_back")
    reindex(participant.interview)
    return consent


@transaction.atomic
def cite(
    actor: models.Model | None, *, document: Document, start: int, end: int, phase: str = ""
) -> tuple[Passage, bool]:
    """Keep a passage of `document`; return it, and whether it is new (the same span is kept once)."""
    held = Document.objects.select_for_update().select_related("workspace").get(pk=document.pk)
    if not 0 <= start < end <= len(held.text):
        raise Refused(_("Cet extrait sort du texte."))
    known = Passage.objects.of(held.workspace).filter(document=held, start=start, length=end - start)  # fmt: skip
    already = known.first()
    if already is not None:
        return already, False
    passage = Passage(
        workspace=held.workspace,
        document=held,
        phase=phase,
        start=start,
        length=end - start,
        text=held.text[start:end],
    )
    return records.create(actor, passage, verb="cite"), True


def _refuse(record: Any) -> None:
    """Refuse to put away what holds something else in place."""
    if isinstance(record, Interview):
        count = record.documents.live().count()
        if count:
            sentence = ngettext(
                "Un document vient de cet entretien : rangez-le d’abord.",
                "{count} documents viennent de cet entretien : rangez-les d’abord.",
                count,
            )
            raise Refused(sentence.format(count=count))
    if isinstance(record, Participant):
        answered = Consent.objects.filter(participant=record).exists()
        if answered and record.interview.documents.exists():
            raise Refused(
                _("Cette personne a répondu sur l’usage de ses paroles : sa réponse reste avec l’entretien.")
            )  # fmt: skip


@transaction.atomic
def archive(actor: models.Model | None, *, record: Any) -> None:
    """Put away an interview, a person met, a document or a passage."""
    _refuse(record)
    records.archive(actor, record)
    if isinstance(record, Participant):
        reindex(record.interview)


@transaction.atomic
def restore(actor: models.Model | None, *, record: Any) -> None:
    """Put back what was put away."""
    above = getattr(record, "interview", None) or getattr(record, "document", None)
    if above is not None and above.archived:
        sentence = _("{above} est rangé : remettez-le d’abord.")
        raise Refused(sentence.format(above=above.reference))
    records.restore(actor, record)
    if isinstance(record, Participant):
        reindex(record.interview)
