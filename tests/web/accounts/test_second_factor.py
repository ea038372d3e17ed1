"""The second factor: turned on with a telephone, asked when entering, lost and found again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from terreau.web.accounts.second_factor import is_missing
from terreau.web.accounts.services.members import remove_second_factor
from tests.web.accounts.builders import membership
from tests.web.people import House

ON = "/compte/second-facteur/activer/"
OFF = "/compte/second-facteur/retirer/"
CODES = "/compte/second-facteur/secours/"


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(browser: Client, path: str) -> Any:
    """Go to a page that asks for the password again, and give it."""
    asked = browser.get(path)
    assert asked["Location"].startswith("/compte/confirmer/")
    page = browser.get(asked["Location"])
    assert "⚠" not in page.content.decode()
    return browser.post(asked["Location"], {"password": "mot de passe", "next": path}, follow=True)


def turn_on(browser: Client) -> tuple[str, list[str]]:
    """Return the key given to the telephone, and the recovery codes shown."""
    page = confirm(browser, ON).content.decode()
    assert "⚠" not in page
    assert 'src="data:image/svg+xml;base64,' in page
    found = re.search(r'class="secret">(\w+)<', page)
    assert found is not None
    answer = browser.post(ON, {"code": code(found[1])}, follow=True)
    shown = re.findall(r"<li><code>(\d{8})</code>", answer.content.decode())
    assert "⚠" not in answer.content.decode()
    return found[1], shown


def enter(browser: Client, email: str, answer: str) -> Any:
    first = browser.post("/compte/login/", {"login": email, "password": "mot de passe"})
    assert first["Location"] == "/compte/second-facteur/code/"
    assert "⚠" not in browser.get(first["Location"]).content.decode()
    return browser.post(first["Location"], {"code": answer})


@pytest.fixture
def browser(at: Callable[..., Client]) -> Client:
    return at("method")


def test_a_telephone_is_set_then_asked_at_each_entrance(house: House, browser: Client) -> None:
    secret, _codes = turn_on(browser)
    other = Client()
    assert enter(other, "method@exemple.invalid", code(secret))["Location"] == "/"
    assert other.get("/e/val/").status_code == 200


def test_the_password_alone_opens_nothing(house: House, browser: Client) -> None:
    turn_on(browser)
    other = Client()
    wrong = enter(other, "method@exemple.invalid", "000000")
    assert "Ce code n’est pas le bon" in wrong.content.decode()
    assert other.get("/e/val/").status_code == 302


def test_five_wrong_codes_then_a_wait(house: House, browser: Client) -> None:
    secret, _codes = turn_on(browser)
    other = Client()
    for _ in range(5):
        enter(other, "method@exemple.invalid", "000000")
        other = Client()
    assert "Attendez cinq minutes" in enter(other, "method@exemple.invalid", code(secret)).content.decode()  # fmt: skip


def test_a_recovery_code_serves_once(house: House, browser: Client) -> None:
    _secret, codes = turn_on(browser)
    assert len(codes) == 10
    assert enter(Client(), "method@exemple.invalid", codes[0])["Location"] == "/"
    assert "pas le bon" in enter(Client(), "method@exemple.invalid", codes[0]).content.decode()
    page = browser.get(CODES).content.decode()
    assert codes[0] not in page
    assert codes[1] in page


@pytest.mark.django_db(transaction=True)  # the message is said once all is written
def test_recovery_codes_leave_in_a_file_named_in_french_and_can_be_made_again(
    house: House, browser: Client
) -> None:
    _secret, codes = turn_on(browser)
    file = browser.get("/compte/second-facteur/secours/fichier/")
    assert "codes-de-secours" in file["Content-Disposition"]
    assert codes[3] in file.content.decode()
    assert "Codes de secours de Terreau" in file.content.decode()
    assert "⚠" not in browser.get("/compte/second-facteur/secours/nouveaux/").content.decode()
    again = browser.post("/compte/second-facteur/secours/nouveaux/", follow=True).content.decode()
    assert codes[3] not in again
    assert "Codes de secours prêts" in again


def test_it_is_taken_away_by_its_owner_who_is_told(house: House, browser: Client) -> None:
    turn_on(browser)
    mail.outbox.clear()
    assert "⚠" not in browser.get(OFF).content.decode()
    answer = browser.post(OFF, follow=True)
    assert "Second facteur retiré" in answer.content.decode()
    assert not Authenticator.objects.exists()
    [letter] = mail.outbox
    assert letter.to == ["method@exemple.invalid"]
    assert "vient d’être retiré" in letter.body
    assert "⚠" not in letter.body


def test_a_reset_of_the_password_does_not_take_it_away(house: House, browser: Client) -> None:
    turn_on(browser)
    mail.outbox.clear()
    other = Client()
    other.post("/compte/mot-de-passe/oublie/", {"email": "method@exemple.invalid"})
    path = re.search(r"testserver(/\S+)", mail.outbox[0].body)
    assert path is not None
    form = other.get(path[1])["Location"]
    other.post(form, {"password1": "une autre phrase", "password2": "une autre phrase"})
    first = other.post("/compte/login/", {"login": "method@exemple.invalid", "password": "une autre phrase"})  # fmt: skip
    assert first["Location"] == "/compte/second-facteur/code/"


@pytest.mark.parametrize(("role", "asked"), [("admin", True), ("method", True), ("rd", False)])
def test_roles_that_open_most_are_asked_to_turn_it_on(
    house: House, at: Callable[..., Client], role: str, asked: bool
) -> None:
    page = at(role).get("/compte/moi/").content.decode()
    assert ("Votre rôle demande un second facteur" in page) == asked
    assert is_missing(membership(house, role)) == asked


def test_it_is_asked_for_on_the_first_page_after_the_entrance(house: House) -> None:
    for role, asked in (("admin", True), ("rd", False)):
        other = Client()
        typed = {"login": f"{role}@exemple.invalid", "password": "mot de passe"}
        page = other.post("/compte/login/", typed, follow=True).content.decode()
        assert ("activez-le dans" in page) == asked


def test_who_has_it_is_asked_no_more(house: House, browser: Client) -> None:
    turn_on(browser)
    page = browser.get("/compte/moi/").content.decode()
    assert "demande un second facteur" not in page
    assert "10\u00a0codes restent" in page
    assert not is_missing(membership(house, "method"))


def test_an_administrator_takes_away_one_that_was_lost(house: House, browser: Client, at: Callable[..., Client]) -> None:  # fmt: skip
    turn_on(browser)
    admin, key = at("admin"), membership(house, "method").pk
    assert "Retirer le second facteur perdu" in admin.get(f"/e/val/membres/{key}/").content.decode()
    admin.post(f"/e/val/membres/{key}/second-facteur/")
    assert Client().post("/compte/login/", {"login": "method@exemple.invalid", "password": "mot de passe"})["Location"] == "/"  # fmt: skip


def test_nothing_is_written_when_there_was_none(house: House) -> None:
    from terreau.web.core.models import Act

    remove_second_factor(house["admin"], membership=membership(house, "method"))
    assert not Act.objects.filter(verb="factor").exists()
