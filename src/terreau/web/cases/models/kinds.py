"""The kinds of cases of a workspace, in its own words, with the fields it adds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.formats.tables.vocabularies import KINDS
from terreau.web.core.models import Record

__all__ = ["AddedField", "CaseKind", "Theme"]


class CaseKind(Record):
    """A kind the workspace uses: its words, its référentiel, its place in the lists."""

    code = models.CharField("Type", max_length=20, choices=KINDS)
    singular = models.CharField("Au singulier", max_length=60)
    plural = models.CharField("Au pluriel", max_length=60)
    feminine = models.BooleanField("Au féminin", default=False)
    framework = models.CharField("Référentiel", max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField("Ordre", default=0)

    called: ClassVar[str] = "le type"

    class Meta:
        ordering = ["rank", "singular"]
        constraints = [models.UniqueConstraint(fields=["workspace", "code"], name="casekind_code")]

    def __str__(self) -> str:
        return self.singular


class AddedField(Record):
    """A field declared by the workspace for one kind; its values are in `Case.extra`."""

    class Type(models.TextChoices):
        """What a value may be."""

        TEXT = "text", "texte"
        NUMBER = "number", "nombre"
        DATE = "date", "date, exacte ou approchée"
        BOOLEAN = "boolean", "oui ou non"
        CHOICE = "choice", "liste de choix"

    kind = models.CharField("Type", max_length=20, choices=KINDS)
    code = models.SlugField("Code", max_length=40)
    label = models.CharField("Intitulé", max_length=120)
    help = models.CharField("Explication", max_length=300, blank=True)
    type = models.CharField("Nature", max_length=10, choices=Type.choices, default=Type.TEXT)
    choices = models.JSONField("Choix", default=list, blank=True)
    rank = models.PositiveSmallIntegerField("Ordre", default=0)

    called: ClassVar[str] = "le champ ajouté"

    class Meta:
        ordering = ["rank", "label"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "code"], name="addedfield_code")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def column(self) -> str:
        """Return the name of its column in a workbook: ``x_surface``."""
        return f"x_{self.code}"


class Theme(Record):
    """A domain of work that the workspace proposes; cases keep the words themselves."""

    word = models.CharField("Domaine", max_length=80)

    called: ClassVar[str] = "le domaine"

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["workspace", "word"], name="theme_word")]

    def __str__(self) -> str:
        return self.word
