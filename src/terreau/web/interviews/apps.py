"""The app `interviews`: interviews, people met, consents, documents, passages."""

from __future__ import annotations

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.interviews"
    label = "interviews"
