"""The app `core`: the frame of every page, acts, search, jobs, faults."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.core"
    label = "core"
