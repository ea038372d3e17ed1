"""What a territory is made of: its communes, their inhabitants, the groupings they come from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from terreau.gazetteer import Commune, Epci, default
from terreau.i18n import fold, sort_key, typeset
from terreau.web.core.models import Workspace
from terreau.web.territories.models import Territory
from terreau.web.territories.queries import commune, commune_label, find_commune

__all__ = ["Composition", "composition_of", "find_member", "member_label"]


@dataclass(frozen=True)
class Composition:
    """The communes of a territory, by name; members that nobody knows any more are kept apart."""

    communes: tuple[Commune, ...]
    epcis: tuple[tuple[Epci, int], ...]  # groupings named as members, and how many communes of each
    unknown: tuple[str, ...]

    @cached_property
    def population(self) -> int | None:
        """Inhabitants; None if those of one commune are not known: a sum with a hole is no sum."""
        total = _sum(one.population for one in self.communes)
        return None if total is None else round(total)

    @cached_property
    def area(self) -> float | None:
        """Square kilometres; None if those of one commune are not known."""
        return _sum(one.area_km2 for one in self.communes)

    @cached_property
    def per_km2(self) -> float | None:
        """Inhabitants by square kilometre."""
        return self.population / self.area if self.population is not None and self.area else None


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    if not known or None in known:
        return None
    return math.fsum(value for value in known if value is not None)


def composition_of(workspace: Workspace, territory: Territory) -> Composition:
    """Return what `territory` is made of today; mergers of communes are followed."""
    gazetteer = default()
    found: dict[str, Commune] = {}
    epcis, unknown = [], []
    for member in territory.members:
        epci = gazetteer.epci(member)
        if epci is not None:
            inside = gazetteer.members(member)
            epcis.append((epci, len(inside)))
        else:
            one = commune(workspace, member)
            inside = (one,) if one else ()
        if not inside:
            unknown.append(member)
        found |= {one.code: one for one in inside}
    ordered = sorted(found.values(), key=lambda one: (sort_key(one.name), one.code))
    return Composition(tuple(ordered), tuple(epcis), tuple(unknown))


def member_label(workspace: Workspace, member: str) -> str:
    """Return « 39300 Lons-le-Saunier » or « 200071116 Espace communautaire … »."""
    epci = default().epci(member)
    return f"{member} {typeset(epci.name)}" if epci else commune_label(workspace, member)


def _epcis_named(text: str) -> list[Epci]:
    """Return the groupings of that name, with or without the letters of their kind (« CC … »)."""
    wanted = fold(text)
    return [
        epci
        for epci in default().epcis()
        if wanted in {fold(epci.name), fold(epci.name).removeprefix(f"{fold(epci.kind)} ")}
    ]


def _epcis_like(text: str, limit: int = 2) -> list[str]:
    from rapidfuzz import fuzz, process

    names = {epci: fold(epci.name) for epci in default().epcis()}
    close = process.extract(fold(text), names, scorer=fuzz.ratio, limit=limit, score_cutoff=70)
    return [f"{epci.siren} {typeset(epci.name)}" for _name, _score, epci in close]


def find_member(workspace: Workspace, text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the commune's code or the EPCI's SIREN that `text` names, and what else it could be."""
    gazetteer = default()
    first = text.split(" ", 1)[0]
    if len(first) == 9 and gazetteer.epci(first) is not None:
        return first, ()
    code, suggestions = find_commune(workspace, text)
    if code is not None:
        return code, ()
    named = _epcis_named(text)
    if len(named) == 1:
        return named[0].siren, ()
    labels = [f"{epci.siren} {typeset(epci.name)}" for epci in named] or _epcis_like(text)
    return None, tuple(dict.fromkeys([*suggestions[:3], *labels]))[:4]
