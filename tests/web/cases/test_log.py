"""A line is read, corrected with a touch, kept once; nothing is guessed in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from terreau.web.cases.models import LogEntry, OwnHours
from tests.web.cases.log_builders import SENTENCE, TODAY, case_of, line_of
from tests.web.people import House

LOG = "/e/val/journal/"
NAMED = f"La Ressourcerie des Trois Ponts : {SENTENCE}"


def fields_of(page: str) -> dict[str, Any]:
    """What the form of a page would send if one only pressed « Garder »."""
    form = page[page.index('<form id="ligne"') :].partition("</form>")[0]
    sent: dict[str, Any] = {"keep": []}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") == "checkbox" and "checked" not in tag:
            continue
        value = unescape(said.get("value", ""))
        if said.get("name") == "keep":
            sent["keep"].append(value)
        else:
            sent[said["name"]] = value
    for name, inside in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        sent[name] = chosen[1] if chosen else ""
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)
    sent["text"] = unescape(text[1]).strip() if text else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def typed(browser: Client, sentence: str, **changes: Any) -> Any:
    """Type a sentence without script: the page that asks, then what one presses there."""
    asked = browser.post(LOG, {"text": sentence, "sent": str(uuid4())})
    assert asked.status_code == 200
    return browser.post(LOG, fields_of(asked.content.decode()) | changes)


def test_without_script_the_first_gesture_asks_and_the_second_keeps(house: House, at: Any) -> None:
    case = case_of(house)
    browser = at("accompanist")
    asked = browser.post(LOG, {"text": NAMED, "sent": str(uuid4())})
    page = asked.content.decode()
    assert not LogEntry.objects.exists()
    for words in ("Ce que j’ai compris", "les 9 autres", "12\u00a0personnes", "étape atteinte"):
        assert words in page
    assert "⚠" not in page
    kept = browser.post(LOG, fields_of(page))
    assert kept.status_code == 302
    line = LogEntry.objects.get()
    assert (line.case, line.text, line.kind, line.attendance) == (case, NAMED, "meeting", 12)
    assert (line.sectors, line.milestone) == ({"public": 3}, "reached")
    assert (line.next_step, line.next_on.isoformat()) == ("visite", "2026-11-14")
    assert (line.date, line.date_latest) == ("2026-11-12", TODAY)
    assert line.to_confirm  # « les 9 autres ? » is still a question
    assert line.created_by == house["accompanist"]


def test_a_line_without_a_question_asks_nothing_afterwards(house: House, at: Any) -> None:
    case_of(house)
    typed(at("accompanist"), NAMED, rest="civil_society")
    line = LogEntry.objects.get()
    assert line.sectors == {"public": 3, "civil_society": 9}
    assert not line.to_confirm


def test_the_page_that_asks_is_asked_again_when_the_sentence_changed(house: House, at: Any) -> None:
    case_of(house)
    answer = typed(at("accompanist"), NAMED, text=f"{NAMED} Et 30 habitants.")
    assert answer.status_code == 200
    assert not LogEntry.objects.exists()


def test_a_case_in_doubt_must_be_confirmed(house: House, at: Any) -> None:
    case = case_of(house)
    answer = typed(at("accompanist"), "Passé à la ressourcerie")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dites de quel projet il s’agit." in page
    assert f'value="{case.reference}" selected' in page
    assert (
        typed(
            at("accompanist"), "Passé à la ressourcerie", keep=["case", "kind", "date"]
        ).status_code
        == 302
    )
    assert LogEntry.objects.get().case == case


def test_a_case_can_be_written_by_its_name(house: House, at: Any) -> None:
    case_of(house)
    other = case_of(house, "Café citoyen")
    browser = at("accompanist")
    assert typed(browser, "Il faisait beau", other_case="cafe citoyen").status_code == 302
    assert LogEntry.objects.get().case == other
    refused = typed(browser, "Il faisait beau", other_case="rien de tel")
    assert refused.status_code == 422
    assert "ne désigne aucun projet" in refused.content.decode()


def test_a_case_elsewhere_is_not_a_case(house: House, at: Any) -> None:
    case_of(house)
    from terreau.web.cases.models import Case
    from terreau.web.core import records

    far = records.create(None, Case(workspace=house.other, kind="projet", name="Loin d’ici"))
    far_reference = "P-0777"
    Case.objects.filter(pk=far.pk).update(reference=far_reference)
    answer = typed(at("accompanist"), "Il faisait beau", case=far_reference)
    assert answer.status_code == 422
    assert "Ce projet n’est pas connu ici" in answer.content.decode()


def test_the_same_sending_twice_is_one_line(house: House, at: Any) -> None:
    case_of(house)
    browser = at("accompanist")
    page = browser.post(LOG, {"text": NAMED, "sent": str(uuid4())}).content.decode()
    for _again in range(2):
        assert browser.post(LOG, fields_of(page)).status_code == 302
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Écrivez une phrase"),
        ({"text": "m" * 10_001}, "dépasse 10 000 caractères"),
        ({"date": "31/02/2026"}, "n’est pas une date comprise"),
        ({"date": "01/12/2026"}, "Cette date est à venir"),
        ({"attendance": "-3"}, "supérieure ou égale"),
        ({"attendance": "beaucoup"}, "nombre entier"),
        ({"next_on": "2099-01-01"}, "trop loin"),
        ({"planned_for": "un jour"}, "n’est pas une date comprise"),
        ({"hours": "longtemps"}, "Écrivez vos heures ainsi"),
        ({"kind": "fête"}, "fête"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_the_words_stay(
    house: House, at: Any, changes: dict[str, str], said: str
) -> None:
    case_of(house)
    answer = typed(at("accompanist"), NAMED, **changes)
    assert answer.status_code == 422
    page = unescape(answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")
    assert said in page
    assert not LogEntry.objects.exists()
    if "text" not in changes:
        assert "le local est acquis" in page


@pytest.mark.parametrize(
    "text", ["<b>gras</b> & co", "שלום مرحبا 🌱", "a" * 9_000, "l’été\nà deux lignes"]
)
def test_any_words_are_kept_as_they_were_typed(house: House, at: Any, text: str) -> None:
    case = case_of(house)
    assert typed(at("accompanist"), text, case=case.reference).status_code == 302
    assert LogEntry.objects.get().text == text
    page = at("accompanist").get(LOG).content.decode()
    assert "<b>gras" not in page


def test_what_is_understood_is_shown_while_typing(house: House, at: Any) -> None:
    case_of(house)
    browser = at("accompanist")
    answer = browser.post(f"{LOG}lecture/", {"text": NAMED}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="lecture"')
    assert "Compris\u00a0: La Ressourcerie des Trois Ponts, rencontre" in unescape(page)
    assert not LogEntry.objects.exists()
    assert len(answer.content) < 20_000


def test_a_session_that_ended_gives_the_line_back(house: House, at: Any) -> None:
    case_of(house)
    stranger = at("anonymous")
    sent = stranger.post(LOG, {"text": "Une ligne en cours", "sent": str(uuid4())})
    assert sent.status_code == 302
    stranger.force_login(
        house["accompanist"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = stranger.get(f"{LOG}?reprise=1").content.decode()
    assert "Une ligne en cours" in page


def test_the_page_is_light_and_asks_little_of_the_base(
    house: House, at: Any, django_assert_max_num_queries: Any
) -> None:
    cases = [case_of(house, f"Projet {n}") for n in range(60)]
    for n in range(40):
        line_of(
            cases[n], house["accompanist"], SENTENCE, to_confirm=True, hours=1, next_step="voir"
        )
    browser = at("accompanist")
    with django_assert_max_num_queries(20):
        page = browser.get(LOG).content
    assert len(page) < 60_000
    text = page.decode()
    assert "⚠" not in text
    assert "40\u00a0lignes à préciser" in text
    assert "style=" not in text
    assert "onclick" not in text


def test_the_page_of_a_case_writes_in_that_case(house: House, at: Any) -> None:
    case = case_of(house)
    browser = at("accompanist")
    where = f"/e/val/projets/{case.reference}/journal/"
    page = browser.get(where).content.decode()
    assert "⚠" not in page
    asked = browser.post(LOG, fields_of(page) | {"text": "Il faisait beau"})
    kept = browser.post(LOG, fields_of(asked.content.decode()))
    assert kept["Location"] == where
    assert LogEntry.objects.get().case == case


@pytest.mark.parametrize(
    "where", ["https://ailleurs.invalid/", "//ailleurs.invalid", "/e/autre/journal/", "/e/val//x"]
)
def test_one_is_led_nowhere_else(house: House, at: Any, where: str) -> None:
    case_of(house)
    assert typed(at("accompanist"), NAMED, next=where)["Location"] == LOG


@pytest.mark.parametrize(
    ("typed_hours", "hours"),
    [
        ("2", "2.00"),
        ("1,5", "1.50"),
        ("2 h", "2.00"),
        ("2h30", "2.50"),
        ("45 min", "0.75"),
        ("0", None),
        ("", None),
    ],
)
def test_hours_are_read_as_people_write_them(
    house: House, at: Any, typed_hours: str, hours: str | None
) -> None:
    case_of(house)
    typed(at("accompanist"), NAMED, hours=typed_hours)
    found = [str(one.hours) for one in OwnHours.objects.all()]
    assert found == ([hours] if hours else [])
