"""Who may open the addresses of the rows of a case, and of actors."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import Standby
from terreau.web.core import records
from tests.web.access import EVERYONE, TEAM, Door
from tests.web.cases.builders import make_actor, make_case
from tests.web.people import House


def _case(house: House) -> dict[str, Any]:
    return {"reference": make_case(house.workspace).reference, "row": "devenirs"}


def _row(house: House) -> dict[str, Any]:
    case = make_case(house.workspace)
    row = records.create(None, Standby(workspace=house.workspace, case=case, start="2020"))
    return {"reference": case.reference, "row": "veilles", "pk": row.pk}


def _actor(house: House) -> dict[str, Any]:
    return {"reference": make_actor(house.workspace).reference}


_NO_CASE, _NO_ROW = {"reference": "P-9999"}, {"pk": 999_999}
_NO_ACTOR = {"reference": "A-9999"}

DOORS: dict[str, Door] = {
    "cases:row-new": Door(read=TEAM, write=TEAM, parts=_case, missing=_NO_CASE),
    "cases:row-edit": Door(read=TEAM, write=TEAM, parts=_row, missing=_NO_ROW),
    "cases:row-archive": Door(read=TEAM, write=TEAM, parts=_row, missing=_NO_ROW),
    "cases:case-proposals": Door(read=EVERYONE, query="?q=res"),
    "cases:actor-proposals": Door(read=TEAM, query="?q=com"),
    "cases:actors": Door(read=EVERYONE),
    "cases:actor-new": Door(read=TEAM, write=TEAM),
    "cases:actor": Door(read=EVERYONE, parts=_actor, missing=_NO_ACTOR),
    "cases:actor-edit": Door(read=TEAM, write=TEAM, parts=_actor, missing=_NO_ACTOR),
    "cases:actor-archive": Door(read=TEAM, write=TEAM, parts=_actor, missing=_NO_ACTOR),
    "cases:actor-merge": Door(read=TEAM, write=TEAM, parts=_actor, missing=_NO_ACTOR),
}
