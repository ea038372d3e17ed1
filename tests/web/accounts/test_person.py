"""One's own account, and the choice between two structures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau.web.accounts.models import Membership, Role
from terreau.web.accounts.sessions import device
from tests.web.accounts.builders import PASSWORD
from tests.web.people import House

OWN = "/compte/moi/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    assert "⚠" not in text
    return text


def entered(email: str, **headers: str) -> Client:
    browser = Client(headers=headers)
    browser.post("/compte/login/", {"login": email, "password": "mot de passe"})
    return browser


def test_a_name_is_changed(house: House, at: Callable[..., Client]) -> None:
    answer = at("rd").post(OWN, {"name": "  Anaïs   Bonnet "}, follow=True)
    assert "Anaïs Bonnet" in words(answer)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_is_none_is_refused_and_the_old_one_stays_above(
    house: House, at: Callable[..., Client], name: str
) -> None:
    answer = at("rd").post(OWN, {"name": name})
    assert answer.status_code == 422
    assert '<span class="frame-name">Anaïs Recherche</span>' in words(answer)


def test_the_password_is_changed_with_the_old_one_and_closes_other_devices(house: House) -> None:
    here, elsewhere = entered("rd@exemple.invalid"), entered("rd@exemple.invalid")
    path = "/compte/mot-de-passe/"
    assert "Mot de passe actuel" in words(here.get(path))
    wrong = here.post(path, {"oldpassword": "non", "password1": PASSWORD, "password2": PASSWORD})
    assert "n’est pas votre mot de passe actuel" in words(wrong)
    right = {"oldpassword": "mot de passe", "password1": PASSWORD, "password2": PASSWORD}
    assert here.post(path, right)["Location"] == OWN
    assert here.get(OWN).status_code == 200
    assert elsewhere.get(OWN).status_code == 302


def test_devices_are_named_and_the_others_closed(house: House) -> None:
    elsewhere = entered("rd@exemple.invalid", user_agent=FIREFOX)
    here = entered("rd@exemple.invalid")
    page = words(here.get(OWN))
    assert "Firefox sur Windows" in page
    assert page.count("celui-ci") == 1
    assert "1 appareil déconnecté" in words(here.post("/compte/moi/appareils/", follow=True))
    assert elsewhere.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def test_the_devices_of_another_person_are_neither_seen_nor_closed(house: House) -> None:
    other = entered("coder@exemple.invalid", user_agent=FIREFOX)
    here = entered("rd@exemple.invalid")
    assert "Firefox" not in words(here.get(OWN))
    here.post("/compte/moi/appareils/")
    assert other.get(OWN).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox sur Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("<script>", "un navigateur"),
        ("", "un navigateur"),
    ],
)  # fmt: skip
def test_a_device_is_said_as_a_person_would(said: str, words: str) -> None:
    assert device(said) == words


def test_one_page_asks_little_of_the_base(
    house: House, at: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        entered("rd@exemple.invalid")
    browser = entered("rd@exemple.invalid")
    with django_assert_max_num_queries(10):
        assert browser.get(OWN).status_code == 200


def test_a_person_of_two_structures_chooses_and_may_change(
    house: House, at: Callable[..., Client]
) -> None:
    Membership.objects.create(workspace=house.other, user=house["rd"], role=Role.GUEST)
    page = words(at("rd").get("/"))
    assert "Vos structures" in page
    assert 'href="/e/val/"' in page
    assert 'href="/e/ailleurs/"' in page


def test_a_person_of_one_structure_goes_there_unless_they_ask_to_choose(
    house: House, at: Callable[..., Client]
) -> None:
    assert at("rd").get("/")["Location"] == "/e/val/"
    assert "Coopérative du Val d’Ombre" in words(at("rd").get("/?choix=1"))


@pytest.mark.parametrize(
    ("role", "first", "where"),
    [
        ("rd", "places", "/e/val/tiers-lieux/"),
        ("guest", "follow", "/e/val/"),  # a page that the role does not open
        ("rd", "nulle-part", "/e/val/"),
    ],
)
def test_the_first_page_is_the_one_chosen_when_the_role_opens_it(
    house: House, at: Callable[..., Client], role: str, first: str, where: str
) -> None:
    house.workspace.first_page = first
    house.workspace.save()
    assert at(role).get("/")["Location"] == where


def test_a_first_page_that_is_shown_no_more_gives_way_to_the_home(
    house: House, at: Callable[..., Client]
) -> None:
    house.workspace.first_page, house.workspace.rooms = "places", ["home", "projects"]
    house.workspace.save()
    assert at("rd").get("/")["Location"] == "/e/val/"
