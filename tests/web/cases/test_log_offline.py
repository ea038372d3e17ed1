"""Lines written without a network: each kept once, each answered, none taken for a fact before a touch."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from terreau.web.cases.models import LogEntry, OwnHours
from tests.web.cases.log_builders import SENTENCE, case_of, line_of
from tests.web.people import House

SEND = "/e/val/journal/envoi/"


def line(text: str = f"Café citoyen : {SENTENCE}", **fields: Any) -> dict[str, Any]:
    return {
        "sent": str(uuid4()),
        "text": text,
        "case": "",
        "other_case": "",
        "hours": "",
        "age": 0,
        **fields,
    }


def send(browser: Any, author: Any, *lines: Any) -> Any:
    body = json.dumps({"author": str(author.pk), "lines": list(lines)})
    return browser.post(SEND, body, content_type="application/json")


def test_a_line_that_names_its_case_is_kept_as_it_came_with_nothing_guessed(
    house: House, at: Any
) -> None:
    case = case_of(house, "Café citoyen")
    sent = line(age=2, hours="1,5")
    answer = send(at("accompanist"), house["accompanist"], sent)
    assert answer.json()["lines"][sent["sent"]]["state"] == "stored"
    kept = LogEntry.objects.get()
    assert (kept.case, kept.text, kept.date, kept.to_confirm) == (
        case,
        sent["text"],
        "2026-11-10",
        True,
    )
    assert (kept.kind, kept.attendance, kept.sectors, kept.milestone, kept.next_step) == (
        "other",
        None,
        {},
        "",
        "",
    )
    assert str(OwnHours.objects.get().hours) == "1.50"
    page = at("accompanist").get("/e/val/journal/").content.decode()
    assert "À préciser" in page
    assert "12\u00a0personnes" in page.replace("12 personnes", "12\u00a0personnes")


def test_a_line_sent_twice_is_kept_once(house: House, at: Any) -> None:
    case_of(house, "Café citoyen")
    sent = line()
    browser = at("accompanist")
    answers = [send(browser, house["accompanist"], sent, sent).json() for _again in range(3)]
    assert LogEntry.objects.count() == 1
    reference = LogEntry.objects.get().reference
    assert all(
        one["lines"][sent["sent"]] == {"state": "stored", "reference": reference} for one in answers
    )


def test_the_number_of_a_line_is_that_of_its_author(house: House, at: Any) -> None:
    case_of(house, "Café citoyen")
    sent = line()
    send(at("accompanist"), house["accompanist"], sent)
    send(at(house.second), house.second, sent)
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "Il faisait beau"}, "Dites de quel projet"),
        ({"case": "P-0999"}, "n’est plus dans les listes"),
        ({"other_case": "nulle part"}, "ne désigne aucun projet"),
        ({"text": ""}, "tient entre un mot et 10 000"),
        ({"text": "m" * 10_001}, "tient entre un mot et 10 000"),
        ({"hours": "longtemps"}, "Écrivez vos heures"),
        ({"sent": "pas un numéro"}, "Ligne incomprise"),
    ],
)
def test_a_refused_line_is_answered_and_the_others_are_kept(
    house: House, at: Any, fields: dict[str, str], said: str
) -> None:
    case_of(house, "Café citoyen")
    bad, good = line(**fields), line()
    answers = send(at("accompanist"), house["accompanist"], bad, good).json()["lines"]
    assert answers[bad["sent"]]["state"] == "refused"
    assert said in answers[bad["sent"]]["reason"]
    assert answers[good["sent"]]["state"] == "stored"
    assert LogEntry.objects.count() == 1


def test_a_case_in_doubt_is_proposed_never_taken(house: House, at: Any) -> None:
    case = case_of(house, "Café citoyen")
    sent = line("passé au café")
    answer = send(at("accompanist"), house["accompanist"], sent).json()["lines"][sent["sent"]]
    assert answer["state"] == "refused"
    assert answer["cases"] == [[case.reference, "Café citoyen"]]
    again = send(at("accompanist"), house["accompanist"], {**sent, "case": case.reference})
    assert again.json()["lines"][sent["sent"]]["state"] == "stored"


def test_a_case_of_elsewhere_is_refused(house: House, at: Any) -> None:
    from terreau.web.cases.models import Case
    from terreau.web.core import records

    far = records.create(None, Case(workspace=house.other, kind="projet", name="Loin d’ici"))
    answer = send(at("accompanist"), house["accompanist"], line("Loin d’ici", case=far.reference))
    assert "refused" in answer.content.decode()
    assert not LogEntry.objects.exists()


def test_lines_of_another_person_are_not_taken(house: House, at: Any) -> None:
    case_of(house, "Café citoyen")
    answer = send(at("accompanist"), house.second, line())
    assert answer.status_code == 409
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "3", "{}", '{"author": "1"}', '{"author": "1", "lines": 3}']
)
def test_what_is_not_understood_is_refused_whole(house: House, at: Any, body: str) -> None:
    body = body.replace('"1"', f'"{house["accompanist"].pk}"')
    answer = at("accompanist").post(SEND, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["reason"]


@pytest.mark.parametrize(
    "odd", [None, 3, "ligne", [], {"sent": None}, {"sent": [], "text": {}}, {"age": "hier"}]
)
def test_odd_lines_are_refused_one_by_one(house: House, at: Any, odd: Any) -> None:
    case_of(house, "Café citoyen")
    good = line()
    answer = send(at("accompanist"), house["accompanist"], odd, good)
    assert answer.status_code == 200
    assert answer.json()["lines"][good["sent"]]["state"] == "stored"
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "date"),
    [
        (0, "2026-11-12"),
        (-4, "2026-11-12"),
        (31, "2026-10-12"),
        (10**9, "2016-11-04"),
        ("3", "2026-11-12"),
        (True, "2026-11-11"),
    ],
)
def test_a_line_keeps_the_day_it_was_written(house: House, at: Any, age: Any, date: str) -> None:
    case_of(house, "Café citoyen")
    send(at("accompanist"), house["accompanist"], line(age=age))
    assert LogEntry.objects.get().date == date


def test_the_page_that_is_kept_holds_no_line_and_no_number(house: House, at: Any) -> None:
    line_of(
        case_of(house),
        house["accompanist"],
        "Une ligne que seule l’équipe lit",
        next_step="rappeler",
    )
    page = at("accompanist").get("/e/val/journal/hors-ligne/").content.decode()
    assert "La Ressourcerie des Trois Ponts" in page
    assert "Une ligne que seule" not in page
    assert "rappeler" not in page
    assert "data-is-shell" in page
    assert "⚠" not in page


def test_the_worker_is_served_from_the_root_and_names_no_other_machine(at: Any) -> None:
    answer = at("anonymous").get("/hors-ligne.js")
    script = answer.content.decode()
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
    assert reverse("account_logout") in script
    assert "http" not in script.replace("https://", "http")
