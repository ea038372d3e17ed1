"""Communes proposed while a name is being typed: what begins like it, nearest to home first."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from terreau.gazetteer import Commune, default
from terreau.i18n import fold

__all__ = ["beginning_with"]


@cache
def _keys() -> list[tuple[str, str]]:
    """Return (folded name from one of its words on, code), sorted: « saunier » finds Lons-le-Saunier."""
    found = []
    for commune in default().communes():
        words = fold(commune.name).split()
        found += [(" ".join(words[rank:]), commune.code) for rank in range(len(words))]
        found.append((commune.code.lower(), commune.code))
    return sorted(found)


def _matching(start: str) -> Iterator[tuple[str, str]]:
    keys = _keys()
    for place in range(bisect_left(keys, (start, "")), len(keys)):
        if not keys[place][0].startswith(start):
            return
        yield keys[place]


def beginning_with(text: str, home: frozenset[str], limit: int) -> list[Commune]:
    """Return the communes one of whose words, or the code, begins like `text`.

    First those of that very name, then those of the départements `home`, then names that begin so, then
    the most inhabited. When nothing begins so, what the gazetteer finds alike: an old code, a postal
    code, a slip.
    """
    start = fold(text)
    if len(start) < 2:
        return []
    gazetteer = default()
    ranks: dict[str, tuple[bool, bool, bool, int, str]] = {}
    for _key, code in _matching(start):
        commune = gazetteer.commune(code)
        if commune is None or code in ranks:
            continue
        name, far = fold(commune.name), commune.departement not in home
        size = -(commune.population or 0)
        ranks[code] = (name != start, far, not name.startswith(start), size, code)
    best = heapq.nsmallest(limit, ranks.values())
    near = [found for *_rank, code in best if (found := gazetteer.commune(code)) is not None]
    return near or list(gazetteer.suggest(text, limit))
