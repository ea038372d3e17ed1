"""Forms: two people on one record, a session that ends, words that cannot be kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from terreau.web.cases.models import AddedField
from terreau.web.core import records
from tests.web.people import House

At = Callable[..., Client]
ADDRESS = "/e/val/types/projet/champs/surface/"
LOGIN = "/compte/login/"


@pytest.fixture
def field(house: House) -> AddedField:
    return records.create(
        house["rd"],
        AddedField(workspace=house.workspace, kind="projet", code="surface", label="Surface"),
    )


def _sent(version: int, **changes: str) -> dict[str, str]:
    return {"label": "Surface", "help": "", "type": "text", "choices": "", "rank": "0",
            "version": str(version)} | changes  # fmt: skip


def test_the_second_sees_what_the_first_wrote_and_keeps_both_words(
    house: House, at: At, field: AddedField
) -> None:
    assert at("rd").post(ADDRESS, _sent(1, label="Superficie")).status_code == 302
    answer = at("admin").post(ADDRESS, _sent(1, help="En mètres carrés"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Superficie" in page
    assert "Surface" in page
    assert "En mètres carrés" in page  # carried along, hidden
    assert "Anaïs Recherche" in page
    chosen = _sent(2, help="En mètres carrés") | {"choix-label": "theirs"}
    assert at("admin").post(ADDRESS, chosen).status_code == 302
    field.refresh_from_db()
    assert (field.label, field.help) == ("Superficie", "En mètres carrés")


def test_the_second_may_keep_their_own_words(house: House, at: At, field: AddedField) -> None:
    at("rd").post(ADDRESS, _sent(1, label="Superficie"))
    chosen = _sent(2, label="Aire") | {"choix-label": "mine"}
    at("admin").post(ADDRESS, chosen)
    field.refresh_from_db()
    assert field.label == "Aire"
    assert field.history.count() == 3


def test_a_third_writer_in_between_is_seen_too(house: House, at: At, field: AddedField) -> None:
    at("rd").post(ADDRESS, _sent(1, label="Un"))
    at("method").post(ADDRESS, _sent(2, label="Deux"))
    chosen = _sent(2, label="Trois") | {"choix-label": "mine"}
    assert at("admin").post(ADDRESS, chosen).status_code == 409


def test_a_session_that_ended_gives_back_what_was_typed(
    house: House, at: At, field: AddedField
) -> None:
    browser = at("rd")
    browser.get(ADDRESS)
    browser.cookies.clear()
    answer = browser.post(ADDRESS, _sent(1, label="Tapé avec soin"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)
    entered = browser.post(
        answer["Location"], {"login": "rd@exemple.invalid", "password": "mot de passe"}
    )
    page = browser.get(entered["Location"]).content.decode()
    assert "Tapé avec soin" in page
    assert "Votre session avait pris fin" in page
    field.refresh_from_db()
    assert field.label == "Surface"  # nothing is saved without being read again


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "عربي من اليمين",
        "é" * 120,
        "🌱" * 30,
        "a\u202eb",
        "1; DROP TABLE",
    ],
)
def test_awkward_words_are_kept_and_shown_as_words(
    house: House, at: At, field: AddedField, words: str
) -> None:
    assert at("rd").post(ADDRESS, _sent(1, label=words)).status_code == 302
    field.refresh_from_db()
    assert field.label == words
    page = at("rd").get("/e/val/types/").content.decode()
    assert "<script>alert" not in page


def test_ten_thousand_characters_in_a_name_are_refused_with_a_sentence(
    house: House, at: At, field: AddedField
) -> None:
    answer = at("rd").post(ADDRESS, _sent(1, label="x" * 10_000))
    assert answer.status_code == 422
    assert "120" in answer.content.decode()
    field.refresh_from_db()
    assert field.label == "Surface"
