"""Who may open the addresses of the logbook: the team alone; partners and guests read no word of it."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import Case, LogEntry
from tests.web.access import TEAM, Door
from tests.web.cases.log_builders import case_of, line_of
from tests.web.people import House


def _case(house: House) -> dict[str, Any]:
    found = Case.objects.filter(workspace=house.workspace).first() or case_of(house)
    return {"reference": found.reference}


def _line(house: House) -> dict[str, Any]:
    found = LogEntry.objects.filter(workspace=house.workspace).first()
    return {"reference": (found or line_of(case_of(house), house["accompanist"])).reference}


_NO_LINE = {"reference": "J-9999"}
_NO_CASE = {"reference": "P-9999"}

DOORS: dict[str, Door] = {
    "cases:logbook": Door(TEAM, TEAM),
    "cases:log-reading": Door(write=TEAM),
    "cases:log-shell": Door(TEAM),
    "cases:log-sync": Door(write=TEAM),
    "cases:log-lines": Door(TEAM),
    "cases:my-time": Door(TEAM),
    "cases:entry": Door(TEAM, TEAM, _line, _NO_LINE),
    "cases:entry-settle": Door(write=TEAM, parts=_line, missing=_NO_LINE),
    "cases:entry-archive": Door(write=TEAM, parts=_line, missing=_NO_LINE),
    "cases:next": Door(TEAM),
    "cases:next-done": Door(write=TEAM, parts=_line, missing=_NO_LINE),
    "cases:next-postpone": Door(write=TEAM, parts=_line, missing=_NO_LINE),
    "cases:follow-up": Door(TEAM),
    "cases:case-log": Door(TEAM, parts=_case, missing=_NO_CASE),
    "cases:case-follow-up": Door(TEAM, parts=_case, missing=_NO_CASE),
    "cases:case-review": Door(
        TEAM, parts=lambda house: {**_case(house), "year": 2026}, missing=_NO_CASE
    ),
}
