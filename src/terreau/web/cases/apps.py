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
        from terreau.web.cases.panels import territory_panel
        from terreau.web.core.panels import register

        handover.offer()
        register("territory", 10, territory_panel)
