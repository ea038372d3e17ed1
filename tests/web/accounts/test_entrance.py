"""Entering: by e-mail, with few tries, the same answer for an address that nobody has."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.web.accounts.builders import PASSWORD
from tests.web.people import House

LOGIN = "/compte/login/"
START = datetime(2026, 11, 24, 9, tzinfo=UTC)


def enter(browser: Client, email: str, password: str = "mot de passe", **more: Any) -> Any:
    return browser.post(LOGIN, {"login": email, "password": password, **more})


def said(page: Any) -> str:
    """The words of a page, without what changes from one page to the other."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.content.decode())


def test_a_member_enters_and_arrives_at_the_first_page_of_the_workspace(house: House) -> None:
    browser = Client()
    house.workspace.first_page = "projects"
    house.workspace.save()
    answer = enter(browser, "RD@exemple.invalid")
    assert answer["Location"] == "/"
    assert browser.get("/")["Location"] == "/e/val/projets/"


def test_entering_leads_back_to_the_page_asked_for(house: House) -> None:
    browser = Client()
    asked = browser.get("/e/val/membres/")["Location"]
    assert enter(browser, "rd@exemple.invalid", next="/e/val/membres/")["Location"] == (
        "/e/val/membres/"
    )
    assert "next=%2Fe%2Fval%2Fmembres%2F" in asked


def test_entering_leads_to_no_other_site(house: House) -> None:
    answer = enter(Client(), "rd@exemple.invalid", next="https://ailleurs.invalid/")
    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(house: House) -> None:
    wrong = enter(Client(), "rd@exemple.invalid", "pas le bon")
    unknown = enter(Client(), "personne@exemple.invalid", "pas le bon")
    assert said(wrong) == said(unknown)
    assert "ne vont pas ensemble" in said(wrong)
    assert "⚠" not in said(wrong)


@pytest.mark.parametrize("email", ["rd@exemple.invalid", "personne@exemple.invalid"])
def test_five_tries_then_five_minutes_whatever_the_password(house: House, email: str) -> None:
    browser = Client()
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(5):
            assert "ne vont pas ensemble" in said(enter(browser, email, "non"))
        assert "Attendez cinq minutes" in said(enter(browser, email))
        clock.shift(timedelta(minutes=5, seconds=1))
        waited = enter(browser, email)
    assert (waited.status_code == 302) == (email == "rd@exemple.invalid")


def test_entering_forgets_the_failed_tries_of_others_only_by_their_own_address(
    house: House,
) -> None:
    browser = Client()
    for _ in range(5):
        enter(browser, "coder@exemple.invalid", "non")
    assert enter(browser, "rd@exemple.invalid").status_code == 302


def test_one_machine_that_tries_many_addresses_waits_on_a_page_in_french(house: House) -> None:
    browser = Client()
    answers = [enter(browser, f"n{n}@exemple.invalid", "non") for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Attendez une minute" in answers[-1].content.decode()


def test_a_person_who_is_in_is_led_past_the_login_page(house: House, at: Any) -> None:
    assert at("rd").get(LOGIN)["Location"] == "/"


def test_leaving_asks_first_and_ends_the_session(house: House, at: Any) -> None:
    browser = at("rd")
    assert "Se déconnecter" in browser.get("/compte/deconnexion/").content.decode()
    assert browser.post("/compte/deconnexion/")["Location"] == LOGIN
    assert browser.get("/e/val/").status_code == 302
    assert "déconnecté·e" in browser.get(LOGIN).content.decode()


def test_a_closed_account_says_so_only_to_who_knows_its_password(house: House) -> None:
    person = house["guest"]
    person.is_active = False
    person.save()
    assert "ne vont pas ensemble" in said(enter(Client(), person.email, "non"))
    answer = Client().post(LOGIN, {"login": person.email, "password": "mot de passe"}, follow=True)
    assert "Ce compte est fermé" in said(answer)


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_email_verification_sent", "account_confirm_login_code", "usersessions_list"],
)  # fmt: skip
def test_what_terreau_does_not_use_of_allauth_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up(db: None) -> None:
    page = Client().get("/compte/inscription/")
    assert "sur invitation" in page.content.decode()
    assert Client().post("/compte/inscription/").status_code == 405


