"""Who may open the addresses of a case as a whole."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.services.case import archive_case
from tests.web.access import EVERYONE, TEAM, Door
from tests.web.cases.builders import make_case
from tests.web.people import House


def _case(house: House) -> dict[str, Any]:
    return {"reference": make_case(house.workspace).reference}


def _archived(house: House) -> dict[str, Any]:
    case = make_case(house.workspace)
    archive_case(house["rd"], case=case)
    return {"reference": case.reference}


_NONE = {"reference": "P-9999"}

DOORS: dict[str, Door] = {
    "cases:cases": Door(read=EVERYONE),
    "cases:places": Door(read=EVERYONE),
    "cases:case-new": Door(
        read=TEAM, write=TEAM, parts=lambda _house: {"kind": "projet"}, missing={"kind": "inconnu"}
    ),
    "cases:case": Door(read=EVERYONE, parts=_case, missing=_NONE),
    "cases:case-edit": Door(read=TEAM, write=TEAM, parts=_case, missing=_NONE),
    "cases:case-verify": Door(write=TEAM, parts=_case, missing=_NONE),
    "cases:case-archive": Door(read=TEAM, write=TEAM, parts=_case, missing=_NONE),
    "cases:case-restore": Door(write=TEAM, parts=_archived, missing=_NONE),
    "cases:case-history": Door(read=TEAM, write=TEAM, parts=_case, missing=_NONE),
}
