"""Who may open the addresses of `interviews`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.access import EVERYONE, HEARING, NOBODY, TEAM, Door
from tests.web.interviews.builders import (
    AGREED,
    cite,
    make_case,
    make_interview,
    meet,
    open_document,
    write,
)
from tests.web.people import House

WRITERS = HEARING | {"accompanist"}
Parts = Callable[[House], dict[str, Any]]


def _case(house: House) -> dict[str, Any]:
    return {"case": make_case(house).reference}


def _interview(house: House) -> dict[str, Any]:
    return {"reference": make_interview(house).reference}


def _person(house: House) -> dict[str, Any]:
    interview = make_interview(house)
    person = meet(house, interview, **AGREED)
    return {"reference": interview.reference, "person": person.reference}


def _silent(house: House) -> dict[str, Any]:
    interview = make_interview(house)
    return {"reference": interview.reference, "person": meet(house, interview).reference}


def _public(house: House) -> dict[str, Any]:
    return {"reference": write(house, confidentiality="public").reference}


def _document(house: House) -> dict[str, Any]:
    return {"reference": open_document(house).reference}


def _passage(house: House) -> dict[str, Any]:
    document = open_document(house)
    return {"reference": document.reference, "passage": cite(house, document, "mairie").reference}


_NO_INTERVIEW = {"reference": "E-9999"}
_NO_PERSON = {"person": "H-999"}
_NO_DOCUMENT = {"reference": "D-9999"}
_NO_PASSAGE = {"passage": "X-9999"}
_NO_CASE = {"case": "P-9999"}


def _written(parts: Parts, missing: dict[str, Any], people: frozenset[str] = WRITERS) -> Door:
    return Door(read=people, write=people, parts=parts, missing=missing)


def _pressed(parts: Parts, missing: dict[str, Any]) -> Door:
    return Door(read=NOBODY, write=WRITERS, parts=parts, missing=missing)


DOORS: dict[str, Door] = {
    "interviews:interviews": Door(read=TEAM),
    "interviews:interview": Door(read=TEAM, parts=_interview, missing=_NO_INTERVIEW),
    "interviews:interview-new": _written(_case, _NO_CASE),
    "interviews:interview-edit": _written(_interview, _NO_INTERVIEW),
    "interviews:interview-archive": _pressed(_interview, _NO_INTERVIEW),
    "interviews:person-new": _written(_interview, _NO_INTERVIEW),
    "interviews:person-edit": _written(_person, _NO_PERSON, HEARING),
    "interviews:person-archive": _pressed(_person, _NO_PERSON),
    "interviews:consent": _written(_silent, _NO_PERSON),
    "interviews:withdraw": _written(_person, _NO_PERSON),
    "interviews:interview-document-new": _written(_interview, _NO_INTERVIEW),
    "interviews:documents": Door(read=EVERYONE),
    "interviews:document": Door(read=EVERYONE, write=WRITERS, parts=_public, missing=_NO_DOCUMENT),
    "interviews:document-new": _written(_case, _NO_CASE),
    "interviews:document-edit": _written(_document, _NO_DOCUMENT),
    "interviews:document-archive": _pressed(_document, _NO_DOCUMENT),
    "interviews:passage-edit": _written(_passage, _NO_PASSAGE),
    "interviews:passage-archive": _pressed(_passage, _NO_PASSAGE),
}
