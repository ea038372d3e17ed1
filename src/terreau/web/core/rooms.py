"""The rooms of the house as a member sees them on top of each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from terreau.web.core.models import Workspace

__all__ = ["ROOMS", "Room", "Shown", "first_page", "rooms_for", "used"]


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its code in the settings of a workspace, its word, its first page, who may enter."""

    code: str
    label: str
    view: str
    permission: str
    under: tuple[str, ...] = ()  # parts of an address that belong to it
    key: str = ""  # the key that leads there from any page


@dataclass(frozen=True, slots=True)
class Shown:
    """A room on a page."""

    label: str
    url: str
    current: bool
    key: str = ""


ROOMS: tuple[Room, ...] = (
    Room("home", "Accueil", "home:home", "see_facts"),
    Room("projects", "Projets", "cases:cases", "see_facts", ("projets", "acteurs", "types")),
    Room("places", "Tiers-lieux", "cases:places", "see_facts", ("tiers-lieux",)),
    Room("follow", "Suivi", "cases:logbook", "see_team", ("journal", "ensuite", "suivi"), "j"),
    Room(
        "interviews", "Entretiens", "interviews:interviews", "see_team", ("entretiens", "documents")
    ),
    Room(
        "research",
        "Recherche",
        "ratings:overview",
        "see_appraisals",
        ("appreciations", "referentiels"),
    ),
    Room("territory", "Territoire", "territories:territories", "see_facts", ("territoires",)),
)


def used(workspace: Workspace) -> tuple[Room, ...]:
    """Return the rooms that the workspace shows: those it chose, else all."""
    chosen = set(workspace.rooms) or {room.code for room in ROOMS}
    return tuple(room for room in ROOMS if room.code in chosen)


def first_page(user: Any, workspace: Workspace) -> str:
    """Return the address where a member arrives: the page the workspace chose, if they may enter it."""
    for room in used(workspace):
        if room.code == workspace.first_page and user.has_perm(room.permission, workspace):
            return reverse(room.view, args=[workspace.code])
    return reverse(ROOMS[0].view, args=[workspace.code])


def rooms_for(request: HttpRequest) -> tuple[Shown, ...]:
    """Return the rooms that the workspace uses and that the reader may enter."""
    workspace = request.workspace  # type: ignore[attr-defined]
    parts = request.path.split("/")
    place = parts[3] if len(parts) > 3 else ""
    shown = []
    for room in used(workspace):
        if not request.user.has_perm(room.permission, workspace):
            continue
        current = place in room.under or (room.code == "home" and place == "")
        url = reverse(room.view, args=[workspace.code])
        shown.append(Shown(room.label, url, current, room.key))
    return tuple(shown)
