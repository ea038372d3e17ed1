"""Those around a case: actors, holders, what each gives and receives, the role of the accompanying structure."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from terreau.formats.tables.vocabularies import SECTORS, STANCE_CLARITY, STANCES
from terreau.web.cases.models.case import CaseRow
from terreau.web.core.models import NamedRecord
from terreau.web.core.values import DateBound, DateText

__all__ = ["Actor", "HolderGroup", "Involvement", "Stance"]


class Actor(NamedRecord):
    """An organisation or a person."""

    person = models.BooleanField("Personne", default=False)
    sector = models.CharField("Secteur", max_length=20, choices=SECTORS, blank=True)
    form = models.CharField("Forme", max_length=80, blank=True)
    commune = models.CharField("Commune", max_length=5, blank=True)

    prefix: ClassVar[str] = "A"
    called: ClassVar[str] = "l’acteur"

    class Meta(NamedRecord.Meta):
        ordering = ["name_key", "id"]

    def get_absolute_url(self) -> str:
        """Return the page of the actor."""
        return reverse("cases:actor", args=[self.workspace.code, self.reference])

    def search_text(self) -> tuple[str, str, str]:
        """Return what it is found by: a person's name is for the team alone."""
        return self.name, f"{self.reference} {self.form}", "team" if self.person else "facts"


class HolderGroup(CaseRow):
    """Those who carry the case."""

    group = models.CharField("Collectif", max_length=200)
    since = DateText("Depuis")
    since_earliest = DateBound("since", "earliest")
    since_latest = DateBound("since", "latest")
    note = models.TextField("Note", blank=True)

    called: ClassVar[str] = "le collectif porteur"

    class Meta:
        ordering = ["group"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "group"],
                condition=models.Q(archived_on__isnull=True),
                name="holdergroup_group",
            )
        ]

    def __str__(self) -> str:
        return self.group


class Involvement(CaseRow):
    """An actor in a case during phases: role, contributions, counterparts, risk shared."""

    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="involvements", verbose_name="Acteur"
    )
    seq = models.PositiveSmallIntegerField("Rang", default=1, editable=False)
    role = models.CharField("Rôle", max_length=120, blank=True)
    from_phase = models.CharField("De la phase", max_length=10, blank=True)
    to_phase = models.CharField("À la phase", max_length=10, blank=True)
    gives = models.TextField("Apporte", blank=True)
    receives = models.TextField("Reçoit", blank=True)
    risk = models.TextField("Risque partagé", blank=True)

    called: ClassVar[str] = "la place"

    class Meta:
        ordering = ["actor__name_key", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "actor", "seq"], name="involvement_seq")
        ]

    def __str__(self) -> str:
        return str(self.actor)


class Stance(CaseRow):
    """The role of the accompanying structure in a phase: facilitates, supplies, guarantees, carries."""

    phase = models.CharField("Phase", max_length=10)
    seq = models.PositiveSmallIntegerField("Rang", default=1)
    stance = models.CharField("Rôle", max_length=20, choices=STANCES)
    clarity = models.CharField("Clarté", max_length=20, choices=STANCE_CLARITY, blank=True)
    for_whom = models.CharField("Clair pour qui", max_length=200, blank=True)

    called: ClassVar[str] = "le rôle de la structure"

    class Meta:
        ordering = ["seq", "phase"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "phase", "seq"],
                condition=models.Q(archived_on__isnull=True),
                name="stance_phase",
            )
        ]

    def __str__(self) -> str:
        return self.get_stance_display()
