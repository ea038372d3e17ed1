"""The logbook: one dated line for what happened, and the hours that belong to their author alone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from terreau.formats.tables.vocabularies import DECISIONS, LOG_KINDS, MILESTONES
from terreau.web.cases.models.actors import Actor
from terreau.web.cases.models.case import Case
from terreau.web.core.models import Record, ReferencedRecord
from terreau.web.core.values import DateBound, DateText

__all__ = ["Attendance", "LogEntry", "OwnHours"]


class LogEntry(ReferencedRecord):
    """One dated line. `sent` is given by the telephone: a line sent twice is kept once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="log", editable=False)
    date = DateText("Date", blank=False)
    date_earliest = DateBound("date", "earliest")
    date_latest = DateBound("date", "latest")
    kind = models.CharField("Nature", max_length=12, choices=LOG_KINDS, default="other")
    text = models.TextField("Ce qui s’est passé")
    attendance = models.PositiveIntegerField("Présents", null=True, blank=True)
    sectors = models.JSONField("Secteurs", default=dict, blank=True)
    milestone = models.CharField("Étape", max_length=12, choices=MILESTONES, blank=True)
    planned_for = DateText("Prévue le")
    planned_for_earliest = DateBound("planned_for", "earliest")
    planned_for_latest = DateBound("planned_for", "latest")
    moved_to = DateText("Reportée au")
    moved_to_earliest = DateBound("moved_to", "earliest")
    moved_to_latest = DateBound("moved_to", "latest")
    decision = models.CharField("Décision", max_length=12, choices=DECISIONS, blank=True)
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="Revient sur",
    )
    next_step = models.TextField("Ensuite", blank=True)
    next_on = models.DateField("Ensuite, le", null=True, blank=True)
    next_done_on = models.DateField("Fait le", null=True, blank=True)
    to_confirm = models.BooleanField("À préciser", default=False, editable=False)
    sent = models.UUIDField(null=True, editable=False)

    prefix: ClassVar[str] = "J"
    called: ClassVar[str] = "la ligne du journal de bord"

    class Meta(ReferencedRecord.Meta):
        ordering = ["-date_latest", "-id"]
        constraints = [
            *ReferencedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "created_by", "sent"], name="logentry_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-date_latest"], name="logentry_case"),
            models.Index(fields=["workspace", "-date_latest", "-id"], name="logentry_recent"),
            # what still waits, what was done: few lines among many; asked in these very words by queries
            models.Index(
                fields=["workspace", "next_on"],
                condition=models.Q(next_done_on__isnull=True)
                & (models.Q(next_on__isnull=False) | ~models.Q(next_step="")),
                name="logentry_next",
            ),
            models.Index(
                fields=["workspace", "next_done_on"],
                condition=models.Q(next_done_on__isnull=False),
                name="logentry_done",
            ),
            models.Index(
                fields=["workspace", "created_by"],
                condition=models.Q(to_confirm=True),
                name="logentry_to_confirm",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the line in the logbook of its case."""
        page = reverse("cases:case-log", args=[self.workspace.code, self.case.reference])
        return f"{page}#{self.reference}"

    def search_text(self) -> tuple[str, str, str]:
        """Return what the team may find it by."""
        return self.case.name, f"{self.text} {self.next_step}".strip(), "team"


class Attendance(Record):
    """An actor who was there."""

    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="attendances")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="attendances")

    called: ClassVar[str] = "la présence"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "actor"],
                condition=models.Q(archived_on__isnull=True),
                name="attendance_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.actor)


class OwnHours(models.Model):
    """Hours of one person on one line, for that person alone; in no export, in no history."""

    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="own_hours")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    hours = models.DecimalField("Mes heures", max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "author"], name="ownhours_once")]
