"""What allauth asks of us: nobody signs up without an invitation; pages and letters are ours."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["Adapter"]


class Adapter(DefaultAccountAdapter):
    """Closes the sign-up: an account is made by an invitation (`accounts.services.accept`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No one enters without a link."""
        return False
