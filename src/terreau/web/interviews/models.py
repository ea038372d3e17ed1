"""Who was heard, what they agreed to, and the texts that came of it; identity and words lie apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from terreau.formats.tables.vocabularies import (
    CITATION_LEVELS,
    CONFIDENTIALITY,
    DOCUMENT_KINDS,
    INFORMANT_KINDS,
)
from terreau.web.cases.models import Case
from terreau.web.core.models import Record, ReferencedRecord
from terreau.web.core.values import DateBound, DateText
from terreau.web.interviews import rules
from terreau.web.interviews.fields import KeptText, TextLength
from terreau.web.interviews.texts import normalise

__all__ = ["Consent", "Document", "Interview", "Participant", "Passage", "TextHeld"]


class TextHeld(ValueError):  # noqa: N818 - a refusal
    """Raised when the text of a document would change under its passages."""


class Interview(ReferencedRecord):
    """One interview about one case."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="interviews")
    informant_kind = models.CharField(
        "Qui est entendu", max_length=20, choices=INFORMANT_KINDS, blank=True
    )
    date = DateText("Date")
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")

    prefix: ClassVar[str] = "E"
    called: ClassVar[str] = "l’entretien"

    class Meta(ReferencedRecord.Meta):
        ordering = ["-date_latest", "-id"]

    @property
    def informant(self) -> str:
        """Return how someone met here is called before those who read no names: « Porteur, E-0012 »."""
        word = self.get_informant_kind_display() or "personne rencontrée"
        return f"{word[0].upper()}{word[1:]}, {self.reference}"

    def get_absolute_url(self) -> str:
        """Return the page of the interview."""
        return reverse("interviews:interview", args=[self.workspace.code, self.reference])


class Participant(ReferencedRecord):
    """A person met in an interview: their identity, away from their words."""

    interview = models.ForeignKey(
        Interview, models.PROTECT, related_name="participants", editable=False
    )
    name = models.CharField("Nom", max_length=200, blank=True)
    function = models.CharField("Fonction", max_length=200, blank=True)

    prefix: ClassVar[str] = "H"
    width: ClassVar[int] = 3
    called: ClassVar[str] = "la personne rencontrée"

    class Meta(ReferencedRecord.Meta):
        ordering = ["id"]

    @property
    def case(self) -> Case | None:
        """Return what the interview is about, for the journal of acts."""
        return self.interview.case

    def get_absolute_url(self) -> str:
        """Return the page of the interview where the person was met."""
        return self.interview.get_absolute_url()

    def search_text(self) -> tuple[str, str, str]:
        """Return what those who hold interviews may find it by."""
        return self.name or self.reference, self.function, "restricted"


class Consent(Record):
    """What a person agreed to, dated; withdrawing hides at once."""

    participant = models.OneToOneField(
        Participant, models.PROTECT, related_name="consent", editable=False
    )
    signed_on = DateText("Signé le")
    signed_on_earliest = DateBound("signed_on", "earliest")
    signed_on_latest = DateBound("signed_on", "latest")
    record = models.BooleanField("Enregistrer", default=False)
    transcribe = models.BooleanField("Transcrire", default=False)
    quote = models.BooleanField("Citer", default=False)
    name_allowed = models.BooleanField("Nommer", default=False)
    laboratory = models.BooleanField("Transmettre au laboratoire", default=False)
    reuse = models.BooleanField("Réutiliser", default=False)
    citation = models.CharField(
        "Niveau de citation", max_length=12, choices=CITATION_LEVELS, blank=True
    )
    expires_on = DateText("Expire le")
    expires_on_earliest = DateBound("expires_on", "earliest")
    expires_on_latest = DateBound("expires_on", "latest")
    withdrawn_on = DateText("Retiré le")
    withdrawn_on_earliest = DateBound("withdrawn_on", "earliest")
    withdrawn_on_latest = DateBound("withdrawn_on", "latest")

    called: ClassVar[str] = "le consentement"

    def __str__(self) -> str:
        return str(self.participant)

    @property
    def case(self) -> Case | None:
        """Return what the interview is about, for the journal of acts."""
        return self.participant.case

    def get_absolute_url(self) -> str:
        """Return the page of the interview."""
        return self.participant.get_absolute_url()


class Document(ReferencedRecord):
    """A text that can be cited and coded."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="documents")
    interview = models.ForeignKey(
        Interview, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField("Nature", max_length=12, choices=DOCUMENT_KINDS)
    title = models.CharField("Titre", max_length=200)
    date = DateText("Date")
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")
    confidentiality = models.CharField(
        "Confidentialité", max_length=12, choices=CONFIDENTIALITY, default="workspace"
    )
    text = KeptText("Texte")
    n_characters = TextLength(default=0, editable=False)

    prefix: ClassVar[str] = "D"
    called: ClassVar[str] = "le document"

    class Meta(ReferencedRecord.Meta):
        ordering = ["-date_latest", "-id"]

    def save(self, *args: object, **options: object) -> None:
        """Refuse to change a text in which passages stand.

        Raises
        ------
        TextHeld
            When the text changes though passages stand in it, even those put away.
        """
        if self.pk and self.passages.exists():
            held = Document.objects.values_list("text", flat=True).get(pk=self.pk)
            if held != normalise(self.text):
                raise TextHeld(self.reference)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        """Return the page where the document is read."""
        return reverse("interviews:document", args=[self.workspace.code, self.reference])

    def search_text(self) -> tuple[str, str, str] | None:
        """Return what it is found by, in the circle of the rule; nothing while a consent closes it."""
        if rules.shut(self.interview, self.workspace.current_day()) is not None:
            return None
        return self.title, self.text, rules.circle_of(self)


class Passage(ReferencedRecord):
    """A span of a document, cited or coded; its words are the document's."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="passages", editable=False)
    phase = models.CharField("Phase", max_length=10, blank=True)
    start = models.PositiveIntegerField(editable=False)
    length = models.PositiveIntegerField(editable=False)
    text = models.TextField("Mots", editable=False)

    prefix: ClassVar[str] = "X"
    called: ClassVar[str] = "l’extrait"

    class Meta(ReferencedRecord.Meta):
        ordering = ["document", "start"]

    @property
    def end(self) -> int:
        """Return the position after its last character."""
        return self.start + self.length

    @property
    def case(self) -> Case | None:
        """Return what the document is about, for the journal of acts."""
        return self.document.case

    def get_absolute_url(self) -> str:
        """Return the place of the passage in its document."""
        return f"{self.document.get_absolute_url()}#{self.reference}"
