"""Who may open the addresses of `territories`."""

from __future__ import annotations

from tests.web.access import Door

DOORS: dict[str, Door] = {}
