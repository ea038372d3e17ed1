"""The territories of a workspace, and communes that the official code does not know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.web.core.models import Record

__all__ = ["AddedCommune", "Territory"]


class Territory(Record):
    """A named set of communes or EPCI, with a vintage of the official code."""

    code = models.SlugField("Code", max_length=40)
    name = models.CharField("Nom", max_length=200)
    population = models.PositiveIntegerField("Population", null=True, blank=True)
    density = models.CharField("Densité", max_length=80, blank=True)
    vintage = models.CharField("Millésime", max_length=10, blank=True)
    members = models.JSONField("Membres", default=list, blank=True)

    called: ClassVar[str] = "le territoire"

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workspace", "code"], name="territory_code")]

    def __str__(self) -> str:
        return self.name


class AddedCommune(Record):
    """An imagined commune (code in 00…), or a density known from elsewhere."""

    code = models.CharField("Code", max_length=5)
    name = models.CharField("Nom", max_length=120)
    population = models.PositiveIntegerField("Population", null=True, blank=True)
    density = models.CharField("Densité", max_length=80, blank=True)
    vintage = models.CharField("Millésime", max_length=10, blank=True)
    longitude = models.FloatField("Longitude", null=True, blank=True)
    latitude = models.FloatField("Latitude", null=True, blank=True)

    called: ClassVar[str] = "la commune ajoutée"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="addedcommune_code")
        ]

    def __str__(self) -> str:
        return self.name
