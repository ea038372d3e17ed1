"""Who may open the addresses of `home`."""

from __future__ import annotations

from tests.web.access import Door

DOORS: dict[str, Door] = {}
