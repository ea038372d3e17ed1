"""Lists of lines hold their filters in the address; what comes next is done with one gesture."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from terreau.web.cases.queries import log as queries
from tests.web.cases.log_builders import TODAY, case_of, line_of
from tests.web.people import House

LINES = "/e/val/journal/lignes/"


def texts(page: str, *words: str) -> set[str]:
    return {word for word in words if word in page}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Alpha", "Bravo", "Charlie"}),
        ("?q=alph", {"Alpha"}),
        ("?kind=difficulty", {"Bravo"}),
        ("?who=me", {"Alpha", "Bravo"}),
        ("?since=2026-06-01", {"Alpha", "Charlie"}),
        ("?until=2026-06-01", {"Bravo"}),
        ("?state=confirm", {"Charlie"}),
        ("?state=waiting", {"Alpha"}),
        ("?since=n%27importe+quoi&kind=rien&page=99", {"Alpha", "Bravo", "Charlie"}),
        ("?q=zzz", set()),
    ],
)
def test_the_address_holds_the_filter(house: House, at: Any, query: str, found: set[str]) -> None:
    case = case_of(house)
    line_of(case, house["accompanist"], "Alpha", next_step="voir")
    line_of(case, house["accompanist"], "Bravo", date="2026-03-01", kind="difficulty")
    line_of(case, house.second, "Charlie", to_confirm=True)
    page = at("accompanist").get(LINES + query).content.decode()
    assert texts(page, "Alpha", "Bravo", "Charlie") == found
    assert "⚠" not in page


def test_a_list_leaves_as_it_is_seen(house: House, at: Any) -> None:
    case = case_of(house)
    line_of(case, house["accompanist"], "Alpha", attendance=12, sectors={"public": 3})
    line_of(case, house["accompanist"], "Bravo", kind="difficulty")
    answer = (
        at("accompanist").get(f"{LINES}?kind=difficulty&export=csv").content.decode("utf-8-sig")
    )
    assert "Bravo" in answer
    assert "Alpha" not in answer


def test_older_lines_come_by_a_link(
    house: House, at: Any, django_assert_max_num_queries: Any
) -> None:
    case = case_of(house)
    for n in range(60):
        line_of(case, house["accompanist"], f"Ligne numéro {n:02d}.")
    browser = at("accompanist")
    where = f"/e/val/projets/{case.reference}/journal/"
    with django_assert_max_num_queries(20):
        page = browser.get(where).content.decode()
    assert page.count('class="line" id="J-') == 50
    assert "Ligne numéro 59." in page
    assert 'href="?page=2"' in page
    assert "Ligne numéro 00." in browser.get(f"{where}?page=2").content.decode()


def test_a_case_shows_its_own_lines_alone(house: House, at: Any) -> None:
    line_of(case_of(house), house["accompanist"], "Alpha")
    other = case_of(house, "Café citoyen")
    line_of(other, house["accompanist"], "Bravo")
    page = at("accompanist").get(f"/e/val/projets/{other.reference}/journal/").content.decode()
    assert texts(page, "Alpha", "Bravo") == {"Bravo"}


def test_next_steps_are_overdue_first_and_those_without_a_day_last(house: House) -> None:
    case = case_of(house)
    steps = {
        "sans date": None,
        "demain": date(2026, 11, 13),
        "en retard": date(2026, 11, 2),
        "fait": date(2026, 11, 1),
    }
    for words, day in steps.items():
        done = TODAY if words == "fait" else None
        line_of(case, house["accompanist"], next_step=words, next_on=day, next_done_on=done)
    line_of(case, house["accompanist"], "Sans suite")
    found = queries.next_steps(house.workspace, house["accompanist"])
    assert [(step.entry.next_step, step.late, step.overdue) for step in found] == [
        ("en retard", 10, True), ("demain", -1, False), ("sans date", 0, False),
    ]  # fmt: skip
    assert [s.entry.next_step for s in queries.next_steps(house.workspace, until=TODAY)] == [
        "en retard",
        "sans date",
    ]
    assert len(queries.next_steps(house.workspace, limit=1)) == 1


def test_mine_are_those_i_follow_or_wrote(house: House) -> None:
    mine, theirs = case_of(house), case_of(house, "L’Escale", followed_by=house.second)
    line_of(mine, house.second, next_step="dans un projet que je suis")
    line_of(theirs, house["accompanist"], next_step="dans une ligne que j’ai écrite")
    line_of(theirs, house.second, next_step="ni l’un ni l’autre")
    found = {
        step.entry.next_step for step in queries.next_steps(house.workspace, house["accompanist"])
    }
    assert found == {"dans un projet que je suis", "dans une ligne que j’ai écrite"}
    assert len(queries.next_steps(house.workspace)) == 3
    assert len(queries.next_steps(house.workspace, case=mine)) == 1


def test_one_gesture_says_done_and_another_takes_it_back(house: House, at: Any) -> None:
    line = line_of(
        case_of(house), house["accompanist"], next_step="visite", next_on=date(2026, 11, 2)
    )
    browser = at("accompanist")
    page = browser.get("/e/val/ensuite/").content.decode()
    assert "10\u00a0jours de retard" in page
    assert "⚠" not in page
    browser.post(f"/e/val/ensuite/{line.reference}/fait/")
    line.refresh_from_db()
    assert line.next_done_on == TODAY
    page = browser.get("/e/val/ensuite/").content.decode()
    assert "Rien n’attend" in page
    assert "Remettre à faire" in page
    browser.post(f"/e/val/ensuite/{line.reference}/fait/", {"do": "undo"})
    line.refresh_from_db()
    assert line.next_done_on is None


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2026-12-01", True),
        ("2026-11-01", False),
        ("hier", False),
        ("2099-01-01", False),
        ("", False),
    ],
)
def test_a_step_is_put_off_to_a_day_that_can_be(
    house: House, at: Any, day: str, kept: bool
) -> None:
    line = line_of(
        case_of(house), house["accompanist"], next_step="visite", next_on=date(2026, 11, 2)
    )
    answer = at("accompanist").post(
        f"/e/val/ensuite/{line.reference}/reporter/", {"day": day, "qui": "tous"}
    )
    assert answer["Location"] == "/e/val/ensuite/?qui=tous"
    line.refresh_from_db()
    assert line.next_on == (date.fromisoformat(day) if kept else date(2026, 11, 2))
    assert line.history.count() == (2 if kept else 1)


def test_lines_and_marks_for_other_rooms(house: House) -> None:
    case = case_of(house)
    for n in range(4):
        line_of(
            case, house["accompanist"], f"Ligne {n}", date=f"2026-0{n + 1}-01", kind="difficulty"
        )
    assert [line.text for line in queries.recent_lines(case, 2)] == ["Ligne 3", "Ligne 2"]
    marks = queries.timeline_marks(case)
    assert {mark.label for mark in marks} == {"difficulté"}
    assert not any("Ligne" in mark.label for mark in marks)


def test_the_number_of_queries_does_not_follow_the_number_of_steps(
    house: House, at: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(55):
        line_of(
            case_of(house, f"Projet {n}"), house["accompanist"], next_step="voir", next_on=TODAY
        )
    browser = at("accompanist")
    with django_assert_max_num_queries(20):
        browser.get("/e/val/ensuite/")
