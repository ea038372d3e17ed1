"""A new workspace: its model gives kinds, rooms, first page and first domains; all can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction

from terreau import framework
from terreau.web.cases.models import CaseKind, Theme
from terreau.web.core.models import Workspace
from terreau.web.core.records import create, note_act

__all__ = ["KINDS", "MODELS", "found_workspace"]


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    singular: str
    plural: str
    feminine: bool = False
    appraised: bool = False


@dataclass(frozen=True, slots=True)
class _Model:
    rooms: tuple[str, ...]
    first_page: str
    kinds: tuple[_Kind, ...]
    themes: tuple[str, ...]


_PROJECT = _Kind("projet", "projet", "projets", appraised=True)
_PLACE = _Kind("tiers_lieu", "tiers-lieu", "tiers-lieux")
_LISTED = _Kind("initiative", "initiative recensée", "initiatives recensées", feminine=True)
_STRUCTURE = _Kind(
    "structure", "structure d’accompagnement", "structures d’accompagnement", feminine=True
)
_TERRITORY = _Kind("territoire", "territoire", "territoires")
KINDS = {kind.code: kind for kind in (_PROJECT, _PLACE, _LISTED, _STRUCTURE, _TERRITORY)}
_THEMES = (
    "alimentation", "culture", "économie circulaire", "énergie", "habitat", "lien social", "mobilité",
    "numérique", "petite enfance", "santé",
)  # fmt: skip

MODELS: dict[str, _Model] = {
    # a cooperative accompanies projects from the idea on, and learns from them
    "cooperative": _Model(
        ("home", "projects", "places", "follow", "interviews", "research", "territory"), "home",
        (_PROJECT, _PLACE, _LISTED, _STRUCTURE), _THEMES,
    ),
    # a network of third places knows its places first; their projects come second
    "places": _Model(
        ("home", "projects", "places", "follow", "interviews", "territory"), "places",
        (_PLACE, _PROJECT, _LISTED), (*_THEMES, "coworking", "fabrication", "formation"),
    ),
    # a LEADER programme follows operations it funds, on one territory
    "leader": _Model(
        ("home", "projects", "follow", "research", "territory"), "projects",
        (_Kind("projet", "opération", "opérations", feminine=True, appraised=True), _LISTED, _TERRITORY),
        _THEMES,
    ),
}  # fmt: skip


@transaction.atomic
def found_workspace(actor: models.Model | None, *, code: str, name: str, model: str) -> Workspace:
    """Make a workspace with what its model gives; it has no member yet."""
    given = MODELS[model]
    used = framework.default().identifier
    workspace = Workspace.objects.create(
        code=code, name=" ".join(name.split()), model=model, rooms=list(given.rooms),
        first_page=given.first_page, framework=used,
    )  # fmt: skip
    note_act(actor, "create", workspace)
    for rank, kind in enumerate(given.kinds, 1):
        create(actor, CaseKind(
            workspace=workspace, code=kind.code, singular=kind.singular, plural=kind.plural,
            feminine=kind.feminine, framework=used if kind.appraised else "", rank=rank,
        ))  # fmt: skip
    for word in given.themes:
        create(actor, Theme(workspace=workspace, word=word))
    return workspace
