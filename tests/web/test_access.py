"""Every address, every role, the expected answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.access import EVERYONE, Door, doors
from tests.web.people import House

# pages of allauth, tested by its own suite; what we changed of them is in tests/web/accounts
THEIRS = ("account_", "mfa_", "socialaccount_")
ROLES = sorted(EVERYONE)


def _names(resolver: URLResolver, space: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += _names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            found.append(f"{space}{pattern.name}")
    return found


def ours() -> list[str]:
    return sorted(name for name in set(_names(get_resolver())) if not name.startswith(THEIRS))


def test_each_address_has_its_line_and_each_line_an_address() -> None:
    assert sorted(doors()) == ours()


def _address(name: str, door: Door, house: House) -> str:
    parts = door.parts(house)
    if ":" in name:
        parts = {"workspace": house.workspace.code, **parts}
    return reverse(name, kwargs=parts) + door.query


def _status(answer: HttpResponseBase) -> int:
    if answer.streaming:
        b"".join(answer)  # a file is closed when it was read to its end
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(doors()))
def test_the_door_opens_to_those_it_should(
    name: str, house: House, at: Callable[..., Client]
) -> None:
    door = doors()[name]
    address = _address(name, door, house)
    for role in ROLES:
        if door.read:
            status = _status(at(role).get(address))
            assert status == (door.found if role in door.read else 403), (role, "GET", status)
        else:
            assert at(role).get(address).status_code == 405, (role, "GET")
        if role not in door.write:
            status = at(role).post(address).status_code
            assert status == (403 if door.write else 405), (role, "POST", status)
        else:
            browser = at(role)
            with transaction.atomic():  # undone, so that the next role finds the same data
                status = browser.post(address, {"rien": "rien"}).status_code
                transaction.set_rollback(True)
            assert status in {200, 204, 302, 422, 400}, (role, "POST", status)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n, d in doors().items() if not d.public))
def test_strangers_learn_nothing(name: str, house: House, at: Callable[..., Client]) -> None:
    door = doors()[name]
    address = _address(name, door, house)
    method = "get" if door.read else "post"
    answer = getattr(at("anonymous"), method)(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/login/")
    if ":" in name:
        assert getattr(at("stranger"), method)(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n, d in doors().items() if d.missing))
def test_what_does_not_exist_is_not_found(
    name: str, house: House, at: Callable[..., Client]
) -> None:
    door = doors()[name]
    assert door.missing is not None
    parts = {**door.parts(house), **door.missing, "workspace": house.workspace.code}
    role = sorted(door.read or door.write)[0]
    method = "get" if door.read else "post"
    assert getattr(at(role), method)(reverse(name, kwargs=parts)).status_code == 404
