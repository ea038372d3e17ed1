"""Actors: their list, their page, duplicates warned of, two records made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terreau.web.cases.models import Actor, Attendance, Involvement
from terreau.web.core import records, search
from terreau.web.core.models import Act
from tests.web.cases.builders import make_actor, make_case, make_place, make_presence
from tests.web.people import House

At = Callable[..., Client]


def page(at: At, who: str, name: str, *parts: str, query: str = "") -> str:
    answer = at(who).get(reverse(f"cases:{name}", args=["val", *parts]) + query)
    assert answer.status_code == 200, answer.status_code
    text = answer.content.decode()
    assert "⚠" not in text
    return text


@pytest.fixture
def around(house: House) -> dict[str, Any]:
    """A commune and a person around two projects."""
    town = make_actor(house.workspace, sector="public", form="commune", commune="39300")
    person = make_actor(house.workspace, "Jeanne Morel", person=True, sector="civil_society")
    shop = make_case(house.workspace)
    mill = make_case(house.workspace, "Le Moulin")
    make_place(shop, town, role="prête un local", gives="local", from_phase="P1", to_phase="P3")
    make_place(mill, town, seq=1)
    make_place(shop, person)
    make_presence(shop, town, person)
    return {"town": town, "person": person, "shop": shop, "mill": mill}


def test_the_list_counts_projects_and_filters_by_the_address(
    around: dict[str, Any], at: At
) -> None:
    text = page(at, "accompanist", "actors")
    assert "Commune des Ponts" in text
    assert "Jeanne Morel" in text
    assert '<td class="number">2</td>' in text
    for query, kept in (
        ("?q=jean", "Jeanne Morel"),
        ("?sector=public", "Commune des Ponts"),
        ("?person=yes", "Jeanne Morel"),
        ("?commune=39300", "Commune des Ponts"),
        ("?case=P-0002+Le+Moulin", "Commune des Ponts"),
        ("?case=moulin", "Commune des Ponts"),
    ):
        text = page(at, "accompanist", "actors", query=query)
        assert kept in text, query
        assert ("Jeanne Morel" in text) != ("Commune des Ponts</a>" in text), query


@pytest.mark.parametrize("who", ["guest", "partner"])
def test_persons_are_nobody_outside_the_team(around: dict[str, Any], at: At, who: str) -> None:
    text = page(at, who, "actors", query="?person=yes")
    assert "Commune des Ponts" in text
    assert "Jeanne Morel" not in text
    exported = at(who).get(reverse("cases:actors", args=["val"]) + "?export=csv").content.decode()
    assert "Commune des Ponts" in exported
    assert "Jeanne Morel" not in exported
    address = reverse("cases:actor", args=["val", around["person"].reference])
    assert at(who).get(address).status_code == 404


def test_the_page_of_an_actor_tells_its_places_and_presences(
    around: dict[str, Any], at: At
) -> None:
    text = page(at, "accompanist", "actor", around["town"].reference)
    for words in ("La Ressourcerie", "Le Moulin", "prête un local", "Émergence → ", "Lons-le-Saunier", "Réunion"):  # fmt: skip
        assert words in text, words
    for_guests = page(at, "guest", "actor", around["town"].reference)
    assert "La Ressourcerie" in for_guests
    assert "Réunion" not in for_guests  # the logbook belongs to the team


def test_names_of_persons_are_veiled_in_presentation(around: dict[str, Any], at: At) -> None:
    browser = at("accompanist")
    session = browser.session
    session["presentation"] = True
    session.save()
    person = around["person"]
    for name, parts in (("actors", []), ("actor", [person.reference]), ("actor-merge", [person.reference]),
                        ("actor-archive", [person.reference])):  # fmt: skip
        text = browser.get(reverse(f"cases:{name}", args=["val", *parts])).content.decode()
        assert "Jeanne Morel" not in text, name
    listed = browser.get(reverse("cases:actors", args=["val"])).content.decode()
    assert "Commune des Ponts" in listed


def test_an_actor_is_added_and_a_near_name_is_confirmed(around: dict[str, Any], at: At) -> None:
    address = reverse("cases:actor-new", args=["val"])
    refused = at("accompanist").post(address, {"name": "Commune des Pont"})
    assert refused.status_code == 422
    assert "A-0001 Commune des Ponts" in refused.content.decode()
    added = at("accompanist").post(address, {"name": "Commune des Pont", "distinct": "on"})
    assert added.status_code == 302
    assert Actor.objects.filter(name="Commune des Pont").count() == 1


def test_changing_something_else_does_not_ask_about_the_name_again(house: House, at: At) -> None:
    one, _two = make_actor(house.workspace, "Mairie A"), make_actor(house.workspace, "Mairie B")
    address = reverse("cases:actor-edit", args=["val", one.reference])
    typed = {"name": "Mairie A", "form": "commune", "version": "1"}
    assert at("accompanist").post(address, typed).status_code == 302
    one.refresh_from_db()
    assert one.form == "commune"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Lons-le-Saunier", "39300"), ("39300 Lons-le-Saunier", "39300"), ("", "")],
)
def test_the_commune_is_written_by_name_and_kept_by_code(
    house: House, at: At, typed: str, kept: str
) -> None:
    address = reverse("cases:actor-new", args=["val"])
    at("accompanist").post(address, {"name": "Scierie", "commune": typed})
    assert Actor.objects.get().commune == kept


def test_an_unsure_commune_is_refused_with_those_it_could_be(house: House, at: At) -> None:
    address = reverse("cases:actor-new", args=["val"])
    answer = at("accompanist").post(address, {"name": "Scierie", "commune": "Saint-Aubin"})
    assert answer.status_code == 422
    assert "39476 Saint-Aubin" in answer.content.decode()


def test_two_people_who_name_one_commune_differently_do_not_conflict(house: House, at: At) -> None:
    one = make_actor(house.workspace, commune="39300")
    address = reverse("cases:actor-edit", args=["val", one.reference])
    base = {"name": one.name, "version": "1"}
    at("rd").post(address, {**base, "commune": "39300", "form": "commune"})
    mine = {**base, "commune": "lons-le-saunier", "sector": "public"}
    answer = at("accompanist").post(address, mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "choix-commune" not in text
    assert "choix-form" in text


def test_an_actor_with_a_place_is_not_taken_away(around: dict[str, Any], at: At) -> None:
    address = reverse("cases:actor-archive", args=["val", around["town"].reference])
    answer = at("accompanist").post(address)
    assert answer.status_code == 422
    assert "2\u00a0places" in answer.content.decode()
    around["town"].refresh_from_db()
    assert not around["town"].archived


def test_an_actor_without_a_place_is_taken_away_and_put_back(house: House, at: At) -> None:
    one = make_actor(house.workspace)
    address = reverse("cases:actor-archive", args=["val", one.reference])
    browser = at("accompanist")
    browser.post(address)
    assert browser.get(one.get_absolute_url()).status_code == 404
    assert "Remettre" in browser.get(address).content.decode()
    browser.post(address, {"gesture": "restore"})
    assert browser.get(one.get_absolute_url()).status_code == 200


def merge(at: At, kept: Actor, gone: Actor, method: str = "post") -> Any:
    address = reverse("cases:actor-merge", args=["val", kept.reference])
    return getattr(at("accompanist"), method)(address, {"other": gone.reference})


def test_a_merger_says_first_what_it_will_do_then_moves_everything_in_one_act(
    around: dict[str, Any], at: At
) -> None:
    town, shop, workspace = around["town"], around["shop"], around["shop"].workspace
    double = make_actor(workspace, "Mairie des Ponts", form="mairie")
    town.commune = ""
    records.save(None, town)
    double.commune = "39300"
    records.save(None, double)
    make_place(shop, double, role="financeur")
    both = make_presence(shop, town, double)
    alone = make_presence(shop, double)
    before = Act.objects.count()

    said = merge(at, town, double, "get").content.decode()
    for words in ("1\u00a0place dans un projet", "2\u00a0présences", "1\u00a0ligne les nommait tous deux", "commune"):  # fmt: skip
        assert words in said, words
    assert Act.objects.count() == before

    assert merge(at, town, double).status_code == 302
    town.refresh_from_db()
    double.refresh_from_db()
    assert double.archived
    assert town.commune == "39300"
    assert town.form == "commune"  # what it said of itself stays
    places = Involvement.objects.filter(case=shop, actor=town).order_by("seq")
    assert [(place.seq, place.role) for place in places] == [
        (1, "prête un local"), (2, "financeur"),
    ]  # fmt: skip
    for entry in (both, alone):
        assert Attendance.objects.live().filter(entry=entry, actor=town).count() == 1
    assert not Attendance.objects.live().filter(actor=double).exists()
    assert list(Act.objects.values_list("verb", "reference")[: Act.objects.count() - before]) == [
        ("merge", town.reference)
    ]
    assert places[1].history.count() == 2  # each row moved keeps its past
    assert search.find(workspace, frozenset({"facts"}), "mairie des ponts") == []


def test_what_cannot_be_merged_is_said(around: dict[str, Any], at: At) -> None:
    town, person = around["town"], around["person"]
    assert "lui-même" in merge(at, town, town, "get").content.decode()
    assert "une organisation" in merge(at, town, person).content.decode()
    assert Actor.objects.live().count() == 2


def test_an_actor_of_elsewhere_is_not_proposed(
    around: dict[str, Any], house: House, at: At
) -> None:
    foreign = make_actor(house.other, "Commune d’Ailleurs")
    labels = at("accompanist").get(reverse("cases:actor-proposals", args=["val"]) + "?q=com")
    assert "Commune des Ponts" in labels.content.decode()
    assert "Ailleurs" not in labels.content.decode()
    answer = at("accompanist").get(reverse("cases:actor", args=["val", foreign.reference + "9"]))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["actors", "actor"])
def test_pages_ask_few_things_of_the_base_whatever_they_hold(
    around: dict[str, Any], at: At, name: str, django_assert_max_num_queries: Any
) -> None:
    workspace, town = around["shop"].workspace, around["town"]
    for n in range(12):
        case = make_case(workspace, f"Projet {n}")
        make_place(case, town, from_phase="P2")
        make_place(case, make_actor(workspace, f"Acteur {n}", commune=f"393{n + 10}"))
        make_presence(case, town)
    parts = [town.reference] if name == "actor" else []
    browser = at("accompanist")
    with django_assert_max_num_queries(12):
        browser.get(reverse(f"cases:{name}", args=["val", *parts]))
