"""Interviews, people, consents and documents, in as few words as a test needs."""

from __future__ import annotations

from typing import Any

from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.interviews import services
from terreau.web.interviews.models import Consent, Document, Interview, Participant, Passage
from tests.web.people import House

AGREED = {"transcribe": True, "quote": True, "citation": "function", "signed_on": "2025-03-14"}
# a word that is nowhere else: looked for byte by byte in answers
SECRET = "zibeline"
TEXT = f"— Et la mairie ?\n— On s’est dit : on ne lâche pas, {SECRET}.\n\n— Et ensuite ?"


def make_case(house: House, name: str = "La Ressourcerie des Trois Ponts") -> Case:
    return records.create(
        house["rd"], Case(workspace=house.workspace, kind="projet", name=name, name_key="")
    )


def make_interview(house: House, case: Case | None = None, **fields: Any) -> Interview:
    values = {"date": "2025-03-14", "informant_kind": "holder"} | fields
    return records.create(
        house["rd"], Interview(workspace=house.workspace, case=case or make_case(house), **values)
    )


def meet(
    house: House, interview: Interview, name: str = "Lucie Imaginaire", **consent: Any
) -> Participant:
    """Write a person met, and what they agreed to when something is said of it."""
    person = Participant(
        workspace=house.workspace, interview=interview, name=name, function="présidente"
    )
    services.meet(house["rd"], participant=person)
    if consent:
        written = Consent(workspace=house.workspace, participant=person, **consent)
        services.agree(house["rd"], consent=written)
    return person


def write(
    house: House,
    *,
    case: Case | None = None,
    interview: Interview | None = None,
    author: User | None = None,
    **fields: Any,
) -> Document:
    values = {"title": "Transcription", "kind": "transcript", "text": TEXT} | fields
    about = case or (interview.case if interview else make_case(house))
    document = Document(workspace=house.workspace, case=about, interview=interview, **values)
    return records.create(author or house["rd"], document)


def open_document(house: House, **fields: Any) -> Document:
    """Return a document of an interview where the one person met agreed to be transcribed and quoted."""
    interview = make_interview(house)
    meet(house, interview, **AGREED)
    return write(house, interview=interview, **fields)


def cite(house: House, document: Document, words: str, **fields: Any) -> Passage:
    start = document.text.index(words)
    passage, _fresh = services.cite(
        house["rd"], document=document, start=start, end=start + len(words), **fields
    )
    return passage
