"""The follow-up of a week and the review of a year, as pages and as files."""

from __future__ import annotations

from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import docx
import pytest

from terreau.web.cases.models import CasePhase, Means
from terreau.web.core import records
from tests.web.cases.builders import make_actor, make_place
from tests.web.cases.log_builders import case_of, line_of
from tests.web.people import House


def read(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    page = unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")
    assert "⚠" not in page
    return page


def test_the_week_is_chosen_in_the_address(house: House, at: Any) -> None:
    case = case_of(house)
    line_of(case, house["accompanist"], "Alpha")
    line_of(case, house["accompanist"], "Bravo", date="2026-11-02")
    browser = at("accompanist")
    now = read(browser, "/e/val/suivi/")
    assert "Semaine du 9 au 15 novembre 2026" in now
    assert ("Alpha" in now, "Bravo" in now) == (True, False)
    before = read(browser, "/e/val/suivi/?semaine=2026-S45")
    assert ("Alpha" in before, "Bravo" in before) == (False, True)
    assert "Bravo" in read(browser, "/e/val/suivi/?semaine=2026-W45")


@pytest.mark.parametrize(
    "week", ["", "2026-S99", "0000-S01", "9999-S53", "hier", "2026-S46<script>"]
)
def test_a_week_that_does_not_exist_is_this_one(house: House, at: Any, week: str) -> None:
    case_of(house)
    assert "Point de suivi" in read(at("accompanist"), f"/e/val/suivi/?semaine={week}")


def test_mine_or_all_those_that_are_followed(house: House, at: Any) -> None:
    line_of(case_of(house, "Le mien"), house["accompanist"], "Alpha")
    line_of(case_of(house, "Le leur", followed_by=house.second), house.second, "Bravo")
    line_of(case_of(house, "Celui de personne", followed_by=None), house.second, "Charlie")
    browser = at("accompanist")
    assert "Bravo" in read(browser, "/e/val/suivi/")
    mine = read(browser, "/e/val/suivi/?qui=moi")
    assert ("Alpha" in mine, "Bravo" in mine, "Charlie" in mine) == (True, False, False)


@pytest.mark.parametrize(
    ("address", "kind", "start"),
    [
        ("suivi/", "docx", b"PK"), ("suivi/", "pdf", b"%PDF"), ("projets/{}/suivi/", "docx", b"PK"),
        ("projets/{}/bilan/2026/", "docx", b"PK"), ("projets/{}/bilan/2026/", "pdf", b"%PDF"),
    ],
)  # fmt: skip
def test_a_document_is_taken_away(
    house: House, at: Any, address: str, kind: str, start: bytes
) -> None:
    case = case_of(house)
    line_of(
        case,
        house["accompanist"],
        "Le bail est signé",
        milestone="reached",
        attendance=5,
        sectors={"public": 2},
    )
    answer = at("accompanist").get(f"/e/val/{address.format(case.reference)}?format={kind}")
    assert answer.content.startswith(start)
    assert f'.{kind}"' in answer["Content-Disposition"]
    if kind == "docx":
        words = "\n".join(p.text for p in docx.Document(BytesIO(answer.content)).paragraphs)
        assert "bail" in words or "Ce que l’on sait" in words


def test_the_review_is_written_from_the_rows_of_the_year(house: House, at: Any) -> None:
    case = case_of(house)
    rows = (
        CasePhase(workspace=house.workspace, case=case, phase="P4", start="2025-09"),
        Means(workspace=house.workspace, case=case, family="market", amount="1 000", year=2026),
    )
    for row in rows:
        records.create(None, row)
    make_place(case, make_actor(house.workspace, "Scierie Morel", sector="private"))
    make_place(case, make_actor(house.workspace, "Maud Imaginée", person=True))
    first = line_of(
        case,
        house["accompanist"],
        "On ouvre",
        date="2026-02-01",
        kind="decision",
        decision="continue",
    )
    line_of(
        case, house["accompanist"], "On ferme", date="2026-03-01", decision="stop", reverses=first
    )
    line_of(
        case,
        house["accompanist"],
        "Réunion",
        date="2026-04-01",
        attendance=7,
        next_step="devis",
        next_on=date(2026, 5, 1),
    )
    page = read(at("accompanist"), f"/e/val/projets/{case.reference}/bilan/2026/")
    for words in (
        "Ne pas diffuser", "lancement, depuis septembre 2025", "2 décisions, dont 1 revient sur une autre",
        "Scierie Morel", "7 personnes rencontrées", "1 000 €", "pas faite, ou pas dite", "Une personne",
    ):  # fmt: skip
        assert words in page
    assert "Maud Imaginée" not in page


@pytest.mark.parametrize(("year", "status"), [(2026, 200), (2025, 200), (2027, 404), (1, 404)])
def test_a_year_to_come_has_no_review(house: House, at: Any, year: int, status: int) -> None:
    case = case_of(house)
    address = f"/e/val/projets/{case.reference}/bilan/{year}/"
    assert at("accompanist").get(address).status_code == status


def test_the_number_of_queries_does_not_follow_the_number_of_cases(
    house: House, at: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        case = case_of(house, f"Projet {n}")
        line_of(case, house["accompanist"], next_step="voir")
    browser = at("accompanist")
    with django_assert_max_num_queries(20):
        browser.get("/e/val/suivi/")
    with django_assert_max_num_queries(20):
        browser.get(f"/e/val/projets/{case.reference}/bilan/2026/")
    with django_assert_max_num_queries(20):
        browser.get(f"/e/val/projets/{case.reference}/suivi/")
