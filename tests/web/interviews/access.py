"""Who may open the addresses of `interviews`."""

from __future__ import annotations

from tests.web.access import Door

DOORS: dict[str, Door] = {}
