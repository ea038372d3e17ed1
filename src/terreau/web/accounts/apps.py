"""The app `accounts`: people, invitations, roles, second factor."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.accounts"
    label = "accounts"
