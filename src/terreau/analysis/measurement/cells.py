"""Rows put together by key, by sorting: the cost stays proportional to the rows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Cells", "count_distinct", "group_rows", "tally"]

Integers = NDArray[np.int64]
_LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Cells:
    """The distinct keys of some rows, in increasing order.

    Parameters
    ----------
    keys : tuple of ndarray of int, each of shape (cells,)
        One array per key given.
    index : ndarray of int, shape (rows,)
        Cell of each row.
    """

    keys: tuple[Integers, ...]
    index: Integers

    def __len__(self) -> int:
        return len(self.keys[0])

    def rows(self) -> list[Integers]:
        """Return the positions of the rows of each cell, in the order of the rows."""
        order = np.argsort(self.index, kind="stable")
        ends = np.cumsum(np.bincount(self.index, minlength=len(self)))[:-1]
        return np.split(order, ends) if len(self) else []


def group_rows(*keys: ArrayLike) -> Cells:
    """Return the cells made by the distinct combinations of `keys`.

    Parameters
    ----------
    *keys : array_like of int, shape (rows,)
        Non-negative codes; the first one varies slowest in the order of the cells.

    Raises
    ------
    ValueError
        When a code is negative.
    """
    columns = [np.asarray(key, dtype=np.int64) for key in keys]
    if not len(columns[0]):
        empty = np.zeros(0, dtype=np.int64)
        return Cells(tuple(empty for _ in columns), empty)
    if min(int(column.min()) for column in columns) < 0:
        raise ValueError("keys must not be negative")
    sizes = [int(column.max()) + 1 for column in columns]
    if math.prod(sizes) > _LARGEST:  # a date typed as a rank: too many combinations for one number
        met, index = np.unique(np.stack(columns), axis=1, return_inverse=True)
        return Cells(tuple(met), index.ravel())
    packed, index = np.unique(np.ravel_multi_index(tuple(columns), sizes), return_inverse=True)
    return Cells(tuple(k.astype(np.int64) for k in np.unravel_index(packed, sizes)), index)


def count_distinct(cell: ArrayLike, item: ArrayLike, n_cells: int) -> Integers:
    """Return, for each of `n_cells` cells, how many different `item` its rows hold."""
    pairs = group_rows(cell, item)
    return np.bincount(pairs.keys[0], minlength=n_cells).astype(np.int64)


def tally(cell: ArrayLike, value: ArrayLike, n_cells: int, n_values: int) -> Integers:
    """Return the table (cells × values) of how many rows of the cell hold the value."""
    position = np.asarray(cell, dtype=np.int64) * n_values + np.asarray(value, dtype=np.int64)
    flat = np.bincount(position, minlength=n_cells * n_values)
    return flat.reshape(n_cells, n_values).astype(np.int64)
