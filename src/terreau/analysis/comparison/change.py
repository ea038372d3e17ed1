"""Change between phases: the same rater, the same variable, one phase then the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from terreau.analysis.measurement.cells import group_rows, tally

__all__ = ["Changes", "consecutive_changes", "count_directions"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Changes:
    """Pairs of ratings that may be compared; every array is (pairs,).

    Parameters
    ----------
    before, after : ndarray of int
        Positions, among the rows given, of the two ratings.
    direction : ndarray of int
        1 higher, 0 the same, −1 lower: the order of levels, never their distance.
    """

    before: Integers
    after: Integers
    direction: Integers

    def __len__(self) -> int:
        return len(self.before)


def consecutive_changes(
    case: ArrayLike, occasion: ArrayLike, variable: ArrayLike, rater: ArrayLike, level: ArrayLike
) -> Changes:
    """Return the comparable pairs of ratings of consecutive occasions.

    Parameters
    ----------
    case, variable, rater : array_like of int, shape (rows,)
        Positions, from 0. A rater gives at most one level by case, occasion and variable.
    occasion : array_like of int, shape (rows,)
        Rank in time of the phase of the rating: only the order within a case counts. Two
        occasions are consecutive when no rating of the case, by anyone, stands between them.
    level : array_like of int, shape (rows,)
        Levels; negative ones (special answers) are left out.
    """
    given = np.asarray(level, dtype=np.int64)
    rows = np.flatnonzero(given >= 0)
    cases, occasions, variables, raters = (
        np.asarray(a, dtype=np.int64)[rows] for a in (case, occasion, variable, rater)
    )
    lived = group_rows(cases, occasions)
    rank = lived.index  # increasing with time within a case; one step = consecutive
    order = np.lexsort((rank, raters, variables, cases))
    first, second = order[:-1], order[1:]
    pair = (
        (cases[first] == cases[second])
        & (variables[first] == variables[second])
        & (raters[first] == raters[second])
        & (rank[second] - rank[first] == 1)
    )
    before, after = rows[first[pair]], rows[second[pair]]
    return Changes(before, after, np.sign(given[after] - given[before]))


def count_directions(cell: ArrayLike, direction: ArrayLike, n_cells: int) -> Integers:
    """Return the table (cells × 3) of how many pairs went down, stayed, went up."""
    return tally(cell, np.asarray(direction, dtype=np.int64) + 1, n_cells, 3)
