"""The app `ratings`: appraisals, their evidence, discussion and consensus."""

from __future__ import annotations

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Declares the app to Django, and its panel to the case page."""

    name = "terreau.web.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Let the case page draw the levels."""
        from terreau.web.core.panels import register
        from terreau.web.ratings.panel import draw_panel

        register("case", 10, draw_panel)
