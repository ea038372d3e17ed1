"""The app `territories`: perimeters and the communes added to the official code."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.territories"
    label = "territories"
