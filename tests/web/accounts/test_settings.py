"""The settings of a workspace: name, rooms shown, first page, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau.web.core.models import Act
from tests.web.people import House

PAGE = "/e/val/reglages/"
SAID: dict[str, Any] = {"name": "Val d’Ombre", "rooms": ["projects", "follow"], "first_page": "follow"}  # fmt: skip


def test_what_is_chosen_is_shown_on_top_of_each_page(
    house: House, at: Callable[..., Client]
) -> None:
    page = at("admin").post(PAGE, SAID, follow=True).content.decode()
    assert "⚠" not in page
    rooms = page.split('<nav class="rooms"')[1].split("</nav>")[0]
    assert "Suivi" in rooms
    assert "Accueil" in rooms
    assert "Territoire" not in rooms
    house.workspace.refresh_from_db()
    assert house.workspace.rooms == ["home", "projects", "follow"]
    assert Act.objects.get(verb="settings").fields == ["first_page", "name", "rooms"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "obligatoire"),
        ({"name": "x" * 121}, "120"),
        ({"rooms": []}, "au moins une pièce"),
        ({"rooms": ["cave"]}, "n’en fait pas partie"),
        ({"first_page": "cave"}, "n’en fait pas partie"),
        ({"first_page": "research"}, "n’est pas montrée"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    house: House, at: Callable[..., Client], typed: dict[str, Any], said: str
) -> None:
    answer = at("admin").post(PAGE, {**SAID, **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    house.workspace.refresh_from_db()
    assert house.workspace.name == "Coopérative du Val d’Ombre"


def test_the_fixed_day_and_the_flag_of_what_is_imagined_do_not_change_here(
    house: House, at: Callable[..., Client]
) -> None:
    at("admin").post(PAGE, {**SAID, "fictional": "on", "today": "2020-01-01", "code": "autre"})
    house.workspace.refresh_from_db()
    assert (house.workspace.fictional, house.workspace.today) == (False, None)
    assert house.workspace.code == "val"


def test_saying_the_same_writes_nothing(house: House, at: Callable[..., Client]) -> None:
    for _ in range(2):
        at("admin").post(PAGE, SAID)
    assert Act.objects.filter(verb="settings").count() == 1
