"""The app `accounts`: people, invitations, roles, second factor."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Declares the app to Django."""

    name = "terreau.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """A password that changes closes the sessions opened with the old one."""
        from allauth.account import signals

        signals.password_changed.connect(_forget_others)
        signals.password_reset.connect(_forget_all)


def _forget_others(request: Any, **_said: Any) -> None:
    from terreau.web.accounts.sessions import close_others

    close_others(request)


def _forget_all(user: Any, **_said: Any) -> None:
    from terreau.web.accounts.sessions import close_all

    close_all(user)
