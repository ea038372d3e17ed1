"""The list of cases: filters in the address, sorted, exported as seen, read as cards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from terreau.web.cases.models import Case, CaseKind, CasePhase, Verification
from terreau.web.cases.services.case import archive_case
from terreau.web.core import records
from terreau.web.territories.models import Territory
from tests.web.cases.builders import make_case
from tests.web.cases.case_builders import add_row, make_line
from tests.web.people import House

At = Callable[..., Client]
TODAY = date(2026, 11, 12)


def listed(at: At, query: str = "", who: str = "accompanist", name: str = "cases") -> HttpResponse:
    answer: HttpResponse = at(who).get(reverse(f"cases:{name}", args=["val"]) + query)
    assert answer.status_code == 200
    assert "⚠" not in answer.content.decode(errors="replace")
    return answer


def names(at: At, query: str = "", **options: str) -> list[str]:
    return [row["object"].name for row in listed(at, query, **options).context["rows"]]


@pytest.fixture
def several(house: House) -> House:
    """Four projects and a third place, each answering one filter."""
    workspace = house.workspace
    workspace.today = TODAY
    workspace.save()
    for rank, (code, one, many) in enumerate(
        [("projet", "projet", "projets"), ("tiers_lieu", "tiers-lieu", "tiers-lieux")]
    ):
        records.create(
            None, CaseKind(workspace=workspace, code=code, singular=one, plural=many, rank=rank)
        )
    valley = records.create(
        None, Territory(workspace=workspace, code="val-d-ombre", name="Val d’Ombre")
    )
    first = make_case(
        workspace,
        "Étang commun",
        themes=["Mobilité"],
        followed_by=house["accompanist"],
        territory=valley,
    )
    add_row(first, CasePhase(phase="P1", start="2018", end="2019"))
    add_row(first, CasePhase(phase="P3", start="2020"))
    make_line(first, date="2026-10-01")
    second = make_case(
        workspace,
        "École du bois",
        themes=["mobilité", "énergie"],
        cohort="2016-2020",
        followed_by=house.second,
    )
    add_row(second, CasePhase(phase="P1", start="2020"))
    Verification.objects.create(
        workspace=workspace, case=second, on=date(2026, 1, 5), by=house["rd"]
    )
    third = make_case(workspace, "Zone libre", ended="2020", exit_reason="abandonment")
    Verification.objects.create(
        workspace=workspace, case=third, on=date(2024, 1, 5), by=house["rd"]
    )
    archive_case(house["rd"], case=make_case(workspace, "Oublié"))
    make_case(workspace, "La Fabrique", kind="tiers_lieu")
    return house


def test_names_sort_as_a_french_reader_expects(at: At, several: House) -> None:
    assert names(at) == ["École du bois", "Étang commun", "La Fabrique", "Zone libre"]
    assert names(at, "?tri=-name")[0] == "Zone libre"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=tiers_lieu", ["La Fabrique"]),
        ("?phase=P3", ["Étang commun"]),
        ("?phase=P1", ["École du bois"]),
        ("?theme=Mobilité", ["École du bois", "Étang commun"]),
        ("?territory=val-d-ombre", ["Étang commun"]),
        ("?cohort=2016-2020", ["École du bois"]),
        ("?follower=me", ["Étang commun"]),
        ("?follower=nobody", ["La Fabrique", "Zone libre"]),
        ("?state=over", ["Zone libre"]),
        ("?stale=1", ["Étang commun", "La Fabrique", "Zone libre"]),
        ("?archived=1", ["Oublié"]),
        ("?q=etang", ["Étang commun"]),
        ("?q=%F0%9F%8C%B1", ["École du bois", "Étang commun", "La Fabrique", "Zone libre"]),
        ("?phase=P3&theme=énergie", []),
        ("?phase=nimporte&follower=99999&theme=%00", ["École du bois", "Étang commun", "La Fabrique", "Zone libre"]),
    ],
)  # fmt: skip
def test_the_address_holds_the_filters(
    at: At, several: House, query: str, found: list[str]
) -> None:
    assert names(at, query) == found


def test_third_places_have_their_own_list(at: At, several: House) -> None:
    page = listed(at, name="places").content.decode()
    assert "<h1>Tiers-lieux</h1>" in page
    assert names(at, name="places") == ["La Fabrique"]
    assert "Ajouter un tiers-lieu" in page
    assert "Ajouter un projet" not in page


def test_the_title_and_gestures_say_the_kinds(at: At, several: House) -> None:
    page = listed(at).content.decode()
    assert "<h1>Projets et tiers-lieux</h1>" in page
    assert "Ajouter un projet" in page
    assert "<h1>Projets</h1>" in listed(at, "?kind=projet").content.decode()
    assert "Ajouter" not in listed(at, who="guest").content.decode()


def test_names_of_people_are_for_the_team_and_veiled_while_someone_looks_on(
    at: At, several: House
) -> None:
    assert "Katia Terrain" in listed(at).content.decode()
    assert "Katia" not in listed(at, who="guest").content.decode()
    assert "Katia" not in listed(at, "?tri=follower&follower=me", who="partner").content.decode()
    browser = at("rd")
    browser.post("/e/val/presentation/")
    assert "masqué" in browser.get("/e/val/projets/").content.decode()


def test_a_list_leaves_as_it_is_seen(at: At, several: House) -> None:
    answer = listed(at, "?theme=énergie&export=csv")
    text = answer.content.decode("utf-8-sig")
    assert "École du bois" in text
    assert "P1 Émergence" in text
    assert "5\u00a0janv.\u00a02026" in text
    assert "Étang" not in text
    assert listed(at, "?export=xlsx").content[:2] == b"PK"


def test_cards_hold_the_same_cases(at: At, several: House) -> None:
    page = listed(at, "?vue=cartes&theme=énergie").content.decode()
    assert "case-card" in page
    assert "École du bois" in page
    assert "Étang" not in page
    assert "chip-ochre" not in page
    assert "chip-ochre" in listed(at, "?vue=cartes").content.decode()


def test_an_empty_base_offers_the_first_gesture(at: At, house: House) -> None:
    page = listed(at).content.decode()
    assert "Ici se rangent les projets" in page
    assert "Ajouter un projet" in page
    assert "Ajouter" not in listed(at, who="guest").content.decode()


def test_cases_of_elsewhere_are_not_there(at: At, several: House) -> None:
    make_case(several.other, "Ailleurs")
    assert "Ailleurs" not in names(at)


def test_the_number_of_queries_does_not_follow_the_size(
    at: At, several: House, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for rank in range(60):
        case = make_case(
            several.workspace, f"Projet {rank}", commune="00101", followed_by=several["rd"]
        )
        assert isinstance(case, Case)
    browser = at("accompanist")
    with django_assert_max_num_queries(20):
        browser.get("/e/val/projets/?tri=log")
