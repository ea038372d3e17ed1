"""Interval of alpha by drawing whole cases again: ratings of one case are not independent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from terreau.analysis.agreement.krippendorff import (
    Metric,
    UnitCounts,
    alpha_of_coincidences,
    coincidences,
)

__all__ = ["AlphaInterval", "alpha_interval"]

_CHUNK = 250  # draws held in memory at once
_MIN_CLUSTERS = 5  # drawing three cases again and again says nothing of other cases
_MIN_DEFINED = 0.9  # share of the draws that must have an alpha


@dataclass(frozen=True, slots=True)
class AlphaInterval:
    """Percentile interval; `lo` and `hi` are None where the draws cannot bear one."""

    lo: float | None
    hi: float | None
    level: float
    n_clusters: int
    n_draws: int
    n_defined: int


def _draws(
    by_cluster: NDArray[np.float64], n_draws: int, seed: np.random.SeedSequence
) -> Iterator[NDArray[np.float64]]:
    n, size, _ = by_cluster.shape
    flat = by_cluster.reshape(n, size * size)
    generator = np.random.Generator(np.random.PCG64(seed))
    for start in range(0, n_draws, _CHUNK):
        rows = min(_CHUNK, n_draws - start)
        drawn = generator.integers(0, n, size=(rows, n)) + np.arange(rows)[:, None] * n
        weights = np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n)
        yield (weights.astype(np.float64) @ flat).reshape(rows, size, size)


def alpha_interval(
    units: UnitCounts,
    cluster: ArrayLike,
    metric: Metric = "ordinal",
    *,
    seed: np.random.SeedSequence,
    draws: int = 1000,
    level: float = 0.95,
) -> AlphaInterval:
    """Return the bootstrap percentile interval of alpha, drawing clusters with replacement.

    Parameters
    ----------
    units : UnitCounts
        From `matrix_counts` or `row_counts`.
    cluster : array_like of int, shape (units,)
        Cluster (the case) of each unit kept in `units`.
    metric : {"nominal", "ordinal", "interval"}
        As in `alpha`.
    seed : numpy.random.SeedSequence
        The same seed gives the same interval.
    draws : int
        Number of draws.
    level : float
        Share of the draws inside, between 0 and 1.

    Returns
    -------
    AlphaInterval
        Without bounds when there are fewer than five clusters, or when more than one draw in ten
        holds one single value.

    Raises
    ------
    ValueError
        When `cluster` has not one entry per unit kept.
    """
    labels = np.asarray(cluster, dtype=np.int64)
    if len(labels) != units.n_units:
        raise ValueError("cluster must have one entry per unit kept")
    kept, group = np.unique(labels, return_inverse=True)
    if len(kept) < _MIN_CLUSTERS:
        return AlphaInterval(None, None, level, len(kept), 0, 0)
    sampled = [
        alpha_of_coincidences(matrix, units.values, metric)
        for matrix in _draws(coincidences(units, group), draws, seed)
    ]
    alphas = np.concatenate(sampled)
    alphas = alphas[~np.isnan(alphas)]
    sizes = (len(kept), draws, len(alphas))
    if len(alphas) < _MIN_DEFINED * draws:
        return AlphaInterval(None, None, level, *sizes)
    lo, hi = np.quantile(alphas, [(1 - level) / 2, (1 + level) / 2])
    return AlphaInterval(float(lo), float(hi), level, *sizes)
