"""How a workspace starts: three models, each its kinds, its words, its rooms and its first page.

A model decides nothing for ever: kinds, rooms and first page are changed afterwards like any other.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from terreau.framework import library
from terreau.i18n import gettext as _
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.cases.models import CaseKind, Theme
from terreau.web.core.models import Workspace
from terreau.web.core.records import create, note_act

__all__ = ["MODELS", "KindWords", "Model", "start_workspace"]


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of case in the words of the structure; `appraised`: it comes with the référentiel."""

    code: str
    singular: str
    plural: str
    feminine: bool = False
    appraised: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """What a structure finds on its first day.

    `kinds` are in the order of the lists; `rooms` are codes of `core.rooms`, `first_page` one of them;
    `themes` are the domains proposed, which each case then keeps as words of its own.
    """

    kinds: tuple[KindWords, ...]
    rooms: tuple[str, ...]
    first_page: str
    themes: tuple[str, ...]


_STRUCTURE = KindWords(
    "structure", _("structure d’accompagnement"), _("structures d’accompagnement"), feminine=True
)
_THEMES = (
    _("alimentation"),
    _("économie circulaire"),
    _("environnement"),
    _("lien social"),
    _("mobilité"),
    _("santé"),
)

MODELS: dict[str, Model] = {
    # a cooperative that accompanies projects from the idea on, and learns from them
    "cooperative": Model(
        kinds=(KindWords("projet", _("projet"), _("projets"), appraised=True), _STRUCTURE),
        rooms=("home", "projects", "follow", "interviews", "research", "territory"),
        first_page="home",
        themes=_THEMES,
    ),
    # a consortium that holds places together: the places first, the projects born in them after
    "places": Model(
        kinds=(
            KindWords("tiers_lieu", _("tiers-lieu"), _("tiers-lieux")),
            KindWords("projet", _("projet"), _("projets"), appraised=True),
            _STRUCTURE,
        ),
        rooms=("home", "places", "projects", "follow", "interviews", "territory"),
        first_page="places",
        themes=(
            _("alimentation"),
            _("culture"),
            _("fabrication et réparation"),
            _("formation et emploi"),
            _("lien social"),
            _("numérique"),
        ),
    ),
    # a LEADER programme: the inventory of initiatives first, the operations it funds after
    "leader": Model(
        kinds=(
            KindWords("initiative", _("initiative"), _("initiatives"), feminine=True),
            KindWords("projet", _("opération"), _("opérations"), feminine=True, appraised=True),
            _STRUCTURE,
        ),
        rooms=("home", "projects", "territory", "follow", "interviews"),
        first_page="projects",
        themes=(*_THEMES, _("services aux habitants"), _("patrimoine")),
    ),
}


def _kinds(actor: User, workspace: Workspace, model: Model) -> None:
    for rank, kind in enumerate(model.kinds):
        create(
            actor,
            CaseKind(
                workspace=workspace, code=kind.code, singular=kind.singular, plural=kind.plural,
                feminine=kind.feminine, rank=rank,
                framework=workspace.framework if kind.appraised else "",
            ),
        )  # fmt: skip


@transaction.atomic
def start_workspace(actor: User, *, code: str, name: str, model: str) -> Workspace:
    """Write a workspace from one of the `MODELS`; `actor` becomes its first administrator.

    Raises
    ------
    ValidationError
        When the code is taken or is no address, the name empty, the model unknown.
    """
    chosen = MODELS.get(model)
    if chosen is None:
        raise ValidationError({"model": _("Ce modèle n’existe pas.")})
    workspace = Workspace(
        code=code.strip().lower(), name=" ".join(name.split()), model=model,
        rooms=list(chosen.rooms), first_page=chosen.first_page,
        framework=library.default().identifier,
    )  # fmt: skip
    workspace.full_clean()
    workspace.save()
    note_act(actor, "create", workspace)
    Membership.objects.create(workspace=workspace, user=actor, role=Role.ADMIN)
    _kinds(actor, workspace, chosen)
    for word in chosen.themes:
        create(actor, Theme(workspace=workspace, word=word))
    return workspace
