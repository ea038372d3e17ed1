"""Who may open the addresses of `frameworks`."""

from __future__ import annotations

from typing import Any

from tests.web.access import EVERYONE, NOBODY, Door
from tests.web.frameworks import builders
from tests.web.people import House

WRITERS = frozenset({"method", "rd"})
NOWHERE = {"identifier": "rien@9.9"}


def _shipped(_house: House) -> dict[str, Any]:
    return {"identifier": "ect@0.1"}


def _draft(house: House) -> dict[str, Any]:
    return {"identifier": builders.draft(house).full_identifier}


def _variable(house: House) -> dict[str, Any]:
    return {**_draft(house), "code": "A1"}


def _pillar(house: House) -> dict[str, Any]:
    return {**_draft(house), "pillar": "B"}


def _pair(house: House) -> dict[str, Any]:
    held = builders.mapping(house)
    return {"source": held.source, "target": held.target}


_LOST = {"source": "rien@0.1", "target": "ect@0.1"}
DOORS: dict[str, Door] = {
    "frameworks:frameworks": Door(read=EVERYONE),
    "frameworks:framework": Door(read=EVERYONE, parts=_shipped, missing=NOWHERE),
    "frameworks:booklet": Door(read=EVERYONE, parts=_shipped, missing=NOWHERE),
    "frameworks:files": Door(read=EVERYONE, parts=_shipped, missing=NOWHERE),
    "frameworks:use": Door(read=NOBODY, write=WRITERS, parts=_shipped, missing=NOWHERE),
    "frameworks:copy": Door(read=WRITERS, write=WRITERS, parts=_shipped, missing=NOWHERE),
    "frameworks:next-version": Door(read=NOBODY, write=WRITERS, parts=_shipped, missing=NOWHERE),
    "frameworks:common": Door(read=WRITERS, write=WRITERS, parts=_draft, missing=NOWHERE),
    "frameworks:phases": Door(read=WRITERS, write=WRITERS, parts=_draft, missing=NOWHERE),
    "frameworks:variable": Door(
        read=WRITERS, write=WRITERS, parts=_variable, missing={"code": "Z9"}
    ),
    "frameworks:variable-retire": Door(
        read=WRITERS, write=WRITERS, parts=_variable, missing={"code": "Z9"}
    ),
    "frameworks:variable-new": Door(
        read=WRITERS, write=WRITERS, parts=_pillar, missing={"pillar": "Z"}
    ),
    "frameworks:publish": Door(read=WRITERS, write=WRITERS, parts=_draft, missing=NOWHERE),
    "frameworks:discard": Door(read=WRITERS, write=WRITERS, parts=_draft, missing=NOWHERE),
    "frameworks:mapping-new": Door(read=WRITERS, write=WRITERS),
    "frameworks:mapping": Door(read=EVERYONE, parts=_pair, missing=_LOST),
    "frameworks:mapping-file": Door(read=EVERYONE, parts=_pair, missing=_LOST),
    "frameworks:mapping-edit": Door(read=WRITERS, write=WRITERS, parts=_pair, missing=_LOST),
}