@pytest.mark.parametrize(
    "template",
    [
        "account/login.html", "account/logout.html", "account/account_inactive.html", "account/password_change.html",
        "account/password_set.html", "account/password_reset.html", "account/password_reset_done.html",
        "account/password_reset_from_key.html", "account/password_reset_from_key_done.html", "account/reauthenticate.html",
        "mfa/authenticate.html", "mfa/reauthenticate.html", "mfa/totp/activate_form.html", "mfa/totp/deactivate_form.html",
        "mfa/recovery_codes/index.html", "mfa/recovery_codes/generate.html", "mfa/recovery_codes/download.txt",
        "account/email/base_message.txt", "account/email/base_notification.txt", "account/email/unknown_account_message.txt",
        "account/email/password_reset_key_message.txt", "account/messages/logged_in.txt", "account/messages/logged_out.txt",
        "mfa/messages/totp_activated.txt", "mfa/messages/recovery_codes_generated.txt",
    ],
)  # fmt: skip
def test_every_page_and_letter_of_allauth_that_can_be_reached_is_ours(template: str) -> None:
    assert "terreau/web/accounts" in get_template(template).origin.name


# a forgotten password


def ask(browser: Client, email: str) -> Any:
    return browser.post("/compte/mot-de-passe/oublie/", {"email": email}, follow=True)


def link(text: str) -> str:
    found = re.search(r"http://testserver(/compte/mot-de-passe/nouveau/\S+)", text)
    assert found is not None
    return found[1]


def choose(browser: Client, path: str, password: str = PASSWORD) -> Any:
    form = browser.get(path, follow=True)
    if form.redirect_chain:
        path = form.redirect_chain[-1][0]
    answer = browser.post(path, {"password1": password, "password2": password}, follow=True)
    return form, answer


def test_a_link_by_mail_lets_one_choose_a_password_once(house: House) -> None:
    browser = Client()
    ask(browser, "rd@exemple.invalid")
    [letter] = mail.outbox
    assert letter.to == ["rd@exemple.invalid"]
    assert letter.subject == "Choisir un nouveau mot de passe"
    assert "trois jours" in letter.body
    assert "⚠" not in letter.body
    form, done = choose(browser, link(letter.body))
    assert "⚠" not in said(form)
    assert "Mot de passe changé" in said(done)
    assert enter(Client(), "rd@exemple.invalid", PASSWORD).status_code == 302
    again, _nothing = choose(Client(), link(letter.body))
    assert "Ce lien ne vaut plus" in said(again)


def test_the_key_of_the_link_does_not_stay_in_the_address(house: House) -> None:
    ask(Client(), "rd@exemple.invalid")
    path = link(mail.outbox[0].body)
    assert path.split("-")[-1] not in Client().get(path)["Location"]


def test_a_link_of_four_days_ago_is_refused_in_french(house: House) -> None:
    with time_machine.travel(START, tick=False) as clock:
        ask(Client(), "rd@exemple.invalid")
        clock.shift(timedelta(days=4))
        form, _nothing = choose(Client(), link(mail.outbox[0].body))
    assert "Ce lien ne vaut plus" in said(form)


def test_an_unknown_address_gets_the_same_page_and_a_letter_that_says_so(house: House) -> None:
    known, unknown = (
        ask(Client(), "rd@exemple.invalid"),
        ask(Client(), "personne@exemple.invalid"),
    )
    assert said(known) == said(unknown)
    assert "Aucun compte" in mail.outbox[1].body
    assert "invitation" in mail.outbox[1].body


def test_a_new_password_by_link_ends_the_sessions_and_tells_its_owner(house: House) -> None:
    elsewhere = Client()
    enter(elsewhere, "rd@exemple.invalid")
    browser = Client()
    ask(browser, "rd@exemple.invalid")
    choose(browser, link(mail.outbox[0].body))
    assert elsewhere.get("/e/val/").status_code == 302
    assert "vient d’être changé, par un lien" in mail.outbox[-1].body


@pytest.mark.parametrize("password", ["court", "password123", "rd@exemple.invalid"])
def test_a_password_that_is_guessed_at_once_is_refused(house: House, password: str) -> None:
    browser = Client()
    ask(browser, "rd@exemple.invalid")
    _form, refused = choose(browser, link(mail.outbox[0].body), password)
    assert "note-error" in said(refused)
    assert enter(Client(), "rd@exemple.invalid").status_code == 302


def test_without_a_mail_server_the_page_says_whom_to_ask(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    page = Client().get("/compte/mot-de-passe/oublie/").content.decode()
    assert "n’envoie pas de courriel" in page
    assert "<form" not in page.split("<main")[1]


@pytest.mark.parametrize("email", ["rd@exemple.invalid", "personne@exemple.invalid"])
def test_a_letter_that_cannot_leave_is_said_alike_for_all(
    house: House, settings: Any, email: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = ask(Client(), email)
    assert answer.status_code == 503
    assert "n’est pas parti" in answer.content.decode()
