"""Ratings as arrays of positions, in one fixed order, with what was set aside said."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from terreau.formats.tables import Dataset, table
from terreau.i18n import gettext as _
from terreau.i18n import join_words, ngettext
from terreau.study.grid import Grid

__all__ = ["UNKNOWN_KIND", "Ratings", "read_ratings"]

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

UNKNOWN_KIND = "unknown"


@dataclass(frozen=True)
class Ratings:
    """Ratings ordered by case, phase, rank, variable, rater, reference; arrays are (ratings,).

    Parameters
    ----------
    reference : ndarray of str
        Reference of each rating.
    case, phase, variable, rater : ndarray of int
        Positions among the cases of the study, the codes of the grid, and `raters`.
    seq : ndarray of int
        Rank of the passage in the phase.
    level : ndarray of int
        0 and above; −1, −2, −3 for the special answers of the grid, in their order.
    consensus : ndarray of bool
        Whether it is the level agreed on after discussion.
    supported : ndarray of bool
        Whether it cites evidence.
    raters : tuple of str
        Codes of the raters, sorted.
    kind_of_rater : ndarray of int, shape (raters,)
        Position of the kind of each rater among `kinds`.
    kinds : tuple of str
        Kinds of raters; the last one is "unknown".
    set_aside : tuple of str
        French sentences: ratings of the data that the study does not use, and why.
    """

    reference: NDArray[np.str_]
    case: Integers
    phase: Integers
    seq: Integers
    variable: Integers
    rater: Integers
    level: Integers
    consensus: Booleans
    supported: Booleans
    raters: tuple[str, ...]
    kind_of_rater: Integers
    kinds: tuple[str, ...]
    set_aside: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.case)

    def take(self, rows: Booleans | Integers) -> Ratings:
        """Return the ratings of these rows, raters and kinds unchanged."""
        whole = ("raters", "kind_of_rater", "kinds", "set_aside")
        parts: dict[str, Any] = {
            f.name: getattr(self, f.name) if f.name in whole else getattr(self, f.name)[rows]
            for f in fields(self)
        }
        return Ratings(**parts)

    @property
    def individual(self) -> Ratings:
        """The ratings of each one, before discussion."""
        return self.take(~self.consensus)

    @property
    def agreed(self) -> Ratings:
        """The ratings of the consensus layer."""
        return self.take(self.consensus)


def _positions(column: pa.ChunkedArray, codes: tuple[str, ...]) -> Integers:
    found = pc.fill_null(pc.index_in(column, value_set=pa.array(codes, pa.string())), -1)
    return np.asarray(found.to_numpy(), dtype=np.int64)


def _not_used(rows: pa.Table, grid: Grid) -> tuple[Booleans, list[str]]:
    """Return the rows to keep and the sentences on the others."""
    same = np.asarray(pc.fill_null(pc.equal(rows["framework"], grid.identifier), False).to_numpy())
    sentences = []
    if not same.all():
        others = pc.unique(rows["framework"].filter(pa.array(~same))).to_pylist()
        words = join_words(sorted(other or _("non dit") for other in others))
        n = int((~same).sum())
        sentences.append(
            ngettext(
                "{n} appréciation donnée avec un autre référentiel ({others}) n’est pas utilisée "
                "ici\u00a0: l’étude porte sur {this}.",
                "{n} appréciations données avec un autre référentiel ({others}) ne sont pas "
                "utilisées ici\u00a0: l’étude porte sur {this}.",
                n,
            ).format(n=n, others=words, this=grid.identifier)
        )
    return same, sentences


def _unreadable(n: int) -> str:
    return ngettext(
        "{n} appréciation dont la variable, la phase, le regard ou le niveau n’est pas du "
        "référentiel n’est pas utilisée ici.",
        "{n} appréciations dont la variable, la phase, le regard ou le niveau n’est pas du "
        "référentiel ne sont pas utilisées ici.",
        n,
    ).format(n=n)


def _twice(n: int) -> str:
    return ngettext(
        "{n} appréciation donnée deux fois par le même regard sur la même variable n’est pas "
        "utilisée\u00a0: la première référence est gardée.",
        "{n} appréciations données deux fois par le même regard sur la même variable ne sont pas "
        "utilisées\u00a0: la première référence est gardée.",
        n,
    ).format(n=n)


def _first_of_each(ratings: Ratings) -> Booleans:
    """Return, for ratings in order, the rows that do not repeat the row before."""
    names = ("case", "phase", "seq", "variable", "rater", "consensus")
    same = np.ones(max(len(ratings) - 1, 0), dtype=bool)
    for name in names:
        values = getattr(ratings, name)
        same &= values[1:] == values[:-1]
    return np.concatenate([np.ones(min(len(ratings), 1), dtype=bool), ~same])


def _rater_kinds(dataset: Dataset, raters: tuple[str, ...]) -> tuple[Integers, tuple[str, ...]]:
    kinds = (*(code for code, _word in table("raters").column("kind").choices), UNKNOWN_KIND)
    said = {row["rater"]: row["kind"] for row in dataset.rows("raters")}
    places = [kinds.index(said[r]) if said.get(r) in kinds else len(kinds) - 1 for r in raters]
    return np.array(places, dtype=np.int64), kinds


def read_ratings(dataset: Dataset, cases: tuple[str, ...], grid: Grid) -> Ratings:
    """Return the ratings of `cases` given with the référentiel of `grid`.

    What cannot be used (other référentiel, unknown code, same rating twice) is left out and said
    in `set_aside`, never counted in silence.
    """
    rows = dataset["ratings"]
    rows = rows.filter(pc.is_in(rows["case"], value_set=pa.array(cases, pa.string())))
    same, sentences = _not_used(rows, grid)
    rows = rows.filter(pa.array(same))
    raters = tuple(sorted(str(r) for r in pc.unique(rows["rater"]).to_pylist() if r is not None))
    kind_of_rater, kinds = _rater_kinds(dataset, raters)
    level = _positions(rows["level"], grid.answers)
    cited = pc.is_in(rows["rating"], value_set=pc.unique(dataset["evidence"]["rating"]))
    ratings = Ratings(
        reference=np.array(rows["rating"].to_pylist(), dtype=np.str_),
        case=_positions(rows["case"], cases),
        phase=_positions(rows["phase"], grid.phases),
        seq=np.asarray(pc.fill_null(rows["seq"], 1).to_numpy(), dtype=np.int64),
        variable=_positions(rows["variable"], grid.variables),
        rater=_positions(rows["rater"], raters),
        level=np.where(level < 0, len(grid.levels), level - len(grid.special)),
        consensus=np.asarray(pc.fill_null(pc.equal(rows["layer"], "consensus"), False).to_numpy()),
        supported=np.asarray(cited.to_numpy()),
        raters=raters,
        kind_of_rater=kind_of_rater,
        kinds=kinds,
    )
    readable = (
        (ratings.phase >= 0)
        & (ratings.variable >= 0)
        & (ratings.rater >= 0)
        & (ratings.level < len(grid.levels))
    )
    if not readable.all():
        sentences.append(_unreadable(int((~readable).sum())))
        ratings = ratings.take(readable)
    keys = (ratings.reference, ratings.consensus, ratings.rater, ratings.variable, ratings.seq)
    ratings = ratings.take(np.lexsort((*keys, ratings.phase, ratings.case)))
    first = _first_of_each(ratings)
    if not first.all():
        sentences.append(_twice(int((~first).sum())))
        ratings = ratings.take(first)
    parts = {f.name: getattr(ratings, f.name) for f in fields(ratings)}
    return Ratings(**(parts | {"set_aside": tuple(sentences)}))
