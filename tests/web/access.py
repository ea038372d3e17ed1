"""The table of every address: who may open it. A new address without a line fails the suite.

Each app keeps its lines in `tests/web/<app>/access.py` as ``DOORS``: name of the address → `Door`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from tests.web.people import House

APPS = (
    "home",
    "accounts",
    "territories",
    "frameworks",
    "cases",
    "interviews",
    "ratings",
    "exchange",
)
EVERYONE = frozenset({"admin", "method", "rd", "coder", "accompanist", "partner", "guest"})
TEAM = frozenset({"admin", "method", "rd", "coder", "accompanist"})
HEARING = frozenset({"method", "rd", "coder"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Door:
    """Who may read the page (GET) and write by it (POST); empty: nobody may use that method (405).

    `parts` gives the parts of the address besides the workspace, from a house whose data `prepare`
    makes once; `public` pages need no account; `missing` are parts that lead to nothing (404).
    """

    read: frozenset[str] = NOBODY
    write: frozenset[str] = NOBODY
    parts: Callable[[House], dict[str, Any]] = field(default=lambda _house: {})
    missing: dict[str, Any] | None = None
    query: str = ""
    public: bool = False
    found: int = 200  # status of a page that is read


def doors() -> dict[str, Door]:
    """Return the whole table, by full name of address (« cases:case »)."""
    table: dict[str, Door] = {}
    for app in APPS:
        table |= import_module(f"tests.web.{app}.access").DOORS
    return table
