"""Krippendorff's alpha by the coincidence matrix, with missing cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Alpha",
    "Metric",
    "Undefined",
    "UnitCounts",
    "alpha",
    "alpha_of_coincidences",
    "coincidences",
    "matrix_counts",
    "row_counts",
]

Metric = Literal["nominal", "ordinal", "interval"]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Undefined(StrEnum):
    """Why a coefficient does not exist for these ratings."""

    ONE_RATER = "one_rater"
    TOO_FEW_UNITS = "too_few_units"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True)
class UnitCounts:
    """How many raters gave each value to each unit; only units with at least two values.

    Parameters
    ----------
    counts : ndarray of int, shape (units, values)
        Number of raters of the unit who gave the value.
    values : ndarray of int, shape (values,)
        The values met in these units, in increasing order.
    unit : ndarray of int, shape (units,)
        Position of each unit among those given by the caller.
    n_raters : int
        Raters who gave at least one value to one of these units.
    n_raters_met : int
        Raters who gave at least one value at all.
    """

    counts: Integers
    values: Integers
    unit: Integers
    n_raters: int
    n_raters_met: int

    @property
    def n_units(self) -> int:
        """Number of units with at least two values."""
        return len(self.counts)

    @property
    def n_ratings(self) -> int:
        """Number of values in those units."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True)
class Alpha:
    """A coefficient, or the reason why there is none (then `value` is None)."""

    value: float | None
    reason: Undefined | None
    n_units: int
    n_ratings: int
    n_raters: int


def matrix_counts(ratings: ArrayLike) -> UnitCounts:
    """Return the counts of a table of units by raters.

    Parameters
    ----------
    ratings : array_like, shape (units, raters)
        Whole numbers from 0; a negative number or NaN is a missing cell.

    Raises
    ------
    ValueError
        When the table has not two dimensions.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError("ratings must have two dimensions: units and raters")
    unit, rater = np.nonzero(table >= 0)  # false for NaN too
    return row_counts(unit, rater, table[unit, rater].astype(np.int64))


def row_counts(unit: ArrayLike, rater: ArrayLike, value: ArrayLike) -> UnitCounts:
    """Return the counts of ratings given as rows.

    Parameters
    ----------
    unit, rater : array_like of int, shape (rows,)
        Position of the unit and of the rater, from 0.
    value : array_like of int, shape (rows,)
        Value given; a negative one is missing. A rater gives at most one value to a unit.

    Raises
    ------
    ValueError
        When the three have not the same length.
    """
    units, raters, given = (np.asarray(a, dtype=np.int64) for a in (unit, rater, value))
    if not units.shape == raters.shape == given.shape:
        raise ValueError("unit, rater and value must have the same length")
    present = given >= 0
    units, raters, given = units[present], raters[present], given[present]
    met = len(np.unique(raters))
    pairable = np.bincount(units)[units] >= 2 if len(units) else np.zeros(0, dtype=bool)
    units, raters, given = units[pairable], raters[pairable], given[pairable]
    kept, row = np.unique(units, return_inverse=True)
    values, column = np.unique(given, return_inverse=True)
    shape = (len(kept), len(values))
    counts = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1]).reshape(shape)
    return UnitCounts(counts.astype(np.int64), values, kept, len(np.unique(raters)), met)


def coincidences(units: UnitCounts, cluster: Integers | None = None) -> Floats:
    """Return the coincidence matrix of each cluster of units.

    Parameters
    ----------
    units : UnitCounts
        From `matrix_counts` or `row_counts`.
    cluster : ndarray of int, shape (units,), optional
        Cluster of each unit of `units`, from 0; one cluster when absent.

    Returns
    -------
    ndarray of float, shape (clusters, values, values)
        Pairs of values within units, each unit weighing as many as the values it holds
        (Krippendorff 2011, §3).
    """
    group = np.zeros(units.n_units, dtype=np.int64) if cluster is None else cluster
    n_clusters = int(group.max()) + 1 if len(group) else 1
    size = len(units.values)
    weight = 1.0 / (units.counts.sum(axis=1) - 1.0)
    matrix = np.zeros((n_clusters, size, size))
    for c in range(size):  # values are few: five levels, not five thousand units
        for k in range(size):
            pairs = units.counts[:, c] * (units.counts[:, k] - (c == k))
            matrix[:, c, k] = np.bincount(group, weights=pairs * weight, minlength=n_clusters)
    return matrix


def _distances(margins: Floats, values: Integers, metric: Metric) -> Floats:
    if metric == "ordinal":  # difference of mid-ranks: how many values stand between the two
        rank = np.cumsum(margins, axis=-1) - margins / 2
    elif metric == "interval":
        rank = np.broadcast_to(values.astype(np.float64), margins.shape)
    else:
        unlike = 1.0 - np.eye(len(values))
        return np.broadcast_to(unlike, (*margins.shape, len(values)))
    return np.asarray((rank[..., :, None] - rank[..., None, :]) ** 2)


def alpha_of_coincidences(matrix: Floats, values: Integers, metric: Metric) -> Floats:
    """Return alpha of each coincidence matrix, NaN where all values are equal.

    Parameters
    ----------
    matrix : ndarray of float, shape (..., values, values)
        Coincidence matrices.
    values : ndarray of int, shape (values,)
        The values, increasing; only ``"interval"`` uses more than their order.
    metric : {"nominal", "ordinal", "interval"}
        What counts as a large disagreement.
    """
    margins = matrix.sum(axis=-1)
    total = margins.sum(axis=-1)
    distance = _distances(margins, values, metric)
    observed = (matrix * distance).sum(axis=(-2, -1))
    expected = (margins[..., :, None] * margins[..., None, :] * distance).sum(axis=(-2, -1))
    defined = expected > 0
    ratio = np.divide(
        (total - 1) * observed, expected, out=np.full_like(total, np.nan), where=defined
    )
    return np.asarray(1.0 - ratio)


def alpha(units: UnitCounts, metric: Metric = "ordinal") -> Alpha:
    """Return Krippendorff's alpha: 1 for full agreement, 0 for what chance would give.

    Parameters
    ----------
    units : UnitCounts
        From `matrix_counts` or `row_counts`.
    metric : {"nominal", "ordinal", "interval"}
        What counts as a large disagreement.

    Returns
    -------
    Alpha
        Without value, and with the reason, when there is one rater, fewer than two units seen
        twice, or when all values are equal (no variation: agreement cannot be told from habit).

    Notes
    -----
    Krippendorff, K. (2011), *Computing Krippendorff's Alpha-Reliability*, University of
    Pennsylvania. Checked against ``irr::kripp.alpha`` 0.84.1.
    """
    size = (units.n_units, units.n_ratings, units.n_raters)
    if units.n_raters_met < 2:
        return Alpha(None, Undefined.ONE_RATER, *size)
    if units.n_units < 2:
        return Alpha(None, Undefined.TOO_FEW_UNITS, *size)
    if len(units.values) < 2:
        return Alpha(None, Undefined.NO_VARIATION, *size)
    value = alpha_of_coincidences(coincidences(units)[0], units.values, metric)
    return Alpha(float(value), None, *size)
