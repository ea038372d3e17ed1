"""What the page of a territory shows of its projects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.web.cases.builders import make_case
from tests.web.people import House
from tests.web.territories.builders import add_commune, make_territory

At = Callable[..., Client]


def page(browser: Client) -> str:
    answer = browser.get(reverse("territories:territory", args=["val", "val-d-ombre"]))
    text = answer.content.decode().replace("\u00a0", " ")
    assert "⚠" not in text
    return text


def test_a_territory_shows_its_projects_and_those_of_its_communes(house: House, at: At) -> None:
    add_commune(house.workspace, longitude=5.5, latitude=46.7)
    territory = make_territory(house.workspace, members=["00001", "39300"])
    make_case(house.workspace, "Le Moulin", territory=territory)
    make_case(house.workspace, "La Menuiserie", commune="00001")
    make_case(house.workspace, "Plus loin", commune="39378")
    text = page(at("guest"))
    assert "Le Moulin" in text
    assert "La Menuiserie" in text
    assert "Plus loin" not in text
    assert "2 projets et lieux, dont 1 rattaché" in text
    assert "1 projet ou lieu dans 1 commune sur 2" in text  # the map in words


def test_a_territory_without_project_says_where_to_attach_one(house: House, at: At) -> None:
    make_territory(house.workspace)
    assert "Aucun projet n’y est encore rattaché" in page(at("guest"))


def test_its_queries_do_not_follow_the_number_of_projects(
    house: House, at: At, django_assert_max_num_queries: Any
) -> None:
    territory = make_territory(house.workspace)
    for n in range(20):
        make_case(house.workspace, f"Projet {n}", territory=territory, commune="39300")
    browser = at("guest")
    with django_assert_max_num_queries(12):
        assert "20 projets et lieux" in page(browser)
