"""Who may open the addresses of `territories`."""

from __future__ import annotations

from typing import Any

from tests.web.access import EVERYONE, Door
from tests.web.people import House
from tests.web.territories.builders import add_commune, make_territory

WRITERS = frozenset({"admin", "method", "rd"})


def _territory(house: House) -> dict[str, Any]:
    return {"code": make_territory(house.workspace).code}


def _commune(house: House) -> dict[str, Any]:
    return {"code": add_commune(house.workspace).code}


_NONE = {"code": "rien"}

DOORS: dict[str, Door] = {
    "territories:communes": Door(read=EVERYONE, query="?q=lons"),
    "territories:territories": Door(read=EVERYONE),
    "territories:territory": Door(read=EVERYONE, parts=_territory, missing=_NONE),
    "territories:territory-new": Door(read=WRITERS, write=WRITERS),
    "territories:territory-edit": Door(
        read=WRITERS, write=WRITERS, parts=_territory, missing=_NONE
    ),
    "territories:territory-archive": Door(
        read=WRITERS, write=WRITERS, parts=_territory, missing=_NONE
    ),
    "territories:commune-new": Door(read=WRITERS, write=WRITERS),
    "territories:commune-edit": Door(read=WRITERS, write=WRITERS, parts=_commune, missing=_NONE),
    "territories:commune-archive": Door(read=WRITERS, write=WRITERS, parts=_commune, missing=_NONE),
}
