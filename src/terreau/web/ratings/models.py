"""Appraisals: one person's level for a variable of a case in a phase, citing evidence."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from terreau.formats.tables.vocabularies import EVIDENCE_KINDS, LAYERS, RATER_KINDS
from terreau.web.cases.models import Case
from terreau.web.core.models import Record, ReferencedRecord
from terreau.web.core.values import DateBound, DateText
from terreau.web.interviews.models import Interview

__all__ = [
    "AGREED",
    "APART",
    "SUPPORT_FROM",
    "Discussion",
    "Evidence",
    "Rater",
    "RaterPerson",
    "Rating",
]

SUPPORT_FROM = 3  # lowest level that is « à étayer » without evidence, as in the study
# how a sentence begins when it closes a discussion: read by people, and by the pages
AGREED = "Consensus"
APART = "Désaccord maintenu"


class Rater(ReferencedRecord):
    """A coded regard; the person is elsewhere."""

    kind = models.CharField("Type", max_length=12, choices=RATER_KINDS)

    prefix: ClassVar[str] = "R"
    width: ClassVar[int] = 2
    called: ClassVar[str] = "le regard"

    class Meta(ReferencedRecord.Meta):
        ordering = ["reference"]

    def get_absolute_url(self) -> str:
        """Return the list of regards."""
        return reverse("ratings:raters", args=[self.workspace.code])


class RaterPerson(models.Model):
    """Which member is behind a code: read by that member and by the person in charge of method."""

    rater = models.OneToOneField(Rater, models.CASCADE, related_name="person")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="raters")


class Rating(ReferencedRecord):
    """A level, or NO, SO, JNSP, given by a rater, alone or after discussion."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ratings", editable=False)
    phase = models.CharField("Phase", max_length=10)
    seq = models.PositiveSmallIntegerField("Rang", default=1)
    variable = models.CharField("Variable", max_length=10)
    rater = models.ForeignKey(Rater, models.PROTECT, related_name="ratings")
    informant = models.ForeignKey(
        Interview, models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    layer = models.CharField("Couche", max_length=12, choices=LAYERS, default="individual")
    level = models.CharField("Niveau", max_length=5)
    framework = models.CharField("Référentiel", max_length=80)
    date = DateText("Date")
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")
    retrospective = models.BooleanField("Après coup", default=False)

    prefix: ClassVar[str] = "N"
    width: ClassVar[int] = 5
    called: ClassVar[str] = "l’appréciation"

    class Meta(ReferencedRecord.Meta):
        ordering = ["case", "phase", "seq", "variable", "layer", "rater"]
        constraints = [
            *ReferencedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "phase", "seq", "variable", "rater", "layer", "framework"],
                condition=models.Q(archived_on__isnull=True),
                name="rating_once",
            ),
        ]
        # what one regard gave to a case: asked of each case of a list
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rater", "case"], name="rating_rater_case")
        ]

    def get_absolute_url(self) -> str:
        """Return the grid of the case, where its levels are read."""
        return reverse("ratings:grid", args=[self.workspace.code, self.case.reference])

    @property
    def to_support(self) -> bool:
        """Whether it is a level of 3 or more that cites nothing; asks `n_evidence` of the query."""
        return self.level.isdigit() and int(self.level) >= SUPPORT_FROM and not self.n_evidence  # type: ignore[attr-defined]


class Evidence(Record):
    """What a rating cites: a passage, a document, an outcome, a line of means or of the logbook."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="evidence", editable=False)
    source_kind = models.CharField("Nature", max_length=12, choices=EVIDENCE_KINDS)
    source = models.CharField("Pièce", max_length=120)

    called: ClassVar[str] = "la preuve"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "source_kind", "source"],
                condition=models.Q(archived_on__isnull=True),
                name="evidence_once",
            )
        ]

    @property
    def case(self) -> Case:
        """Return what the appraisal is about, for the journal of acts."""
        return self.rating.case

    def get_absolute_url(self) -> str:
        """Return the grid of the case."""
        return self.rating.get_absolute_url()


class Discussion(Record):
    """One sentence said about a rating; nothing is overwritten."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="discussion", editable=False)
    seq = models.PositiveSmallIntegerField(editable=False)
    rater = models.ForeignKey(Rater, models.PROTECT, related_name="+", editable=False)
    date = models.DateField(editable=False)
    text = models.TextField("Phrase")

    called: ClassVar[str] = "la phrase de discussion"

    class Meta:
        ordering = ["rating", "seq"]
        constraints = [models.UniqueConstraint(fields=["rating", "seq"], name="discussion_seq")]

    @property
    def case(self) -> Case:
        """Return what the appraisal is about, for the journal of acts."""
        return self.rating.case

    def get_absolute_url(self) -> str:
        """Return the discussion of the case."""
        return reverse("ratings:discussion", args=[self.workspace.code, self.case.reference])
