"""Communes as a workspace knows them: the official code of France, and those it added.

The official code is read from the package once and kept in memory; added communes are asked of the base
once by request.
"""

from __future__ import annotations

from terreau.gazetteer import Commune, default
from terreau.i18n import fold, typeset
from terreau.web.core.models import Workspace
from terreau.web.territories.models import AddedCommune, Territory
from terreau.web.territories.suggestions import beginning_with

__all__ = [
    "added_communes",
    "commune",
    "commune_label",
    "commune_name",
    "find_commune",
    "forget_communes",
    "suggest_communes",
]

_ADDED = "_added_communes"  # kept on the workspace of a request
_HOME = "_home_departements"


def added_communes(workspace: Workspace) -> dict[str, AddedCommune]:
    """Return the communes that `workspace` added, by code."""
    known: dict[str, AddedCommune] | None = workspace.__dict__.get(_ADDED)
    if known is None:
        known = {found.code: found for found in AddedCommune.objects.of(workspace)}
        workspace.__dict__[_ADDED] = known
    return known


def forget_communes(workspace: Workspace) -> None:
    """Forget what was read of the base: a commune or a territory was just written."""
    for kept in (_ADDED, _HOME):
        workspace.__dict__.pop(kept, None)


def _home(workspace: Workspace) -> frozenset[str]:
    """Return the départements of the territories of `workspace`."""
    known: frozenset[str] | None = workspace.__dict__.get(_HOME)
    if known is None:
        gazetteer = default()
        lists = Territory.objects.of(workspace).values_list("members", flat=True)
        found = {
            one.departement
            for members in lists
            for member in members
            for one in (*gazetteer.members(member), *filter(None, [gazetteer.commune(member)]))
        }
        known = workspace.__dict__[_HOME] = frozenset(found)
    return known


def commune(workspace: Workspace, code: str) -> Commune | None:
    """Return the commune of `code` today, an added one where the official code has none."""
    official = default().resolve(code).commune
    if official is not None or not code:
        return official
    added = added_communes(workspace).get(code)
    if added is None:
        return None
    return Commune(
        added.code,
        added.name,
        population=added.population,
        longitude=added.longitude,
        latitude=added.latitude,
    )


def commune_name(workspace: Workspace, code: str) -> str:
    """Return « Lons-le-Saunier », to be read; the code when nobody knows it, nothing for nothing."""
    found = commune(workspace, code)
    return typeset(found.name) if found else code


def commune_label(workspace: Workspace, code: str) -> str:
    """Return « 39300 Lons-le-Saunier », as a field holds it: `find_commune` understands it."""
    found = commune(workspace, code)
    return _label(found) if found else code


def _label(found: Commune) -> str:
    return f"{found.code} {typeset(found.name)}"


def _added_like(workspace: Workspace, text: str, *, whole: bool) -> list[AddedCommune]:
    """Return the added communes that `text` names (or, not `whole`, that one word begins like)."""
    wanted = fold(text)
    found = []
    for added in added_communes(workspace).values():
        name = fold(added.name)
        names = {added.code.lower(), name, f"{added.code} {name}".lower()}
        if not whole:
            words = name.split()
            names |= {" ".join(words[rank:]) for rank in range(len(words))}
        if wanted in names or (not whole and any(name.startswith(wanted) for name in names)):
            found.append(added)
    return found


def find_commune(workspace: Workspace, text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the code of the commune that `text` names, and what else could be meant.

    Parameters
    ----------
    workspace : Workspace
        Its added communes are known too.
    text : str
        « 39300 Lons-le-Saunier », « 39300 », « Lons-le-Saunier », « Saint-Aubin (39) ».

    Returns
    -------
    code : str or None
        Today's code (mergers are followed); None when that is not sure, or for an empty text.
    suggestions : tuple of str
        Labels to choose from when there is no code.
    """
    text = " ".join(text.split())
    if not text:
        return None, ()
    gazetteer = default()
    written = gazetteer.parse_label(text)
    official = gazetteer.resolve(written).commune if written else None
    bearing = {one.code for one in gazetteer.by_name(text) if fold(one.name) == fold(text)}
    added = {one.code for one in _added_like(workspace, text, whole=True)}
    if added:  # its own commune, unless an official one bears that very name
        bearing |= added
    elif official is not None:
        bearing = {official.code}
    if len(bearing) == 1:
        return bearing.pop(), ()
    return None, tuple(suggest_communes(workspace, text, 4))


def suggest_communes(workspace: Workspace, text: str, limit: int = 12) -> list[str]:
    """Return labels proposed for what is being typed: added communes first, then nearest to home."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    added = [f"{one.code} {typeset(one.name)}" for one in _added_like(workspace, text, whole=False)]
    official = [_label(one) for one in beginning_with(text, _home(workspace), limit)]
    return list(dict.fromkeys([*added, *official]))[:limit]
