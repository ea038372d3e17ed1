"""The app `cases`: cases of every kind, phases, logbook, actors, means, outcomes."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.cases"
    label = "cases"
