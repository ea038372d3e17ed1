"""What surrounds a group: never a population that leaves some communes out."""

from __future__ import annotations

from typing import Any

from terreau.gazetteer import Commune, Gazetteer, default
from tests.study.builders import case, made, rating, studied

COMMUNES = [
    {"code": "00101", "name": "Les Ponts", "population": 4210},
    {"code": "00102", "name": "Haute-Combe", "population": 640},
]
CASES = [
    case("P-0001", territory="T1"),
    case("P-0002", territory="T2"),
    case("P-0003", territory="T1"),
]
PHASES = [
    {"case": "P-0001", "phase": "P1", "seq": 1}, {"case": "P-0001", "phase": "P1", "seq": 2},
    {"case": "P-0003", "phase": "P2", "seq": 1}, {"case": "P-0002", "phase": "P1", "seq": 1},
]  # fmt: skip
OFFICIAL = Gazetteer(
    [
        Commune("39300", "Lons", epci="200071595", population=17000, area_km2=10.0),
        Commune("39301", "Autre", epci="200071595", population=1000, area_km2=5.0),
    ]
)


def context(territory: dict[str, Any], gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    rows = [{"code": "T1", "name": "Ici"} | territory, {"code": "T2", "name": "Là", "members": []}]
    data = made(
        CASES,
        [rating("P-0001 P1 A1", "R-01", 1)],
        territories=rows,
        communes=COMMUNES,
        phases=PHASES,
    )
    (side,) = studied(data, gazetteer=gazetteer)["analyses"]["compare"]["result"]["by"]
    found: dict[str, Any] = side["groups"][0]["context"]
    return found


def test_kinds_and_phases_of_the_group_are_counted() -> None:
    found = context({})
    assert (found["kinds"], found["phases"]) == ({"projet": 2}, {"P1": 1, "P2": 1})
    assert (found["population"], found["n_communes"], found["density_km2"]) == (None, None, None)


def test_communes_of_the_data_give_the_population() -> None:
    found = context({"members": ["00101", "00102"], "vintage": "imaginé", "density": "rural"})
    assert (found["population"], found["n_communes"]) == (4850, 2)
    assert (found["density"], found["vintage"]) == ("rural", "imaginé")


def test_a_population_that_is_written_is_kept() -> None:
    assert context({"members": ["00101"], "population": 9})["population"] == 9


def test_a_member_nobody_knows_gives_no_population() -> None:
    found = context({"members": ["00101", "39300"]})
    assert (found["population"], found["n_communes"]) == (None, None)


def test_a_grouping_stands_for_its_communes() -> None:
    found = context({"members": ["200071595"]}, OFFICIAL)
    assert (found["population"], found["n_communes"], found["density_km2"]) == (18000, 2, 1200.0)


def test_a_cohort_has_no_place() -> None:
    cases = [case("P-0001", cohort="C1"), case("P-0002", cohort="C2")]
    data = made(cases, [rating("P-0001 P1 A1", "R-01", 1)])
    (side,) = studied(data)["analyses"]["compare"]["result"]["by"]
    assert side["groups"][0]["context"]["population"] is None
    assert side["groups"][0]["name"] == "C1"


def test_a_territory_that_comes_with_terreau_is_known_by_its_code() -> None:
    cases = [case("P-0001", territory="pays-ledonien"), case("P-0002", territory="ailleurs")]
    data = made(cases, [rating("P-0001 P1 A1", "R-01", 1)])
    (side,) = studied(data, gazetteer=default())["analyses"]["compare"]["result"]["by"]
    found = {group["value"]: group["context"] for group in side["groups"]}
    assert (found["pays-ledonien"]["population"], found["pays-ledonien"]["n_communes"]) == (
        88174,
        199,
    )
    assert found["ailleurs"]["population"] is None
