"""Workbooks handed over: what each would do, what it did, and what it takes to undo it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from terreau.web.core.models import Job, Workspace

__all__ = ["Batch", "BatchRow"]


class Batch(models.Model):
    """A workbook handed over: checked, previewed, then applied whole or left; it can be undone."""

    class State(models.TextChoices):
        """Where the workbook stands."""

        CHECKING = "checking", "En cours de vérification"
        REFUSED = "refused", "À corriger"
        READY = "ready", "À confirmer"
        APPLYING = "applying", "En cours d’import"
        APPLIED = "applied", "Importé"
        UNDOING = "undoing", "En cours d’annulation"
        UNDONE = "undone", "Import annulé"
        LEFT = "left", "Laissé sans suite"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    report = models.JSONField(default=dict)
    # what was previewed, in short: the import refuses to do anything else
    plan = models.CharField(max_length=64, default="")
    # tables and rows for which the file was chosen against what changed in the application
    taken = models.JSONField(default=list)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateTimeField(default=timezone.now)
    applied_on = models.DateTimeField(null=True)
    undone_on = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["workspace", "-asked_on"], name="exchange_batch_newest")
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of the page of this import."""
        return reverse("exchange:batch", args=[self.workspace.code, self.uuid])

    @property
    def path(self) -> Path:
        """Where the file is kept until the import is done or left."""
        suffix = Path(self.file_name).suffix.lower()
        return Path(settings.DATA) / "imports" / f"{self.uuid}{suffix}"


class BatchRow(models.Model):
    """A row that an import made or changed, with its versions before and after."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    created = models.BooleanField()
    before = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    undone = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table", "object_id"], name="exchange_row_object")
        ]
