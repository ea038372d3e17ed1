"""The app `interviews`: interviews, people met, consents, documents, passages."""

from __future__ import annotations

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.interviews"
    label = "interviews"

    def ready(self) -> None:
        """Show the room on the page of a case; keep closed documents out of the search."""
        from terreau.web.core import panels, search
        from terreau.web.interviews.panels import case_panel
        from terreau.web.interviews.queries import shut_documents

        panels.register("case", 40, case_panel)
        search.keep_out("interviews.document", shut_documents)
