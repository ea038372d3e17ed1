"""The last number given to each kind of reference: never given twice, even after an archive."""

from __future__ import annotations

from django.db import models

from terreau.web.core.models.workspace import Workspace

__all__ = ["Counter"]


class Counter(models.Model):
    """The last number of `prefix` in `workspace`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "prefix"], name="counter_prefix")
        ]
