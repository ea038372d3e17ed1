"""The demonstration, whose password is known to all, answers the machine it runs on and no other."""

from __future__ import annotations

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from terreau.web.core.loopback import LoopbackMiddleware
from tests.web.people import House

HERE = [
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"},
    {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"},
]
ELSEWHERE = [
    {"REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "127.0.0.1:8000"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "terreau.exemple.invalid"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "192.0.2.1:8000"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    {"REMOTE_ADDR": "", "HTTP_HOST": "127.0.0.1"},
]


def answered(asked: dict[str, str]) -> int:
    with override_settings(DEMONSTRATION=True, ALLOWED_HOSTS=["*"]):
        door = LoopbackMiddleware(lambda _request: HttpResponse())
        status: int = door(RequestFactory().get("/", **asked)).status_code
        return status


@pytest.mark.parametrize("asked", HERE)
def test_this_machine_is_answered(asked: dict[str, str]) -> None:
    assert answered(asked) == 200


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_any_other_is_refused(asked: dict[str, str]) -> None:
    assert answered(asked) == 403


def test_a_real_installation_answers_everyone() -> None:
    with override_settings(DEMONSTRATION=False), pytest.raises(MiddlewareNotUsed):
        LoopbackMiddleware(lambda _request: HttpResponse())


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "status"), [(HERE[0], 302), (ELSEWHERE[0], 403)])
def test_nobody_enters_the_demonstration_from_elsewhere(
    house: House, asked: dict[str, str], status: int
) -> None:
    with override_settings(DEMONSTRATION=True):
        browser = Client()
        typed = {"login": house["rd"].email, "password": "mot de passe"}
        assert browser.post("/compte/login/", typed, **asked).status_code == status
        assert ("_auth_user_id" in browser.session) == (status == 302)
