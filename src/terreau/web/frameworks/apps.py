"""The app `frameworks`: the référentiels of a workspace."""

from __future__ import annotations

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.frameworks"
    label = "frameworks"
