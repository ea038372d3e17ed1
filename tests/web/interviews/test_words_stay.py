"""The words of a document, and the names of people met, looked for byte by byte in what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.access import EVERYONE, HEARING
from tests.web.interviews.builders import AGREED, cite, make_interview, meet, write
from tests.web.interviews.states import Written, write_all
from tests.web.people import House

At = Callable[..., Client]
STATES = [
    "no interview", "agreed, not to be quoted", "ran out yesterday", "withdrawn", "nobody written",
]  # fmt: skip


def said(answer: HttpResponse) -> bytes:
    """Return all that an answer holds, archives opened."""
    body = b"".join(answer) if answer.streaming else answer.content
    try:
        with ZipFile(BytesIO(body)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    except BadZipFile:
        return body


def _common(house: House, written: Written) -> Iterator[str]:
    """Yield the pages that speak of many documents at once."""
    code = house.workspace.code
    case = written.document.case.reference
    for name in ("interviews:interviews", "interviews:documents"):
        yield from (reverse(name, args=[code]) + query for query in ("", "?export=csv", "?export=xlsx"))  # fmt: skip
    for name in (
        "cases:case",
        "cases:case-history",
        "cases:case-log",
        "ratings:rate",
        "ratings:grid",
    ):
        yield reverse(name, args=[code, case])
    yield reverse("home:home", args=[code])
    yield reverse("home:acts", args=[code])


def _own(house: House, written: Written) -> Iterator[str]:
    """Yield the pages of one document, and the search for its word."""
    parts = [house.workspace.code, written.document.reference]
    yield reverse("interviews:document", args=parts)
    yield reverse("interviews:document-edit", args=parts)
    yield reverse("home:search", args=parts[:1]) + f"?q={written.word}"


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_no_page_holds_words_its_reader_may_not_read(house: House, at: At, role: str) -> None:
    written = write_all(house, STATES, every=False)
    for one in written:
        cite(house, one.document, f"Là {one.word}")
    browser = at(role)
    for address in _common(house, written[0]):
        answer = browser.get(address)
        body = said(answer)
        for one in written:
            if role not in one.knowing():
                assert one.word.encode() not in body, (address, one)
            elif role not in one.readers():  # its title, never its text
                assert f"Ici {one.word}".encode() not in body, (address, one)
    for one in written:
        for address in _own(house, one):
            answer = browser.get(address)
            page = said(answer)
            assert (f"Ici {one.word}".encode() in page) <= (role in one.readers()), (address, one)
            assert (f"Titre {one.word}".encode() in page) <= (role in one.knowing()), (address, one)
        status = browser.get(next(_own(house, one))).status_code
        assert status == (200 if role in one.knowing() else 404), one


def test_the_page_that_may_be_read_holds_the_words(house: House, at: At) -> None:
    [one] = write_all(house, ["agreed"])[4:5]
    assert one.confidentiality == "restricted"
    for role in HEARING:
        page = at(role).get(one.document.get_absolute_url()).content.decode()
        assert f"Ici {one.word}" in page


def test_a_closed_document_says_why_to_those_who_may_know(house: House, at: At) -> None:
    one = write_all(house, ["withdrawn"])[2]
    page = at("rd").get(one.document.get_absolute_url()).content.decode()
    assert "a retiré son consentement" in page
    assert at("accompanist").get(one.document.get_absolute_url()).status_code == 404
    assert at("rd").post(one.document.get_absolute_url(), {"first": 1}).status_code == 404
    edit = reverse("interviews:document-edit", args=["val", one.document.reference])
    assert at("rd").get(edit).status_code == 404


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_names_and_functions_are_for_those_who_hold_interviews(
    house: House, at: At, role: str
) -> None:
    interview = make_interview(house)
    person = meet(house, interview, "Zoraide Imaginaire", **AGREED)
    document = write(house, interview=interview)
    parts = [house.workspace.code, interview.reference, person.reference]
    code = house.workspace.code
    addresses = [
        interview.get_absolute_url(),
        document.get_absolute_url(),
        *(reverse(f"interviews:{name}", args=parts) for name in ("consent", "withdraw", "person-edit")),
        *(reverse("interviews:interviews", args=[code]) + q for q in ("", "?export=csv", "?export=xlsx")),
        reverse("home:search", args=[code]) + "?q=imaginaire",
        reverse("cases:case", args=[code, interview.case.reference]),
    ]  # fmt: skip
    pages = {address: said(at(role).get(address)) for address in addresses}
    found = {a for a, page in pages.items() if b"Zoraide" in page or "présidente".encode() in page}
    if role in HEARING:
        assert interview.get_absolute_url() in found
    else:
        assert found == set()
    if role in {"accompanist", "admin"}:
        assert b"Porteur, E-0001" in pages[interview.get_absolute_url()]


def test_names_are_veiled_while_presenting(house: House, at: At) -> None:
    interview = make_interview(house)
    person = meet(house, interview, "Zoraide Imaginaire", **AGREED)
    parts = [house.workspace.code, interview.reference, person.reference]
    browser = at("rd")
    browser.post(reverse("home:presentation", args=["val"]))
    for address in (
        interview.get_absolute_url(),
        reverse("interviews:consent", args=parts),
        reverse("interviews:withdraw", args=parts),
        reverse("interviews:interviews", args=["val"]),
        reverse("interviews:interviews", args=["val"]) + "?export=csv",
    ):
        assert b"Zoraide" not in said(browser.get(address)), address
