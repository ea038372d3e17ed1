"""A case: what is described, heard, appraised and published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from terreau.formats.tables.vocabularies import EXIT_REASONS, KINDS
from terreau.web.core.models import NamedRecord, Record, RecordQuerySet
from terreau.web.core.values import DateBound, DateText
from terreau.web.territories.models import Territory

__all__ = ["Case", "CaseQuerySet", "Verification"]


class CaseQuerySet(RecordQuerySet):
    """Lists of cases."""

    def visible_to(self, user: models.Model) -> CaseQuerySet:
        """Return the live cases of the workspaces where `user` is a member."""
        return self.live().filter(
            workspace__memberships__user=user, workspace__memberships__ended_on__isnull=True
        )


class Case(NamedRecord):
    """A project, a third place, a listed initiative, an accompanying structure or a territory."""

    kind = models.CharField("Type", max_length=20, choices=KINDS, editable=False)
    structure = models.CharField("Structure", max_length=200, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="Territoire",
    )
    cohort = models.CharField("Cohorte", max_length=60, blank=True)
    commune = models.CharField("Commune", max_length=5, blank=True)
    themes = models.JSONField("Domaines", default=list, blank=True)
    started = DateText("Début")
    started_earliest = DateBound("started", "earliest")
    started_latest = DateBound("started", "latest")
    ended = DateText("Fin")
    ended_earliest = DateBound("ended", "earliest")
    ended_latest = DateBound("ended", "latest")
    exit_reason = models.CharField(
        "Motif de sortie", max_length=20, choices=EXIT_REASONS, blank=True
    )
    summary = models.TextField("Résumé", blank=True)
    story = models.TextField("Récit", blank=True)
    contact = models.TextField("Contact publié", blank=True)
    source = models.TextField("Source", blank=True)
    source_url = models.CharField("Adresse de la source", max_length=500, blank=True)
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed",
        verbose_name="Suivi par",
    )
    note = models.TextField("Note de travail", blank=True)
    extra = models.JSONField("Champs ajoutés", default=dict, blank=True)

    prefix: ClassVar[str] = "P"
    called: ClassVar[str] = "le projet"
    objects = CaseQuerySet.as_manager()

    class Meta(NamedRecord.Meta):
        ordering = ["name_key", "id"]
        indexes = [models.Index(fields=["workspace", "kind", "name_key"], name="case_list")]

    def get_absolute_url(self) -> str:
        """Return the page of the case."""
        return reverse("cases:case", args=[self.workspace.code, self.reference])

    def search_text(self) -> tuple[str, str, str]:
        """Return what anyone in the workspace may find it by."""
        words = [self.reference, self.summary, self.story, " ".join(self.themes), self.structure]
        return self.name, " ".join(word for word in words if word), "facts"


class Verification(models.Model):
    """A person looked at a field of a case (or at the whole of it) on a day, and found it true."""

    workspace = models.ForeignKey("core.Workspace", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="verifications")
    field = models.CharField(max_length=60, blank=True)  # empty: the whole record
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_on = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-on", "-id"]


class CaseRow(Record):
    """Abstract row that hangs on a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)s_rows", editable=False)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its rows are read."""
        return self.case.get_absolute_url()
