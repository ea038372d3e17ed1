"""The référentiels of a workspace: versions, drafts, mappings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from terreau.web.core.models import Record

__all__ = ["FrameworkMapping", "FrameworkVersion"]


class FrameworkVersion(Record):
    """One version of a référentiel: a draft that is edited, or published and immutable.

    `content` is the dictionary of `terreau.framework.as_dict`, the same as in the TOML files.
    """

    identifier = models.SlugField("Identifiant", max_length=40)
    number = models.CharField("Version", max_length=12)
    title = models.CharField("Titre", max_length=200)
    parent = models.CharField("Version dont elle vient", max_length=80, blank=True)
    content = models.JSONField(default=dict)
    published_on = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    called: ClassVar[str] = "le référentiel"

    class Meta:
        ordering = ["identifier", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "identifier", "number"], name="frameworkversion_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page where the référentiel is read."""
        return reverse("frameworks:framework", args=[self.workspace.code, self.full_identifier])

    def search_text(self) -> tuple[str, str, str]:
        """Return what anyone finds it by: its words and those of its variables."""
        words = [self.content.get("description", "")]
        for pillar in self.content.get("pillars", []):
            words += [f"{v['code']} {v['title']} {v['definition']}" for v in pillar["variables"]]
        return str(self), " ".join(words), "facts"

    @property
    def full_identifier(self) -> str:
        """Return what ratings hold: ``ect@0.1``."""
        return f"{self.identifier}@{self.number}"


class FrameworkMapping(Record):
    """A table that joins two référentiels: rows of from, to, relation, note."""

    source = models.CharField("De", max_length=80)
    target = models.CharField("Vers", max_length=80)
    rows = models.JSONField(default=list)

    called: ClassVar[str] = "la table de correspondance"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "source", "target"], name="frameworkmapping_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def get_absolute_url(self) -> str:
        """Return the page of the table."""
        return reverse("frameworks:mapping", args=[self.workspace.code, self.source, self.target])
