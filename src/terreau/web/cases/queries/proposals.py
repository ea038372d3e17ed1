"""Cases and actors by what people type: a reference, a name, or the label that a field shows."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q

from terreau.i18n import fold
from terreau.web.cases.models import Actor, Case
from terreau.web.core.models import NamedRecord, Workspace

__all__ = [
    "find_actor",
    "find_case",
    "label_of",
    "near_actors",
    "suggest_actors",
    "suggest_cases",
]

_REFERENCE = re.compile(r"^([A-Z]{1,3}-\d+)\b", re.IGNORECASE)
_ALIKE = 85.0  # of 100: « Commune des Pont » and « Commune des Ponts » are probably one


def label_of(record: NamedRecord) -> str:
    """Return « P-0042 La Ressourcerie », as a field holds it."""
    return f"{record.reference} {record.name}"


def _named(model: type[NamedRecord], workspace: Workspace, text: str) -> list[Any]:
    """Return the live records that `text` names exactly; several may bear a name."""
    records = model.objects.of(workspace)
    written = _REFERENCE.match(text)
    if written and (found := records.filter(reference=written[1].upper()).first()):
        return [found]
    return list(records.filter(name_key=fold(text)[:300])[:5])


def _suggested(model: type[NamedRecord], workspace: Workspace, text: str, limit: int) -> list[str]:
    """Return the labels of those whose reference or name holds `text`, those that begin so first."""
    wanted = fold(text)
    if not wanted:
        return []
    records = model.objects.of(workspace)
    begins = records.filter(Q(name_key__startswith=wanted) | Q(reference__istartswith=text.strip()))
    holds = records.filter(name_key__contains=wanted)
    found = [*begins.order_by("name_key", "id")[:limit], *holds.order_by("name_key", "id")[:limit]]
    return list(dict.fromkeys(label_of(one) for one in found))[:limit]


def find_case(workspace: Workspace, text: str) -> tuple[Case | None, list[str]]:
    """Return the case that `text` names for sure, else None and the labels of those it could mean."""
    found = _named(Case, workspace, text)
    if len(found) == 1:
        return found[0], []
    return None, [label_of(one) for one in found] or suggest_cases(workspace, text, 4)


def suggest_cases(workspace: Workspace, text: str, limit: int = 12) -> list[str]:
    """Return the labels of cases proposed for what is being typed."""
    return _suggested(Case, workspace, text, limit)


def find_actor(workspace: Workspace, text: str) -> tuple[Actor | None, list[str]]:
    """Return the actor that `text` names for sure, else None and the labels of those it could mean."""
    found = _named(Actor, workspace, text)
    if len(found) == 1:
        return found[0], []
    alike = found or near_actors(workspace, text)
    return None, [label_of(one) for one in alike] or suggest_actors(workspace, text, 4)


def suggest_actors(workspace: Workspace, text: str, limit: int = 12) -> list[str]:
    """Return the labels of actors proposed for what is being typed; for the team: persons are there."""
    return _suggested(Actor, workspace, text, limit)


def near_actors(
    workspace: Workspace, name: str, *, besides: int | None = None, limit: int = 4
) -> list[Actor]:
    """Return the live actors whose names are nearly `name`, nearest first."""
    from rapidfuzz import fuzz, process

    wanted = fold(name)
    if not wanted:
        return []
    keys = dict(Actor.objects.of(workspace).exclude(pk=besides).values_list("pk", "name_key"))
    close = process.extract(wanted, keys, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    found = Actor.objects.in_bulk([pk for _key, _score, pk in close])
    return [found[pk] for _key, _score, pk in close]
