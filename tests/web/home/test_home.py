"""Accueil, search and acts: each reader sees what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from terreau.web.cases.models import Actor, Case, LogEntry
from terreau.web.core import records
from tests.web.people import House

At = Callable[..., Client]


@pytest.fixture
def case(house: House) -> Case:
    return records.create(
        house["accompanist"],
        Case(
            workspace=house.workspace,
            kind="projet",
            name="La Ressourcerie",
            followed_by=house["accompanist"],
        ),
    )


def _line(house: House, case: Case, **fields: object) -> LogEntry:
    return records.create(
        house["accompanist"],
        LogEntry(
            workspace=house.workspace,
            case=case,
            date="2026-11-09",
            text="Réunion secrète",
            **fields,
        ),
    )


def test_an_empty_house_offers_the_first_gesture(house: House, at: At) -> None:
    page = at("accompanist").get("/e/val/").content.decode()
    assert "Ajouter un premier projet" in page
    assert "⚠" not in page


def test_what_comes_next_is_said_to_the_one_who_follows(house: House, at: At, case: Case) -> None:
    house.workspace.today = date(2026, 11, 12)
    house.workspace.save()
    _line(house, case, next_step="Visite du local", next_on=date(2026, 11, 14))
    assert "Visite du local" in at("accompanist").get("/e/val/").content.decode()
    assert "Visite du local" not in at("guest").get("/e/val/").content.decode()


@pytest.mark.parametrize("role", ["guest", "partner"])
def test_the_logbook_is_found_by_the_team_alone(
    house: House, at: At, case: Case, role: str
) -> None:
    _line(house, case)
    assert "Réunion" in at("coder").get("/e/val/recherche/?q=secrètes").content.decode()
    page = at(role).get("/e/val/recherche/?q=secrètes").content.decode()
    assert "Aucune réponse" in page


def test_a_mode_hides_names_until_it_is_left(house: House, at: At, case: Case) -> None:
    records.create(
        house["rd"], Actor(workspace=house.workspace, name="Lucie Imaginaire", person=True)
    )
    browser = at("coder")
    browser.post("/e/val/presentation/", {"next": "/e/val/"})
    assert "Katia Terrain" not in browser.get("/e/val/").content.decode()
    assert "Lucie Imaginaire" not in browser.get("/e/val/recherche/?q=lucie").content.decode()
    browser.post("/e/val/presentation/", {"next": "/e/val/"})
    assert "Lucie Imaginaire" in browser.get("/e/val/recherche/?q=lucie").content.decode()


def test_the_mode_leads_nowhere_outside(house: House, at: At) -> None:
    answer = at("coder").post("/e/val/presentation/", {"next": "https://ailleurs.invalid/"})
    assert answer["Location"] == "/e/val/"


def test_acts_are_told_without_their_contents(house: House, at: At, case: Case) -> None:
    _line(house, case)
    page = at("method").get("/e/val/actes/?verb=create").content.decode()
    assert "a ajouté" in page
    assert "La Ressourcerie" in page
    assert "secrète" not in page


def test_the_first_page_asks_little_of_the_base(
    house: House, at: At, case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        _line(house, case, next_step=f"Suite {n}", next_on=date(2026, 1, 1))
    browser = at("method")
    with django_assert_max_num_queries(20):
        browser.get("/e/val/")
