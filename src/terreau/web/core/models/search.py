"""One line by thing that can be found: its words in their normal form, and who may find it."""

from __future__ import annotations

from django.db import models

from terreau.web.core.models.workspace import Workspace

__all__ = ["SearchEntry"]


class SearchEntry(models.Model):
    """What the search reads; the engine only matches the words of `stems`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)  # label of the model
    object_id = models.BigIntegerField()
    circle = models.CharField(max_length=12)  # who may find it: facts, team, restricted
    title = models.CharField(max_length=300)
    excerpt = models.TextField()  # the text itself, to show where it was found
    stems = models.TextField()
    url = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="searchentry_object")
        ]
        indexes = [models.Index(fields=["workspace", "circle"], name="searchentry_circle")]
