"""Summaries of ordered levels: counts and order statistics, never a mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from terreau.analysis.measurement.cells import tally

__all__ = ["LevelSummary", "summarise", "tabulate"]

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LevelSummary:
    """What a set of ratings says, without arithmetic on the levels.

    Parameters
    ----------
    n : int
        Ratings that give a level; special answers are apart.
    counts : tuple of int
        Ratings at each level, from the lowest.
    special : tuple of int
        Special answers, in the order of their codes −1, −2, −3…
    median : (int, int) or None
        The two middle levels, equal when `n` is odd; None when `n` is 0.
    middle : (int, int) or None
        Levels that bound the central half: a quarter of the ratings, rounded down, is left at
        each end.
    extent : (int, int) or None
        Lowest and highest level.
    """

    n: int
    counts: tuple[int, ...]
    special: tuple[int, ...]
    median: tuple[int, int] | None
    middle: tuple[int, int] | None
    extent: tuple[int, int] | None


def tabulate(
    cell: ArrayLike, level: ArrayLike, n_cells: int, *, n_levels: int = 5, n_special: int = 3
) -> Integers:
    """Return the table (cells × answers): special answers first, last code first, then levels.

    Parameters
    ----------
    cell : array_like of int, shape (rows,)
        Cell of each rating, from 0 to `n_cells` − 1.
    level : array_like of int, shape (rows,)
        0 to `n_levels` − 1, or −1 to −`n_special` for a special answer.

    Raises
    ------
    ValueError
        When a level is outside these bounds.
    """
    answers = np.asarray(level, dtype=np.int64)
    if len(answers) and not -n_special <= answers.min() <= answers.max() < n_levels:
        raise ValueError(f"levels go from {-n_special} to {n_levels - 1}")
    return tally(cell, answers + n_special, n_cells, n_levels + n_special)


def _order_statistic(cumulated: Integers, rank: Integers) -> Integers:
    return np.asarray((cumulated < rank[:, None]).sum(axis=1), dtype=np.int64)


def summarise(table: Integers, *, n_special: int = 3) -> list[LevelSummary]:
    """Return the summary of each row of a table made by `tabulate`.

    Every figure is a level that someone gave, read at a rank of the sorted ratings: reversing the
    scale reverses the figures, and no distance between levels is assumed.
    """
    special, counts = table[:, :n_special][:, ::-1], table[:, n_special:]
    cumulated = np.cumsum(counts, axis=1)
    n = cumulated[:, -1]
    ranks = ((n + 1) // 2, n // 2 + 1, n // 4 + 1, n - n // 4, np.ones_like(n), n)
    figures = np.stack([_order_statistic(cumulated, rank) for rank in ranks], axis=1)
    return [
        _summary(*row)
        for row in zip(n.tolist(), counts.tolist(), special.tolist(), figures.tolist(), strict=True)
    ]


def _summary(n: int, counts: list[int], special: list[int], figures: list[int]) -> LevelSummary:
    if not n:
        return LevelSummary(0, tuple(counts), tuple(special), None, None, None)
    lower, upper, first, third, lowest, highest = figures
    return LevelSummary(
        n, tuple(counts), tuple(special), (lower, upper), (first, third), (lowest, highest)
    )
