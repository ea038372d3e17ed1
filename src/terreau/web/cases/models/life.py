"""The life of a case: phases, standby, links to others, outcomes, means."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.formats.tables.vocabularies import (
    CASE_RELATIONS,
    MEANS_FAMILIES,
    MEANS_SOURCES,
    OUTCOME_SOURCES,
    OUTCOMES,
)
from terreau.web.cases.models.case import Case, CaseRow
from terreau.web.core.values import AmountBound, AmountText, DateBound, DateText

__all__ = ["CaseLink", "CasePhase", "Means", "Outcome", "Standby"]


class CasePhase(CaseRow):
    """One stay in a phase; `seq` is 2 when the case comes back to it."""

    phase = models.CharField("Phase", max_length=10)
    seq = models.PositiveSmallIntegerField("Rang", default=1)
    start = DateText("Début")
    start_earliest = DateBound("start", "earliest")
    start_latest = DateBound("start", "latest")
    end = DateText("Fin")
    end_earliest = DateBound("end", "earliest")
    end_latest = DateBound("end", "latest")

    called: ClassVar[str] = "la phase"

    class Meta:
        ordering = ["seq", "phase"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "phase", "seq"],
                condition=models.Q(archived_on__isnull=True),
                name="casephase_stay",
            )
        ]

    def __str__(self) -> str:
        return self.phase if self.seq == 1 else f"{self.phase} ({self.seq}e fois)"


class Standby(CaseRow):
    """A time when the case sleeps; it can wake up."""

    seq = models.PositiveSmallIntegerField("Rang", default=1)
    start = DateText("Début")
    start_earliest = DateBound("start", "earliest")
    start_latest = DateBound("start", "latest")
    end = DateText("Reprise")
    end_earliest = DateBound("end", "earliest")
    end_latest = DateBound("end", "latest")
    reason = models.TextField("Raison", blank=True)

    called: ClassVar[str] = "la mise en veille"

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "seq"],
                condition=models.Q(archived_on__isnull=True),
                name="standby_seq",
            )
        ]

    def __str__(self) -> str:
        return self.start or "mise en veille"


class CaseLink(CaseRow):
    """A scission, a merger, a descent: what ties one case to another."""

    other = models.ForeignKey(
        Case, models.PROTECT, related_name="links_to", verbose_name="Autre projet ou lieu"
    )
    relation = models.CharField("Lien", max_length=20, choices=CASE_RELATIONS)
    date = DateText("Date")
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")

    called: ClassVar[str] = "le lien"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other", "relation"],
                condition=models.Q(archived_on__isnull=True),
                name="caselink_once",
            )
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class Outcome(CaseRow):
    """A dated fact on what the case became; several definitions of success stand side by side."""

    outcome = models.CharField("Devenir", max_length=20, choices=OUTCOMES)
    date = DateText("Date", blank=False)
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")
    value = models.CharField("Valeur", max_length=120)
    unit = models.CharField("Unité", max_length=40, blank=True)
    source_kind = models.CharField(
        "Nature de la source", max_length=20, choices=OUTCOME_SOURCES, blank=True
    )
    source = models.TextField("Source", blank=True)

    called: ClassVar[str] = "le devenir"

    class Meta:
        ordering = ["-date_latest", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "outcome", "date"],
                condition=models.Q(archived_on__isnull=True),
                name="outcome_fact",
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Means(CaseRow):
    """What feeds a case: market, redistribution, reciprocity."""

    seq = models.PositiveSmallIntegerField("Rang", default=1, editable=False)
    family = models.CharField("Famille", max_length=20, choices=MEANS_FAMILIES)
    source_kind = models.CharField("Nature", max_length=20, choices=MEANS_SOURCES, blank=True)
    funder = models.CharField("Financeur", max_length=200, blank=True)
    local = models.BooleanField("Local", null=True, blank=True)
    amount = AmountText("Montant")
    amount_low = AmountBound("amount", "low")
    amount_high = AmountBound("amount", "high")
    year = models.PositiveSmallIntegerField("Année", null=True, blank=True)
    requested = AmountText("Demandé")
    requested_low = AmountBound("requested", "low")
    requested_high = AmountBound("requested", "high")
    granted = AmountText("Accordé")
    granted_low = AmountBound("granted", "low")
    granted_high = AmountBound("granted", "high")
    paid = AmountText("Versé")
    paid_low = AmountBound("paid", "low")
    paid_high = AmountBound("paid", "high")
    spent = AmountText("Dépensé")
    spent_low = AmountBound("spent", "low")
    spent_high = AmountBound("spent", "high")

    called: ClassVar[str] = "la ligne de moyens"

    class Meta:
        ordering = ["-year", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="means_seq"),
        ]

    def __str__(self) -> str:
        return self.get_family_display()
