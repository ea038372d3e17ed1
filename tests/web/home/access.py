"""Who may open the addresses of `home`."""

from __future__ import annotations

from tests.web.access import EVERYONE, NOBODY, Door

DOORS: dict[str, Door] = {
    "home:home": Door(read=EVERYONE),
    "home:presentation": Door(read=NOBODY, write=EVERYONE),
    "home:components": Door(read=EVERYONE),
    "home:search": Door(read=EVERYONE, query="?q=projet"),
    "home:acts": Door(read=frozenset({"admin", "method", "rd"})),
}
