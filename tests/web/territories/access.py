"""Who may open the addresses of `territories`."""

from __future__ import annotations

from tests.web.access import EVERYONE, Door

DOORS: dict[str, Door] = {
    "territories:communes": Door(read=EVERYONE, query="?q=lons"),
}
