"""Parts of a page that rooms above it draw: the page knows their place, not their room.

A room registers its panel when the application starts (`AppConfig.ready`); the page draws those of a
place in order. A panel returns nothing when it has nothing to show its reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest

__all__ = ["panels", "register"]

Draw = Callable[[HttpRequest, Any], str]


class _Panel(NamedTuple):
    rank: int
    name: str
    draw: Draw


_KNOWN: dict[str, dict[str, _Panel]] = {}


def register(place: str, rank: int, draw: Draw) -> None:
    """Let `draw` (request, object) draw a panel at `place`, e.g. ``"case"``, in the order of `rank`."""
    name = f"{draw.__module__}.{draw.__qualname__}"
    _KNOWN.setdefault(place, {})[name] = _Panel(rank, name, draw)


def panels(place: str, request: HttpRequest, about: Any) -> list[str]:
    """Return the drawn panels of `place` about an object, empty ones left out."""
    known = sorted(_KNOWN.get(place, {}).values())
    return [drawn for panel in known if (drawn := panel.draw(request, about))]
