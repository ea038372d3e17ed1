"""What the ratings cover: who answered, on which variables, with what behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from terreau.analysis.measurement.cells import count_distinct, group_rows, tally

__all__ = ["CellCoverage", "cell_coverage"]

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class CellCoverage:
    """Figures of each cell (a case in a phase, or one of its pillars); every array is (cells,).

    Parameters
    ----------
    n_ratings : ndarray of int
        Answers, special ones included.
    n_raters : ndarray of int
        Different raters who answered.
    kinds : ndarray of int, shape (cells, kinds)
        Of these raters, how many of each kind.
    n_variables : ndarray of int
        Variables with at least one level (special answers observe nothing).
    n_expected : ndarray of int
        Variables expected in the cell.
    n_expected_observed : ndarray of int
        Expected variables with at least one level.
    n_to_support : ndarray of int
        High levels that cite no evidence.
    """

    n_ratings: Integers
    n_raters: Integers
    kinds: Integers
    n_variables: Integers
    n_expected: Integers
    n_expected_observed: Integers
    n_to_support: Integers


def cell_coverage(
    cell: ArrayLike,
    variable: ArrayLike,
    rater: ArrayLike,
    level: ArrayLike,
    supported: ArrayLike,
    *,
    expected: Booleans,
    kind_of_rater: ArrayLike,
    n_kinds: int,
    support_from: int = 3,
) -> CellCoverage:
    """Return what the ratings cover in each cell.

    Parameters
    ----------
    cell, variable, rater : array_like of int, shape (rows,)
        Position of the cell, the variable and the rater of each rating, from 0.
    level : array_like of int, shape (rows,)
        Level, negative for a special answer.
    supported : array_like of bool, shape (rows,)
        Whether the rating cites evidence.
    expected : ndarray of bool, shape (cells, variables)
        Which variables are expected in each cell.
    kind_of_rater : array_like of int, shape (raters,)
        Kind of each rater, from 0 to `n_kinds` − 1.
    support_from : int
        Lowest level that must cite evidence.
    """
    n_cells = len(expected)
    cells, variables, raters, levels = (
        np.asarray(a, dtype=np.int64) for a in (cell, variable, rater, level)
    )
    has_level = levels >= 0
    seen = group_rows(cells[has_level], variables[has_level])
    pairs = group_rows(cells, raters)
    kinds = np.asarray(kind_of_rater, dtype=np.int64)[pairs.keys[1]]
    unsupported = (levels >= support_from) & ~np.asarray(supported, dtype=bool)
    return CellCoverage(
        n_ratings=np.bincount(cells, minlength=n_cells),
        n_raters=count_distinct(cells, raters, n_cells),
        kinds=tally(pairs.keys[0], kinds, n_cells, n_kinds),
        n_variables=np.bincount(seen.keys[0], minlength=n_cells),
        n_expected=expected.sum(axis=1),
        n_expected_observed=np.bincount(seen.keys[0][expected[seen.keys]], minlength=n_cells),
        n_to_support=np.bincount(cells[unsupported], minlength=n_cells),
    )
