"""One structure or programme: its data, its words, the rooms it uses."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

__all__ = ["Workspace"]


class Workspace(models.Model):
    """A structure's data, members and settings; several can live on one server."""

    class Model(models.TextChoices):
        """What the structure is: sets kinds, rooms, words and the first page at the start."""

        COOPERATIVE = "cooperative", "Coopérative"
        PLACES = "places", "Réseau de tiers-lieux"
        LEADER = "leader", "Programme LEADER"

    code = models.SlugField("Adresse", max_length=40, unique=True)
    name = models.CharField("Nom", max_length=120)
    model = models.CharField("Modèle", max_length=20, choices=Model.choices)
    fictional = models.BooleanField("Tout y est imaginé", default=False)
    today = models.DateField("Aujourd’hui, s’il est fixé", null=True, blank=True)
    rooms = models.JSONField("Pièces montrées", default=list)
    first_page = models.CharField("Première page", max_length=20, default="home")
    framework = models.CharField("Référentiel en usage", max_length=80, default="ect@0.1")
    created_on = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def current_day(self) -> date:
        """Return today, or the day at which a demonstration is fixed."""
        return self.today or timezone.localdate()
