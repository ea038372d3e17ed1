"""What a search found, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.i18n import gettext as _
from terreau.web.core import search
from terreau.web.core.models import SearchEntry, Workspace
from terreau.web.core.snippets import Piece, snippet

__all__ = ["GROUPS", "Found", "found"]

# kind of record: (word above the group, whether a title names a person)
GROUPS: dict[str, tuple[str, bool]] = {
    "cases.case": ("Projets et lieux", False),
    "cases.actor": ("Acteurs", False),
    "cases.logentry": ("Journal de bord", False),
    "interviews.document": ("Documents", False),
    "interviews.participant": ("Personnes rencontrées", True),
    "territories.territory": ("Territoires", False),
    "frameworks.frameworkversion": ("Référentiels", False),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: where it leads, what it is, the words around."""

    title: str
    url: str
    pieces: list[Piece]
    personal: bool


def found(
    workspace: Workspace, circles: frozenset[str], text: str, kind: str = ""
) -> list[tuple[str, str, list[Found]]]:
    """Return (kind, word, answers) by group, in the order of `GROUPS`, the best answers first."""
    entries = search.find(workspace, circles, text, limit=100)
    by_kind: dict[str, list[SearchEntry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    groups = []
    for code, (word, personal) in GROUPS.items():
        if code not in by_kind or (kind and kind != code):
            continue
        most = 100 if kind else 8
        # a person's name is for the team: the circle says so for actors
        answers = [
            Found(
                entry.title,
                entry.url,
                snippet(entry.excerpt, text),
                personal or (code == "cases.actor" and entry.circle != "facts"),
            )
            for entry in by_kind[code][:most]
        ]
        groups.append((code, _(word), answers))
    return groups
