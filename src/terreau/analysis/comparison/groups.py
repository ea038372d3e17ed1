"""Groups of cases side by side: the same cells for each, and who looked at both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from terreau.analysis.measurement.cells import count_distinct, group_rows
from terreau.analysis.measurement.levels import LevelSummary, summarise, tabulate

__all__ = ["GroupCells", "group_cells", "shared_raters"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class GroupCells:
    """Summaries by key, in increasing order of the keys.

    Parameters
    ----------
    keys : tuple of ndarray of int, each of shape (cells,)
        As given to `group_cells`.
    n_cases : ndarray of int, shape (cells,)
        Different cases with at least one level: the true size of the cell.
    summaries : list of LevelSummary
        One per cell.
    """

    keys: tuple[Integers, ...]
    n_cases: Integers
    summaries: list[LevelSummary]


def group_cells(
    keys: tuple[ArrayLike, ...],
    case: ArrayLike,
    level: ArrayLike,
    *,
    n_levels: int = 5,
    n_special: int = 3,
) -> GroupCells:
    """Return the summary of levels of each combination of `keys`.

    Parameters
    ----------
    keys : tuple of array_like of int, each of shape (rows,)
        For instance group, pillar, phase: codes from 0.
    case : array_like of int, shape (rows,)
        Case of each rating.
    level : array_like of int, shape (rows,)
        Level, negative for a special answer.
    """
    cells = group_rows(*keys)
    levels = np.asarray(level, dtype=np.int64)
    has_level = levels >= 0
    cases = np.asarray(case, dtype=np.int64)
    table = tabulate(cells.index, levels, len(cells), n_levels=n_levels, n_special=n_special)
    return GroupCells(
        cells.keys,
        count_distinct(cells.index[has_level], cases[has_level], len(cells)),
        summarise(table, n_special=n_special),
    )


def shared_raters(group: ArrayLike, rater: ArrayLike) -> int:
    """Return how many raters rated cases of at least two groups.

    With none, a difference between groups cannot be told from a difference between raters.
    """
    pairs = group_rows(group, rater)
    return int((np.bincount(pairs.keys[1]) >= 2).sum()) if len(pairs) else 0
