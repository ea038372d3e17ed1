"""Territories and added communes: lists of communes typed by hand, read with their inhabitants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from terreau.gazetteer import default
from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.territories.models import AddedCommune, Territory
from tests.web.people import House
from tests.web.territories.builders import add_commune, make_territory

At = Callable[..., Client]
EPCI = "200071116"


def address(name: str, *parts: str) -> str:
    return reverse(f"territories:{name}", args=["val", *parts])


def read(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    text = answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "⚠" not in text
    return text


def new(at: At, name: str = "Pays témoin", **typed: str) -> HttpResponse:
    return at("rd").post(address("territory-new"), {"name": name, **typed})


def test_names_codes_and_groupings_are_typed_one_by_line(house: House, at: At) -> None:
    add_commune(house.workspace)
    epci = default().epci(EPCI)
    assert epci is not None
    lines = ["Lons-le-Saunier", "", " 39378 ", "Les Ponts", EPCI, epci.name, "lons le saunier"]
    answer = new(at, members="\r\n".join(lines), vintage="2026")
    assert answer.headers["Location"] == address("territory", "pays-temoin")
    assert Territory.objects.get().members == ["39300", "39378", "00001", EPCI]


def test_every_line_that_is_not_sure_is_said_with_its_number(house: House, at: At) -> None:
    text = read(new(at, members="Lons-le-Saunier\nSaint-Aubin\nZzzzqq\nLonsle saunier"), 422)
    assert "Ligne 2 : « Saint-Aubin »" in text
    assert "39476 Saint-Aubin" in text
    assert "Ligne 3 : « Zzzzqq »" in text
    assert "Ligne 4 : « Lonsle saunier »" in text
    assert "39300 Lons-le-Saunier" in text
    assert "Ligne 1" not in text
    assert not Territory.objects.exists()


def test_a_long_list_of_wrong_lines_is_not_said_whole(house: House, at: At) -> None:
    text = read(new(at, members="\n".join(f"Zzzqq{n}" for n in range(5000))), 422)
    assert "4 988 lignes" in text or "4988 lignes" in text
    assert "Ligne 13 :" not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"members": ""}, "obligatoire"),
        ({"members": "39300", "vintage": "26"}, "une année"),
        ({"members": "39300", "code": "communes"}, "Écrivez un code"),
        ({"members": "39300", "code": "déjà pris"}, "Code"),
        ({"members": "39300", "population": "-3"}, "supérieure ou égale"),
    ],
)
def test_what_is_wrong_is_said(house: House, at: At, typed: dict[str, str], sentence: str) -> None:
    text = read(new(at, **typed), 422)
    assert sentence in text[text.index('role="alert"') :]


def test_a_code_is_given_once_even_to_what_was_taken_away(house: House, at: At) -> None:
    records.archive(None, make_territory(house.workspace, code="pays-temoin"))
    assert "déjà celui d’un territoire" in read(new(at, members="39300"), 422)


def test_the_form_shows_names_and_keeps_codes(house: House, at: At) -> None:
    make_territory(house.workspace, members=["39300", EPCI])
    page = read(at("rd").get(address("territory-edit", "val-d-ombre")))
    assert "39300 Lons-le-Saunier\n200071116" in page
    typed = {"name": "Val", "members": "39300", "version": "1"}
    at("rd").post(address("territory-edit", "val-d-ombre"), typed)
    found = Territory.objects.get()
    assert (found.name, found.members, found.code) == ("Val", ["39300"], "val-d-ombre")


def test_two_people_on_one_list_of_communes_choose(house: House, at: At) -> None:
    make_territory(house.workspace)
    where = address("territory-edit", "val-d-ombre")
    at("rd").post(where, {"name": "Val d’Ombre", "members": "39378\n39300", "version": "1"})
    mine = {"name": "Val d’Ombre", "members": "Lons-le-Saunier", "version": "1"}
    read(at("method").post(where, mine), 409)
    chosen = {**mine, "version": "2", "choix-members": "theirs"}
    assert at("method").post(where, chosen).status_code == 302
    assert Territory.objects.get().members == ["39378", "39300"]


def test_the_page_counts_inhabitants_when_all_are_known(house: House, at: At) -> None:
    add_commune(house.workspace, population=1000)
    add_commune(house.workspace, "00002", "Combe-Froide")
    make_territory(house.workspace, members=["39300", "00001"])
    make_territory(house.workspace, code="troue", members=["39300", "00002", "99999"])
    lons = default().commune("39300")
    assert lons is not None
    assert lons.population is not None
    whole = read(at("guest").get(address("territory", "val-d-ombre")))
    assert f"{lons.population + 1000:,}".replace(",", " ") in whole
    holed = read(at("guest").get(address("territory", "troue")))
    assert "non connus" in holed
    assert "ne connaît pas 99999" in holed


def test_a_grouping_is_read_with_all_its_communes(house: House, at: At) -> None:
    make_territory(house.workspace, members=[EPCI])
    page = read(at("guest").get(address("territory", "val-d-ombre")))
    assert "Lons-le-Saunier" in page
    assert f"{len(default().members(EPCI))} communes" in page
    assert "Insee" in page


def test_a_territory_with_projects_is_not_taken_away(house: House, at: At) -> None:
    territory = make_territory(house.workspace)
    case = records.create(
        None, Case(workspace=house.workspace, name="Le Moulin", kind="projet", territory=territory)
    )
    where = address("territory-archive", territory.code)
    assert "1 projet ou lieu y est rattaché" in read(at("rd").post(where), 422)
    records.archive(None, case)
    assert at("rd").post(where).status_code == 302
    assert at("rd").get(address("territory", territory.code)).status_code == 404
    assert "Ce qui a été retiré" in read(at("rd").get(address("territories")))
    at("rd").post(where, {"gesture": "restore"})
    read(at("rd").get(address("territory", territory.code)))


def test_an_imagined_commune_gets_the_next_free_code(house: House, at: At) -> None:
    add_commune(house.workspace)
    page = read(at("rd").get(address("commune-new")))
    assert 'value="00002"' in page
    typed = {"code": "00002", "name": "Saint-Orme", "population": "890", "longitude": "5,5", "latitude": "46,7"}  # fmt: skip
    assert at("rd").post(address("commune-new"), typed).status_code == 302
    made = AddedCommune.objects.get(code="00002")
    assert (made.longitude, made.latitude) == (5.5, 46.7)
    assert "Saint-Orme" in read(at("guest").get(address("territories")))


def test_of_an_official_commune_only_the_density_is_kept(house: House, at: At) -> None:
    typed = {"code": "39300", "name": "Autre nom", "population": "3", "density": "centre urbain"}
    at("rd").post(address("commune-new"), typed)
    made = AddedCommune.objects.get()
    assert (made.name, made.population, made.density) == ("Lons-le-Saunier", None, "centre urbain")
    make_territory(house.workspace)
    assert "centre urbain" in read(at("guest").get(address("territory", "val-d-ombre")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "00001"}, "déjà ajoutée"),
        ({"code": "12"}, "ni un code imaginé"),
        ({"code": "00002"}, "Donnez-lui un nom"),
        ({"code": "00002", "name": "A", "longitude": "5,5"}, "aucune des deux"),
        ({"code": "00002", "name": "A", "longitude": "500", "latitude": "3"}, "Écrivez des degrés"),
        ({"code": "00002", "name": "A", "latitude": "nan"}, "Latitude"),
    ],
)
def test_what_is_wrong_of_a_commune_is_said(
    house: House, at: At, typed: dict[str, str], sentence: str
) -> None:
    add_commune(house.workspace)
    assert sentence in read(at("rd").post(address("commune-new"), typed), 422)
    assert AddedCommune.objects.count() == 1


def test_a_commune_that_a_territory_holds_is_not_taken_away(house: House, at: At) -> None:
    add_commune(house.workspace)
    territory = make_territory(house.workspace, members=["00001"])
    where = address("commune-archive", "00001")
    assert "Elle fait partie de" in read(at("rd").post(where), 422)
    records.archive(None, territory)
    assert at("rd").post(where).status_code == 302
    assert at("rd").get(address("commune-edit", "00001")).status_code == 404
    at("rd").post(where, {"gesture": "restore"})
    read(at("rd").get(address("commune-edit", "00001")))


def test_proposals_are_the_options_of_a_list(house: House, at: At) -> None:
    add_commune(house.workspace, name="<b>Lonzac</b>")
    answer = at("guest").get(address("communes"), {"commune": "lon"}, headers={"HX-Trigger-Name": "commune"})  # fmt: skip
    text = answer.content.decode()
    assert '<option value="39300 Lons-le-Saunier"></option>' in text
    assert "<b>" not in text
    assert at("guest").get(address("communes")).content == b""


def test_pages_ask_few_things_of_the_base_whatever_they_hold(
    house: House, at: At, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 15):
        add_commune(house.workspace, f"00{n:03d}", f"Commune {n}")
        make_territory(house.workspace, f"t{n}", members=[f"00{n:03d}", EPCI])
    browser = at("rd")
    for where in (address("territories"), address("territory", "t3")):
        with django_assert_max_num_queries(12):
            read(browser.get(where))


def test_a_list_reads_numbers_as_a_person_does_and_exports_them_as_numbers(
    house: House, at: At
) -> None:
    add_commune(house.workspace, population=12_345)
    make_territory(house.workspace, members=["00001"])
    assert "12 345" in read(at("guest").get(address("territories")))
    assert "12345" in at("guest").get(address("territories") + "?export=csv").content.decode()
