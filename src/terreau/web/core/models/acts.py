"""The journal of acts: who did what, when; identifiers only, never contents."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.web.core.models.workspace import Workspace

__all__ = ["Act"]


class Act(models.Model):
    """One act of one person; written in the transaction of what it tells."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="acts", null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    on = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)  # label of the model: "cases.case"
    reference = models.CharField(max_length=60)
    about = models.CharField(max_length=20, blank=True)  # reference of the case it concerns
    fields = models.JSONField(default=list)  # names of the fields changed, no value

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["workspace", "-on", "-id"], name="act_recent"),
            models.Index(fields=["workspace", "about"], name="act_about"),
        ]
