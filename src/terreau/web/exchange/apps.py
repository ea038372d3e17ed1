"""The app `exchange`: what leaves the application, and what enters it."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.exchange"
    label = "exchange"
