"""A line that was kept can be corrected, settled, archived; what it still asks waits for a touch."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from terreau.web.cases.models import Attendance, LogEntry
from terreau.web.core.models import Act
from tests.web.cases.builders import make_actor, make_place
from tests.web.cases.log_builders import SENTENCE, case_of, line_of
from tests.web.people import House


def form(line: LogEntry, **changes: Any) -> dict[str, Any]:
    fields = {
        "version": line.version, "text": line.text, "date": line.date, "kind": line.kind, "next_step": line.next_step,
        "next_on": line.next_on.isoformat() if line.next_on else "", "attendance": line.attendance or "",
    }  # fmt: skip
    return {**fields, **changes}


def at_line(line: LogEntry, what: str = "") -> str:
    return f"/e/val/journal/{line.reference}/{what}"


def test_author_and_team_correct_a_line_and_its_past_stays(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"])
    answer = at(house.second).post(
        at_line(line), form(line, text="Réunion à la mairie", sectors_public="3", attendance="5")
    )
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.text, line.sectors, line.version) == ("Réunion à la mairie", {"public": 3}, 2)
    assert line.history.count() == 2
    assert line.created_by == house["accompanist"]


def test_a_line_that_asks_starts_with_what_it_surely_proposes(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"], f"Hier : {SENTENCE}", to_confirm=True)
    page = unescape(at("accompanist").get(at_line(line)).content.decode())
    assert "⚠" not in page
    assert 'value="11/11/2026"' in page  # hier
    assert 'value="12"' in page
    assert "les 9 autres" in page.replace("\u00a0", " ")
    line.refresh_from_db()
    assert line.attendance is None  # nothing is written by looking


def test_saving_a_line_that_asks_settles_it_even_when_nothing_changed(
    house: House, at: Any
) -> None:
    line = line_of(case_of(house), house["accompanist"], to_confirm=True)
    assert at("accompanist").post(at_line(line), form(line)).status_code == 302
    line.refresh_from_db()
    assert not line.to_confirm


def test_what_is_sure_is_taken_with_one_gesture_what_is_doubtful_is_not(
    house: House, at: Any
) -> None:
    line = line_of(case_of(house), house["accompanist"], SENTENCE, to_confirm=True)
    page = at("accompanist").get("/e/val/journal/").content.decode()
    assert "À préciser" in page
    answer = at("accompanist").post(
        at_line(line, "preciser/"), {"do": "accept", "version": line.version}
    )
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.attendance, line.sectors, line.kind, line.milestone) == (
        12,
        {"public": 3},
        "meeting",
        "reached",
    )
    assert line.next_on is not None
    assert not line.to_confirm


def test_a_line_written_by_another_in_between_is_not_taken(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"], SENTENCE, to_confirm=True)
    at(house.second).post(at_line(line), form(line, text="Autre chose"))
    answer = at("accompanist").post(at_line(line, "preciser/"), {"do": "accept", "version": "1"})
    assert answer["Location"] == at_line(line)
    line.refresh_from_db()
    assert (line.text, line.attendance) == ("Autre chose", None)


def test_a_line_can_be_left_as_it_is(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"], SENTENCE, to_confirm=True)
    at("accompanist").post(at_line(line, "preciser/"), {"do": "leave"})
    line.refresh_from_db()
    assert (line.to_confirm, line.attendance, line.version) == (False, None, 1)
    assert Act.objects.filter(verb="settle", reference=line.reference).count() == 1


def test_who_was_there_is_written_and_taken_back(house: House, at: Any) -> None:
    case = case_of(house)
    town, mill = make_actor(house.workspace), make_actor(house.workspace, "Scierie Morel")
    make_place(case, town)
    make_place(case, mill)
    far = make_actor(house.other, "Loin d’ici")
    line = line_of(case, house["accompanist"])
    browser = at("accompanist")
    assert browser.post(at_line(line), form(line, present=[town.pk, mill.pk])).status_code == 302
    present = Attendance.objects.filter(entry=line, archived_on__isnull=True)
    assert {row.actor for row in present} == {town, mill}
    assert browser.post(at_line(line), form(line, present=[mill.pk])).status_code == 302
    assert {row.actor for row in present.all()} == {mill}
    assert browser.post(at_line(line), form(line, present=[town.pk])).status_code == 302
    assert {row.actor for row in present.all()} == {town}
    assert Attendance.objects.count() == 2  # restored, not written anew
    assert browser.post(at_line(line), form(line, present=[far.pk])).status_code == 422


def test_a_decision_goes_back_on_one_of_the_same_case(house: House, at: Any) -> None:
    case = case_of(house)
    first = line_of(case, house["accompanist"], "On ouvre", decision="continue", kind="decision")
    elsewhere = line_of(
        case_of(house, "Café citoyen"), house["accompanist"], "On ferme", decision="stop"
    )
    meeting = line_of(case, house["accompanist"])
    line = line_of(case, house["accompanist"], "On n’ouvre plus", decision="redirect")
    browser = at("accompanist")
    for other, status in ((elsewhere, 422), (meeting, 422), (line, 422), (first, 302)):
        answer = browser.post(at_line(line), form(line, decision="redirect", reverses=other.pk))
        assert answer.status_code == status
    line.refresh_from_db()
    assert line.reverses == first
    assert (
        "Revient sur" in browser.get(f"/e/val/projets/{case.reference}/journal/").content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"date": "2026-12-01"}, "Cette date est à venir"),
        ({"date": ""}, "obligatoire"),
        ({"attendance": "2", "sectors_public": "3"}, "plus de personnes que le total"),
        ({"sectors_public": "trois"}, "nombre entier pour chaque secteur"),
        ({"next_done_on": "2026-12-01"}, "Ce jour est à venir"),
        ({"next_on": "1926-01-01"}, "trop loin"),
        ({"text": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_is_refused(
    house: House, at: Any, changes: dict[str, str], said: str
) -> None:
    line = line_of(case_of(house), house["accompanist"])
    answer = at("accompanist").post(at_line(line), form(line, **changes))
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    line.refresh_from_db()
    assert line.version == 1


def test_two_people_on_one_line_both_keep_their_words(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"])
    mine = form(line, text="Ce que j’écris", sectors_public="3")
    at(house.second).post(
        at_line(line), form(line, text="Ce que l’autre écrit", sectors_public="5")
    )
    page = at("accompanist").post(at_line(line), mine)
    assert page.status_code == 409
    words = page.content.decode()
    assert "Ce que j’écris" in words
    assert "Ce que l’autre écrit" in words
    assert "public 3" in words
    assert "public 5" in words
    settled = {**mine, "version": "2", "choix-text": "mine", "choix-sectors": "theirs"}
    assert at("accompanist").post(at_line(line), settled).status_code == 302
    line.refresh_from_db()
    assert (line.text, line.sectors) == ("Ce que j’écris", {"public": 5})


def test_a_line_put_away_can_be_taken_back(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"], "Une ligne de trop")
    browser = at("accompanist")
    assert "Ligne rangée" in browser.post(at_line(line, "ranger/")).content.decode()
    assert browser.get(at_line(line)).status_code == 404
    assert "Une ligne de trop" not in browser.get("/e/val/journal/").content.decode()
    assert browser.post(at_line(line, "ranger/"), {"do": "restore"}).status_code == 302
    assert "Une ligne de trop" in browser.get("/e/val/journal/").content.decode()


def test_the_words_of_the_logbook_are_found_by_the_team_alone(house: House, at: Any) -> None:
    from terreau.web.core.search import find

    line_of(case_of(house), house["accompanist"], "La chaudière fume")
    assert find(house.workspace, frozenset({"facts", "team"}), "chaudières")
    assert not find(house.workspace, frozenset({"facts"}), "chaudières")
