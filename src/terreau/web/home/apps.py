"""The app `home`: accueil, search, journal of acts, background work; it reads every room below."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.home"
    label = "home"
