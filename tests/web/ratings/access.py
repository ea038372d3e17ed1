"""Who may open the addresses of `ratings`."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import Case
from terreau.web.ratings.models import Rater
from tests.web.access import TEAM, Door
from tests.web.people import House
from tests.web.ratings.builders import make_appraised

APPRAISING = frozenset({"method", "rd", "coder", "accompanist", "partner"})
READING = TEAM | {"partner"}


def _case(house: House) -> dict[str, Any]:
    case = Case.objects.of(house.workspace).first() or make_appraised(house)
    return {"case": case.reference}


def _stay(house: House) -> dict[str, Any]:
    return {**_case(house), "phase": "P3", "seq": 1}


def _cell(house: House) -> dict[str, Any]:
    return {**_stay(house), "variable": "B4"}


def _rater(house: House) -> dict[str, Any]:
    rater, _new = Rater.objects.get_or_create(
        workspace=house.workspace, reference="R-01", kind="accompanist"
    )
    return {"reference": rater.reference}


DOORS: dict[str, Door] = {
    "ratings:overview": Door(READING),
    "ratings:raters": Door(TEAM, frozenset({"method", "rd"})),
    "ratings:rater": Door(
        frozenset({"method"}), frozenset({"method"}), _rater, {"reference": "R-99"}
    ),
    "ratings:grid": Door(READING, parts=_case, missing={"case": "P-9999"}),
    "ratings:origin": Door(
        TEAM, parts=lambda house: {**_stay(house), "pillar": "B"}, missing={"pillar": "Z"}
    ),
    "ratings:rate": Door(APPRAISING, parts=_case, missing={"case": "P-9999"}),
    "ratings:rate-stay": Door(APPRAISING, parts=_stay, missing={"seq": 7}, found=302),
    "ratings:rate-variable": Door(APPRAISING, APPRAISING, _cell, {"variable": "B44"}),
    "ratings:discussion": Door(READING, parts=_case, missing={"case": "P-9999"}),
    "ratings:discuss": Door(READING, APPRAISING, _cell, {"phase": "P9"}),
}
