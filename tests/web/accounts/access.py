"""Who may open the addresses of `accounts`."""

from __future__ import annotations

from tests.web.access import Door

DOORS: dict[str, Door] = {}
