"""Communes most probably meant by a value that names none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from terreau.gazetteer import labels
from terreau.gazetteer.model import Commune
from terreau.gazetteer.names import NameIndex

__all__ = ["Suggester"]

_SAME_DEPARTEMENT = 10.0  # points of likeness: a neighbour is more often meant than a stranger


class Suggester:
    """Nearest communes to a wrong value, remembered: workbooks repeat their mistakes.

    Parameters
    ----------
    communes : mapping of str to Commune
        Today's communes by code.
    into : mapping of str to str
        Old code to today's code.
    names : sequence of NameIndex
        Names of today, names of before; each to a code of today.
    postal : mapping of str to sequence of str
        Postal code to commune codes.
    """

    def __init__(
        self,
        communes: Mapping[str, Commune],
        into: Mapping[str, str],
        names: Sequence[NameIndex],
        postal: Mapping[str, Sequence[str]],
    ) -> None:
        self._communes, self._into, self._names, self._postal = communes, into, names, postal
        self._codes = sorted(communes)
        self._known: dict[tuple[str, int], tuple[Commune, ...]] = {}

    def suggest(self, text: str, limit: int) -> tuple[Commune, ...]:
        """Return at most `limit` communes, best first."""
        key = (text.strip(), limit)
        if key not in self._known:
            written = labels.read(text)
            found = self._by_name(written, limit) if written.name else self._by_code(written.code)
            unique = dict.fromkeys(code for code in found if code in self._communes)
            self._known[key] = tuple(self._communes[code] for code in list(unique)[:limit])
        return self._known[key]

    def _by_code(self, code: str) -> Iterator[str]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        yield self._into.get(code, code)
        yield from sorted(self._postal.get(code, ()), key=self._size)
        slips = extract(code, self._codes, scorer=OSA.distance, score_cutoff=1, limit=None)
        same = labels.departement_of(code)
        yield from sorted((c for c, _, _ in slips if c.startswith(same)), key=self._size)

    def _by_name(self, written: labels.Written, limit: int) -> Iterator[str]:
        # a code before the name is often a postal code: it still tells the département
        here = written.departement or labels.departement_of(written.code)
        likeness: dict[str, float] = {}
        for age, index in enumerate(self._names):  # of two names as near, today's
            exact = [(100.0, code) for code in index.find(written.name)]
            for score, code in exact + index.near(written.name, 20 * limit):
                likeness[code] = max(score - age, likeness.get(code, 0.0))

        def rank(code: str) -> tuple[float, int, str]:
            near = _SAME_DEPARTEMENT if here and labels.departement_of(code) == here else 0.0
            return (-likeness[code] - near, *self._size(code))

        yield from sorted((code for code in likeness if code in self._communes), key=rank)

    def _size(self, code: str) -> tuple[int, str]:
        commune = self._communes.get(code)
        return -(commune.population or 0) if commune else 0, code
