"""Who may open the addresses of `ratings`."""

from __future__ import annotations

from tests.web.access import Door

DOORS: dict[str, Door] = {}
