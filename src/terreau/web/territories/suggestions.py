"""Communes proposed while a name is being typed: what begins like it, nearest to home first."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from terreau.gazetteer import Commune, default
from terreau.i18n import fold

__all__ = ["beginning_with", "warm_up"]


class _Start(NamedTuple):
    """One way to begin typing a commune: its folded name from one of its words on, or its code."""

    key: str
    code: str
    whole: bool  # from the first word on
    departement: str
    size: int  # inhabitants, below zero: the largest sort first


@cache
def _starts() -> list[_Start]:
    """Return every start, sorted: « saunier » finds Lons-le-Saunier."""
    found = []
    for commune in default().communes():
        words = fold(commune.name).split()
        about = commune.departement, -(commune.population or 0)
        for rank in range(len(words)):
            found.append(_Start(" ".join(words[rank:]), commune.code, rank == 0, *about))
        found.append(_Start(commune.code.lower(), commune.code, True, *about))
    return sorted(found)


def _matching(text: str) -> Iterator[_Start]:
    starts = _starts()
    for place in range(bisect_left(starts, (text,)), len(starts)):
        if not starts[place].key.startswith(text):
            return
        yield starts[place]


def beginning_with(text: str, home: frozenset[str], limit: int) -> list[Commune]:
    """Return the communes one of whose words, or the code, begins like `text`.

    First those of that very name, then those of the départements `home`, then names that begin so, then
    the most inhabited. When nothing begins so, what the gazetteer finds alike: an old code, a postal
    code, a slip.
    """
    wanted = fold(text)
    if len(wanted) < 2:
        return []
    gazetteer = default()
    ranked = (
        (not (s.whole and s.key == wanted), s.departement not in home, not s.whole, s.size, s.code)
        for s in _matching(wanted)
    )
    # a commune may begin so twice (« Saint-Saintin »): a few more are taken, then each once
    codes = dict.fromkeys(rank[-1] for rank in heapq.nsmallest(2 * limit, ranked))
    found = [one for code in codes if (one := gazetteer.commune(code)) is not None]
    return found[:limit] or list(gazetteer.suggest(text, limit))


def warm_up() -> None:
    """Read what proposals need, so that nobody waits for it: half a second, once."""
    _starts()
    default().suggest("terreau")
