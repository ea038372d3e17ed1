"""The app `cases`: cases of every kind, phases, logbook, actors, means, outcomes."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.cases"
    label = "cases"

    def ready(self) -> None:
        """Offer to rooms below what only cases know."""
        from terreau.web.cases import handover

        handover.offer()
