"""Work done in the background: what was asked, how far it is, what came of it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.web.core.models.workspace import Workspace

__all__ = ["Job"]


class Job(models.Model):
    """One piece of work. The worker that holds it writes `beat_on`; `terreau tick` reaps the silent."""

    class State(models.TextChoices):
        """Where the work is."""

        WAITING = "waiting", "en attente"
        RUNNING = "running", "en cours"
        DONE = "done", "terminé"
        FAILED = "failed", "échoué"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="jobs", null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    idempotent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=200, blank=True)
    share = models.FloatField(default=0.0)  # 0 to 1
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateTimeField(default=timezone.now)
    beat_on = models.DateTimeField(null=True)
    ended_on = models.DateTimeField(null=True)
    message = models.TextField(blank=True)  # what a person reads at the end
    result = models.JSONField(default=dict)  # e.g. the name of the file made

    class Meta:
        ordering = ["-asked_on"]
        indexes = [models.Index(fields=["state", "beat_on"], name="job_state")]
