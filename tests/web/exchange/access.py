"""Who may open the addresses of `exchange`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from terreau.web.exchange.models import Batch
from tests.web.access import Door
from tests.web.people import House

TAKERS = frozenset({"admin", "method", "rd"})
NOWHERE = {"batch": UUID(int=0)}


def batch(house: House) -> dict[str, Any]:
    made = Batch.objects.create(
        workspace=house.workspace, author=house["rd"], file_name="classeur.xlsx", state="applied"
    )
    return {"batch": made.uuid}


DOORS: dict[str, Door] = {
    "exchange:export": Door(read=TAKERS, write=TAKERS),
    "exchange:import": Door(read=TAKERS, write=TAKERS),
    "exchange:batch": Door(read=TAKERS, write=TAKERS, parts=batch, missing=NOWHERE),
    "exchange:undo": Door(read=TAKERS, write=TAKERS, parts=batch, missing=NOWHERE),
}
