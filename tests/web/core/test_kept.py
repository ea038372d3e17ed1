"""A session that ends in the middle of a form: nothing is lost, nothing is shown to another."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from tests.web.people import House

FORM = "/e/val/membres/inviter/"
TYPED = {"name": "Lou <Nouvelle> 🌱", "email": "lou@exemple.invalid", "role": "coder"}


class Browser:
    """A browser as in life: cookies, tokens, redirections followed by hand."""

    def __init__(self) -> None:
        cache.clear()
        self.client = Client(enforce_csrf_checks=True)
        self.token = ""

    def get(self, path: str) -> Any:
        answer = self.client.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, **typed: str) -> Any:
        return self.client.post(path, {**typed, "csrfmiddlewaretoken": self.token})

    def enter(self, email: str, back: str = "/") -> Any:
        self.get("/compte/login/")
        return self.post("/compte/login/", login=email, password="mot de passe", next=back)


@pytest.fixture
def browser(house: House) -> Browser:
    browser = Browser()
    browser.enter("admin@exemple.invalid")
    browser.get(FORM)
    return browser


def session_ends(browser: Browser) -> None:
    Session.objects.all().delete()


def back(answer: Any) -> str:
    """The page to which the login page will lead."""
    where = urlsplit(answer["Location"])
    assert where.path == "/compte/login/"
    return parse_qs(where.query)["next"][0]


def test_what_was_typed_is_in_the_form_again_after_the_login(browser: Browser) -> None:
    session_ends(browser)
    asked = browser.post(FORM, **TYPED)
    assert "ce que vous y aviez écrit" in browser.get(asked["Location"]).content.decode()
    again = browser.enter("admin@exemple.invalid", back(asked))
    page = browser.get(again["Location"]).content.decode()
    assert 'value="Lou &lt;Nouvelle&gt; 🌱"' in page
    assert re.search(r'value="coder" checked', page)
    assert "Rien n’est perdu" in page
    assert browser.post(FORM, **TYPED).status_code == 302


def test_it_is_given_back_once(browser: Browser) -> None:
    session_ends(browser)
    again = browser.enter("admin@exemple.invalid", back(browser.post(FORM, **TYPED)))
    assert "Nouvelle" in browser.get(again["Location"]).content.decode()
    assert "Nouvelle" not in browser.get(again["Location"]).content.decode()


def test_another_person_who_enters_by_the_same_browser_sees_none_of_it(
    house: House, browser: Browser
) -> None:
    house.workspace.memberships.filter(user=house["rd"]).update(role="admin")
    session_ends(browser)
    where = back(browser.post(FORM, **TYPED))
    again = browser.enter("rd@exemple.invalid", where)
    assert "Nouvelle" not in browser.get(again["Location"]).content.decode()
    browser.post("/compte/deconnexion/")
    again = browser.enter("admin@exemple.invalid", where)
    assert "Nouvelle" not in browser.get(again["Location"]).content.decode()  # thrown away


def test_the_cookie_says_nothing_of_the_person_and_cannot_be_made_up(
    house: House, browser: Browser
) -> None:
    cookie = browser.client.cookies["terreau_browser"]
    assert len(cookie.value) == 64
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    session_ends(browser)
    browser.client.cookies["terreau_browser"] = str(house["admin"].pk)
    again = browser.enter("admin@exemple.invalid", back(browser.post(FORM, **TYPED)))
    assert "Nouvelle" not in browser.get(again["Location"]).content.decode()


def test_a_page_that_grew_old_in_a_tab_comes_back_with_what_was_typed(browser: Browser) -> None:
    old = browser.token
    browser.client.cookies["terreau_csrf"] = "a" * 32  # logged in again in another tab
    browser.token = old
    answer = browser.post(FORM, **TYPED)
    assert answer["Location"] == f"{FORM}?reprise=1"
    page = browser.get(answer["Location"]).content.decode()
    assert "Lou &lt;Nouvelle&gt;" in page
    assert browser.post(FORM, **TYPED).status_code == 302


def test_a_button_pressed_in_an_old_tab_says_to_reload(browser: Browser) -> None:
    browser.client.cookies["terreau_csrf"] = "a" * 32
    answer = browser.post("/e/val/presentation/", next="/e/val/")
    assert answer.status_code == 403
    assert "rechargez la page" in answer.content.decode()


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(browser: Browser) -> None:
    session_ends(browser)
    answer = browser.client.post(
        "/e/val/presentation/",
        {"csrfmiddlewaretoken": browser.token},
        headers={"Referer": "http://testserver/e/val/membres/?tri=nom"},
    )
    assert back(answer) == "/e/val/membres/"


def test_no_other_site_is_gone_back_to(browser: Browser) -> None:
    session_ends(browser)
    browser.client.handler.enforce_csrf_checks = False
    answer = browser.client.post("/e/val/presentation/", headers={"Referer": "https://ailleurs.invalid/x"})  # fmt: skip
    assert back(answer) == "/"


def test_a_part_of_a_page_asked_for_after_the_session_ended_sends_the_whole_page_to_the_login(
    browser: Browser,
) -> None:
    session_ends(browser)
    answer = browser.client.get(FORM, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/compte/login/")


def test_a_sender_without_session_nor_token_writes_in_nobody_s_form(house: House) -> None:
    answer = Client(enforce_csrf_checks=True).post(FORM, TYPED)
    assert answer.status_code == 403
    assert "trop ancienne" in answer.content.decode()
    assert not Session.objects.exists()


def test_no_password_is_ever_kept(browser: Browser) -> None:
    browser.client.cookies["terreau_csrf"] = "a" * 32
    browser.post(
        "/compte/mot-de-passe/", oldpassword="mot de passe", password1="x" * 12, password2="x" * 12
    )
    kept = str(browser.client.session.get("kept_input", ""))
    assert "password" not in kept
    assert "xxxx" not in kept


def test_a_text_too_long_to_be_kept_is_not_half_kept(browser: Browser) -> None:
    session_ends(browser)
    browser.post(FORM, **{**TYPED, "name": "x" * 2_000_001})
    assert "kept_input" not in browser.client.session
