"""The référentiel behind an identifier, wherever it is kept."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from terreau.framework import Framework, by_identifier, from_dict, shipped
from terreau.problems import Refused
from terreau.web.core.models import Workspace
from terreau.web.frameworks.models import FrameworkVersion

__all__ = ["choices", "framework_of", "shown"]

_KNOWN = "_frameworks"  # kept on the workspace of a request


@lru_cache(maxsize=64)
def _read(pk: int, changed_on: datetime) -> Framework | None:
    """Return the référentiel kept in a row as it was written then: read and checked once."""
    row = FrameworkVersion.objects.filter(pk=pk).values_list("content").first()
    try:
        return from_dict(row[0]) if row else None
    except Refused:
        return None  # a draft that is not whole yet serves nobody


def _find(workspace: Workspace, identifier: str) -> Framework | None:
    name, _at, number = identifier.partition("@")
    kept = (
        FrameworkVersion.objects.of(workspace)
        .filter(identifier=name, number=number)
        .values_list("pk", "changed_on")
        .first()
    )
    if kept is not None:
        return _read(*kept)
    try:
        return by_identifier(identifier)
    except Refused:
        return None


def framework_of(workspace: Workspace, identifier: str) -> Framework | None:
    """Return the référentiel `identifier` (``ect@0.1``): one of the workspace, or one that ships.

    None when there is no such référentiel, or when it is a draft that is not whole. Asked of the base
    once by request.
    """
    if not identifier:
        return None
    known: dict[str, Framework | None] = workspace.__dict__.setdefault(_KNOWN, {})
    if identifier not in known:
        known[identifier] = _find(workspace, identifier)
    return known[identifier]


def shown(
    workspace: Workspace, identifier: str
) -> tuple[Framework | None, FrameworkVersion | None]:
    """Return the référentiel `identifier` and the row it is kept in (None for one that ships)."""
    name, _at, number = identifier.partition("@")
    row = (
        FrameworkVersion.objects.of(workspace)
        .filter(identifier=name, number=number)
        .select_related("workspace", "changed_by", "published_by")
        .first()
    )
    return framework_of(workspace, identifier), row


def choices(workspace: Workspace) -> list[tuple[str, str]]:
    """Return (identifier, title) of every référentiel that can be used: shipped ones, published ones."""
    own = FrameworkVersion.objects.of(workspace).filter(published_on__isnull=False)
    found = {one.full_identifier: str(one) for one in own}
    for framework in shipped():
        found.setdefault(framework.identifier, f"{framework.title} {framework.version}")
    return sorted(found.items(), key=lambda pair: pair[1])
