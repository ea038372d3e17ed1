"""A row that research rests on: it belongs to a workspace, has versions, a history, and is never deleted."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from terreau.i18n import fold
from terreau.web.core.models.workspace import Workspace

__all__ = ["NamedRecord", "Record", "RecordQuerySet", "ReferencedRecord"]


class RecordQuerySet(models.QuerySet[Any]):
    """What every list starts from."""

    def live(self) -> Self:
        """Return what is not archived."""
        return self.filter(archived_on__isnull=True)

    def of(self, workspace: Workspace) -> Self:
        """Return the live rows of `workspace`; rights are checked by `visible_to` or the page.

        The rows know their workspace: their addresses are written without asking the base again.
        """
        found = self.filter(workspace=workspace).live()
        # as Django's own related managers do for the rows of one parent
        known = {self.model._meta.get_field("workspace"): {workspace.pk: workspace}}
        found._known_related_objects = {**found._known_related_objects, **known}
        return found


class Record(models.Model):
    """Abstract row: `version` rises at each save, `archived_on` takes it out of the lists.

    Written by `core.records` alone, which keeps version, history and the journal of acts in step.
    """

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_on = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    changed_on = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    archived_on = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords(inherit=True, related_name="past")
    objects = RecordQuerySet.as_manager()

    # the word of the kind of row, with its article, for sentences: « la phase », « l’acteur »
    called: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def archived(self) -> bool:
        """Whether the row was put away."""
        return self.archived_on is not None

    def search_text(self) -> tuple[str, str, str] | None:
        """Return (title, text, circle) for the search, or None when the row is not searched."""
        return None

    def get_absolute_url(self) -> str:
        """Return the address of the page where the row is read."""
        raise NotImplementedError


class ReferencedRecord(Record):
    """A row with a short reference, unique and stable in its workspace: P-0042."""

    reference = models.CharField("Référence", max_length=20, editable=False)

    prefix: ClassVar[str] = ""
    width: ClassVar[int] = 4

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workspace", "reference"], name="%(class)s_reference")
        ]

    def __str__(self) -> str:
        return self.reference


class NamedRecord(ReferencedRecord):
    """A referenced row with a name, sorted as a French reader expects."""

    name = models.CharField("Nom", max_length=300)
    name_key = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta(ReferencedRecord.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = fold(self.name)[:300]
        super().save(*args, **options)
