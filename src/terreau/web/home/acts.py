"""The journal of acts in words: « Katia a modifié la phase, La Ressourcerie »."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.apps import apps

from terreau.i18n import gettext as _
from terreau.web.cases.models import Case
from terreau.web.core.models import Act, Workspace

__all__ = ["VERBS", "Said", "grouped", "said"]

VERBS = {
    "create": "a ajouté",
    "change": "a modifié",
    "archive": "a archivé",
    "restore": "a remis",
    "undo": "a annulé un changement de",
    "verify": "a vérifié",
    "merge": "a fusionné",
    "publish": "a publié",
    "export": "a exporté",
    "ask": "a demandé",
    "load": "a chargé",
    "import": "a importé un classeur dans",
    "undo-import": "a annulé un import dans",
    "invite": "a invité une personne dans",
    "withdraw": "a retiré une invitation de",
    "join": "a rejoint",
    "role": "a changé un rôle dans",
    "link": "a fait un lien de mot de passe pour une personne de",
    "factor": "a retiré le second facteur d’une personne de",
    "end": "a mis fin à une adhésion dans",
    "settings": "a changé les réglages de",
    "cite": "a cité",
    "done": "a dit faite la suite de",
    "give_back": "a rendu ses effets à",
    "postpone": "a reporté la suite de",
    "settle": "a précisé",
    "unverify": "a repris la vérification de",
}
_CALLED = {"core.workspace": "la structure", "core.job": "un travail", "accounts.invitation": "la structure",
           "accounts.membership": "la structure", "cases.verification": "une fiche"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One act, ready to be read."""

    on: datetime
    who: str
    did: str
    case: Case | None
    fields: list[str]
    times: int = 1


def grouped(acts: Iterable[Said]) -> list[Said]:
    """Return acts with the same gesture of the same person on the same case, one after the other, once."""
    found: list[Said] = []
    for act in acts:
        last = found[-1] if found else None
        if last and (last.who, last.did, last.case) == (act.who, act.did, act.case):
            found[-1] = replace(last, times=last.times + 1)
        else:
            found.append(act)
    return found


def _called(kind: str) -> str:
    if kind in _CALLED:
        return _CALLED[kind]
    try:
        model = apps.get_model(kind)
    except LookupError:
        return kind
    return getattr(model, "called", "") or str(model._meta.verbose_name)


def _nobody(kind: str) -> str:
    """Return who acted when no name is written: a coded regard, or the application itself."""
    return _("Un regard") if kind.startswith("ratings.") else _("Terreau")


def said(workspace: Workspace, acts: Iterable[Act]) -> list[Said]:
    """Return `acts` in words, with the cases they concern; one query for the cases."""
    held = list(acts)
    about = {act.about for act in held if act.about}
    cases = {
        case.reference: case
        for case in Case.objects.filter(workspace=workspace, reference__in=about)
    }
    for case in cases.values():
        case.workspace = workspace  # for their addresses
    return [
        Said(
            act.on,
            act.actor.name if act.actor else _nobody(act.kind),
            f"{_(VERBS.get(act.verb, act.verb))} {_called(act.kind)}",
            cases.get(act.about),
            list(act.fields),
        )
        for act in held
    ]
