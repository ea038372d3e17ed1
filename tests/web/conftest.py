"""What every test of the application may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from terreau.web.accounts.models import User
from tests.web.people import House, make_house


@pytest.fixture
def house(db: None) -> House:
    """A workspace with one member of each role, and a stranger."""
    return make_house()


@pytest.fixture
def at(house: House) -> Callable[[str | User], Client]:
    """A browser logged in as a role (« accompanist »), « stranger », « anonymous », or a person.

    CSRF is enforced as in life only where a test asks for it with `enforce_csrf_checks`.
    """

    def client(who: str | User, **options: bool) -> Client:
        browser = Client(**options)
        if isinstance(who, User):
            browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        elif who == "stranger":
            return client(house.stranger, **options)
        elif who != "anonymous":
            return client(house[who], **options)
        return browser

    return client
