"""The app `ratings`: appraisals, their evidence, discussion and consensus."""

from __future__ import annotations

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.ratings"
    label = "ratings"
