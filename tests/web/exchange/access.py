"""Who may open the addresses of `exchange`."""

from __future__ import annotations

from tests.web.access import Door

TAKERS = frozenset({"admin", "method", "rd"})

DOORS: dict[str, Door] = {"exchange:export": Door(read=TAKERS, write=TAKERS)}
