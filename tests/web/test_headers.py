"""What every answer says to the browser, whatever the address and whatever happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from terreau.web.config.urls import *  # noqa: F403 - the same handlers of faults
from terreau.web.config.urls import urlpatterns as ours
from tests.web.access import Door, doors
from tests.web.people import House

EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = {
    "default-src": "'none'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def broken(_request: Any) -> HttpResponse:
    raise RuntimeError


urlpatterns = [*ours, path("casse/", broken, name="broken")]


def wrong(answer: Any) -> list[str]:
    """What is missing or too loose in the headers of an answer."""
    headers = answer.headers
    found = [name for name, value in EXACT.items() if headers.get(name) != value]
    given = {}
    for part in headers.get("Content-Security-Policy", "").split(";"):
        name, _space, value = part.strip().partition(" ")
        given[name] = value
    found += [name for name, value in POLICY.items() if given.get(name) != value]
    for name in ("script-src", "style-src"):
        if not re.fullmatch(r"'self'( 'nonce-[^']+')?", given.get(name, "")):
            found.append(name)
    if "no-store" not in headers.get("Cache-Control", "") or "private" not in headers.get(
        "Cache-Control", ""
    ):
        found.append("Cache-Control")
    found += [name for name in ("Server", "X-Powered-By") if name in headers]
    return found


def ended(answer: Any) -> None:
    """Close the files that an answer holds, as a server does once it is sent."""
    for close in answer._resource_closers:
        close()


def address(name: str, door: Door, house: House) -> str:
    parts = door.parts(house)
    if ":" in name:
        parts = {"workspace": house.workspace.code, **parts}
    return reverse(name, kwargs=parts) + door.query


class _Undone(Exception):  # noqa: N818 - no fault
    pass


def each_door(house: House, look: Callable[[str, Door, str], None]) -> None:
    """Look at each address with what it needs made, then unmade: two doors may need the same thing."""
    for name, door in doors().items():
        with suppress(_Undone), transaction.atomic():
            look(name, door, address(name, door, house))
            raise _Undone


def test_every_address_answers_with_every_header(house: House, at: Callable[..., Client]) -> None:
    browsers = {
        who: at(who, raise_request_exception=False)
        for who in ("method", "admin", "guest", "stranger", "anonymous")
    }
    found = {}

    def look(name: str, _door: Door, where: str) -> None:
        for who, browser in browsers.items():
            for method in ("get", "post", "head", "put")[: 4 if who == "method" else 2]:
                answer = getattr(browser, method)(where)
                ended(answer)
                if missing := wrong(answer):
                    found[name, who, method] = missing

    each_door(house, look)
    assert found == {}


THEIRS = (
    "/compte/login/", "/compte/inscription/", "/compte/deconnexion/", "/compte/ferme/", "/compte/confirmer/",
    "/compte/mot-de-passe/", "/compte/mot-de-passe/oublie/", "/compte/mot-de-passe/nouveau/1-abc/",
    "/compte/second-facteur/", "/compte/second-facteur/activer/", "/compte/second-facteur/secours/",
    "/invitation/rien/", "/nulle-part/", "/e/val/nulle-part/", "/e/ailleurs/", "/statique/nulle-part.css",
)  # fmt: skip


@pytest.mark.parametrize("where", THEIRS)
def test_pages_of_entrance_and_places_that_do_not_exist_too(
    house: House, at: Callable[..., Client], where: str
) -> None:
    for who in ("anonymous", "rd"):
        answer = at(who).get(where)
        if where.startswith("/statique/"):
            assert wrong(answer) in ([], ["Cache-Control"])
        else:
            assert wrong(answer) == []


@pytest.mark.parametrize(
    ("who", "method", "where", "status"),
    [
        ("guest", "get", "/e/val/membres/", 403),
        ("rd", "get", "/nulle-part/", 404),
        ("rd", "put", "/e/val/", 405),
        ("rd", "get", "/casse/", 500),
        ("anonymous", "post", "/compte/login/", 403),
    ],
)
@pytest.mark.urls(__name__)
def test_faults_carry_them_all(
    house: House, at: Callable[..., Client], who: str, method: str, where: str, status: int
) -> None:
    options = {"raise_request_exception": False, "enforce_csrf_checks": method == "post"}
    answer = getattr(at(who, **options), method)(where)
    assert answer.status_code == status
    assert wrong(answer) == []
    assert '<html lang="fr">' in answer.content.decode()


def test_an_address_of_host_that_is_not_ours_gets_them_too(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "ailleurs.invalid"})
    assert answer.status_code == 400
    assert wrong(answer) == []


def test_no_page_writes_style_or_script_in_line(house: House, at: Callable[..., Client]) -> None:
    inline = re.compile(
        r"<[^>]+\sstyle=|<[^>]+\son\w+=|<style(?![^>]*nonce)|javascript:|\shx-on|hx-vals=.js:"
    )
    browser = at("method", raise_request_exception=False)
    found = {}

    def look(name: str, door: Door, where: str) -> None:
        if not door.read:
            return
        page = browser.get(where)
        ended(page)
        text = page.content.decode() if "html" in page.headers.get("Content-Type", "") else ""
        if seen := inline.search(text):
            found[name] = seen[0]

    each_door(house, look)
    assert found == {}


def test_cookies_are_closed_to_scripts_and_to_other_sites(house: House) -> None:
    browser = Client()
    browser.post("/compte/login/", {"login": "rd@exemple.invalid", "password": "mot de passe"})
    browser.get("/e/val/")
    assert {"terreau_session", "terreau_browser"} <= set(browser.cookies)
    for name, cookie in browser.cookies.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        if name != "terreau_csrf":  # the logbook sends its lines by script
            assert cookie["httponly"], name


# in production


def production(tmp_path: Path, code: str) -> subprocess.CompletedProcess[str]:
    given = {
        "DJANGO_SETTINGS_MODULE": "terreau.web.config.settings",
        "TERREAU_DATA": str(tmp_path),
        "TERREAU_HTTPS": "1",
        "TERREAU_HOSTS": "terreau.exemple.invalid",
        "TERREAU_SECRET_KEY": "".join(chr(97 + n % 26) for n in range(0, 300, 5)) + "0123456789",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from django.core.management import execute_from_command_line as run;"
        "run(['manage', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    done = production(tmp_path, code)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_over_https_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay(
    tmp_path: Path,
) -> None:
    code = """
import django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from terreau.web.accounts.models import User
User.objects.create_user("rd@exemple.invalid", "une phrase à moi", name="Anaïs")
host = {"HTTP_HOST": "terreau.exemple.invalid"}
print(Client().get("/compte/login/", **host)["Location"])
browser = Client()
safe = {**host, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 192.0.2.7"}
answer = browser.get("/compte/login/", **safe)
print(answer.status_code, answer["Strict-Transport-Security"])
answer = browser.post("/compte/login/", {"login": "rd@exemple.invalid", "password": "une phrase à moi"}, **safe)
for name, cookie in sorted(browser.cookies.items()):
    print(name, bool(cookie["secure"]), cookie["path"], cookie["domain"] or "-")
from allauth.usersessions.models import UserSession
print(UserSession.objects.get().ip)
"""
    done = production(tmp_path, code)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "https://terreau.exemple.invalid/compte/login/"
    assert lines[1] == "200 max-age=31536000; includeSubDomains; preload"
    assert lines[2:-1] == [
        "__Host-csrf True / -",
        "__Host-session True / -",
        "__Host-terreau_browser True / -",
    ]
    assert lines[-1] == "192.0.2.7"
