"""From « someone was heard » to a consent withdrawn: what pages let one do, and what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from terreau.web.core.models import Act
from terreau.web.interviews.models import Consent, Interview, Participant
from tests.web.interviews.builders import (
    AGREED,
    cite,
    make_case,
    make_interview,
    meet,
    open_document,
    write,
)
from tests.web.interviews.states import DAY
from tests.web.people import House

At = Callable[..., Client]


def url(name: str, *parts: str) -> str:
    return reverse(f"interviews:{name}", args=["val", *parts])


def test_an_accompanist_writes_an_interview_then_who_then_their_consent(
    house: House, at: At
) -> None:
    case = make_case(house)
    browser = at("accompanist")
    answer = browser.post(
        url("interview-new", case.reference),
        {"date": "14/03/2025", "informant_kind": "user"},
    )
    interview = Interview.objects.get()
    assert interview.case == case
    assert answer["Location"] == url("person-new", interview.reference)
    answer = browser.post(answer["Location"], {"name": "Lucie Imaginaire", "function": "bénévole"})
    person = Participant.objects.get()
    assert answer["Location"] == url("consent", interview.reference, person.reference)
    page = browser.get(interview.get_absolute_url()).content.decode()
    assert "consentement à écrire" in page
    given = {
        "signed_on": "14/03/2025", "transcribe": "on", "quote": "on", "citation": "function",
        "expires_on": "2035",
    }  # fmt: skip
    answer = browser.post(answer["Location"], given)
    assert answer["Location"] == interview.get_absolute_url()
    page = browser.get(interview.get_absolute_url()).content.decode()
    assert "⚠" not in page
    assert "Usager, E-0001" in page
    assert "Fermé" not in page
    assert "expire : 2035" in page.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"citation": "function"}, "n’a pas accepté d’être citée"),
        ({"citation": "named", "quote": "on"}, "accepté d’être nommée"),
        ({"signed_on": "31/02/2025"}, "n’est pas une date comprise"),
        ({"signed_on": "2099"}, "à venir"),
        ({"signed_on": "2025", "expires_on": "2020"}, "précède celle de la signature"),
    ],
)
def test_answers_that_contradict_each_other_are_refused(
    house: House, at: At, given: dict[str, str], sentence: str
) -> None:
    interview = make_interview(house)
    person = meet(house, interview)
    answer = at("coder").post(url("consent", interview.reference, person.reference), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Consent.objects.exists()


def test_two_people_write_a_consent_and_the_second_chooses(house: House, at: At) -> None:
    interview = make_interview(house)
    person = meet(house, interview)
    address = url("consent", interview.reference, person.reference)
    at("coder").post(address, {"version": "", "transcribe": "on"})
    answer = at("accompanist").post(address, {"version": "", "record": "on"})
    assert answer.status_code == 409
    assert Consent.objects.get().transcribe


def test_withdrawing_asks_first_says_what_closes_and_can_be_undone(house: House, at: At) -> None:
    house.workspace.today = DAY
    house.workspace.save()
    document = open_document(house)
    cite(house, document, "mairie")
    interview = document.interview
    person = interview.participants.get()
    address = url("withdraw", interview.reference, person.reference)
    browser = at("accompanist")
    page = browser.get(address).content.decode()
    assert "12/11/2026" in page
    assert "1\u00a0document de cet entretien" in page
    assert "1\u00a0extrait" in page
    assert browser.post(address, {"withdrawn_on": "31/12/2026"}).status_code == 422
    assert browser.post(address, {"withdrawn_on": ""}).status_code == 422
    assert browser.get(document.get_absolute_url()).status_code == 200
    assert browser.post(address, {"withdrawn_on": "12/11/2026"}).status_code == 302
    assert browser.get(document.get_absolute_url()).status_code == 404
    page = browser.get(interview.get_absolute_url()).content.decode()
    assert "Fermé\u00a0: une personne rencontrée a retiré son consentement." in page
    assert "⚠" not in browser.get(address).content.decode()
    assert browser.post(address, {"give_back": "1"}).status_code == 302
    assert browser.get(document.get_absolute_url()).status_code == 200
    verbs = set(Act.objects.values_list("verb", "about"))
    assert {
        ("withdraw", interview.case.reference),
        ("give_back", interview.case.reference),
    } <= verbs


def test_the_list_is_filtered_by_the_address(house: House, at: At) -> None:
    house.workspace.today = DAY
    house.workspace.save()
    case = make_case(house, "Café citoyen")
    soon = make_interview(house, case, date="2024-05-02", informant_kind="official")
    meet(house, soon, **(AGREED | {"expires_on": "30/11/2026"}))
    gone = make_interview(house, date="mars 2025")
    meet(house, gone, **AGREED, withdrawn_on="2026")
    write(house, interview=gone)

    def shown(query: str, who: str = "rd") -> set[str]:
        page = at(who).get(url("interviews") + query).content.decode()
        assert "⚠" not in page
        return {one.reference for one in (soon, gone) if f">{one.reference}<" in page}

    assert shown("") == {"E-0001", "E-0002"}
    assert shown("?case=café") == {"E-0001"}
    assert shown(f"?case={case.reference}") == {"E-0001"}
    assert shown("?kind=official") == {"E-0001"}
    assert shown("?year=2025") == {"E-0002"}
    assert shown("?consent=renew") == {"E-0001"}
    assert shown("?consent=shut") == {"E-0002"}
    assert shown("?documents=none") == {"E-0001"}
    # a document that the accompanist does not know of is not counted for them
    assert shown("?documents=none", "accompanist") == {"E-0001", "E-0002"}
    assert shown("?year=absurde") == {"E-0001", "E-0002"}
    assert shown("?tri=-date") == {"E-0001", "E-0002"}


def test_an_interview_that_holds_documents_stays_and_says_why(house: House, at: At) -> None:
    document = open_document(house)
    interview = document.interview
    browser = at("accompanist")
    answer = browser.post(url("interview-archive", interview.reference), follow=True)
    assert "rangez-le d’abord" in answer.content.decode()
    browser.post(url("document-archive", document.reference))
    browser.post(url("interview-archive", interview.reference))
    interview.refresh_from_db()
    assert interview.archived
    browser.get(interview.get_absolute_url())  # what was done is said once
    assert interview.reference not in browser.get(url("interviews")).content.decode()
    page = browser.get(interview.get_absolute_url()).content.decode()
    assert "Cet entretien est rangé" in page
    # the document cannot come back before the interview does
    answer = browser.post(
        url("document-archive", document.reference), {"gesture": "restore"}, follow=True
    )
    assert "remettez-le d’abord" in answer.content.decode()
    browser.post(url("interview-archive", interview.reference), {"gesture": "restore"})
    interview.refresh_from_db()
    assert not interview.archived


def test_a_name_is_corrected_by_those_who_read_names(house: House, at: At) -> None:
    interview = make_interview(house)
    person = meet(house, interview)
    address = url("person-edit", interview.reference, person.reference)
    html = "<b>Lucie</b> \u202eאבג 👩‍🌾"
    answer = at("coder").post(address, {"name": html, "function": "", "version": 1})
    assert answer.status_code == 302
    page = at("coder").get(interview.get_absolute_url()).content.decode()
    assert "<b>Lucie</b>" not in page
    assert "&lt;b&gt;Lucie&lt;/b&gt;" in page
    answer = at("coder").post(address, {"name": "", "function": "", "version": 2})
    assert answer.status_code == 422
    answer = at("coder").post(address, {"name": "a" * 10_000, "function": "", "version": 2})
    assert answer.status_code == 422


def test_an_interview_of_another_person_of_the_address_is_not_found(house: House, at: At) -> None:
    one, other = make_interview(house), make_interview(house)
    person = meet(house, other)
    assert at("rd").get(url("consent", one.reference, person.reference)).status_code == 404


def test_pages_ask_the_base_as_much_for_many_rows_as_for_few(
    house: House, at: At, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = make_case(house)
    for _number in range(12):
        interview = make_interview(house, case)
        for name in ("Lucie", "Ali"):
            meet(house, interview, name, **AGREED)
        document = write(house, interview=interview)
        cite(house, document, "mairie")
    for address in (
        url("interviews"),
        url("documents"),
        interview.get_absolute_url(),
        document.get_absolute_url(),
        url("interviews") + "?export=csv",
    ):
        browser = at("rd")
        with django_assert_max_num_queries(16):
            assert browser.get(address).status_code == 200
