"""The mix of means of each case, with the bounds that approximate amounts allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Bounds", "MeansMix", "means_mix"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest value compatible with what was written; NaN where there is none."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class MeansMix:
    """Sums and shares by case.

    Parameters
    ----------
    n_lines, n_without_amount : ndarray of int, shape (cases,)
        Lines, and those whose amount is unknown (in no sum).
    amounts : Bounds of shape (cases, families)
        Sum of the amounts of each family, in the unit given.
    shares : Bounds of shape (cases, families)
        Share of each family in the known amounts, from 0 to 1.
    local : Bounds of shape (cases,)
        Share of the known amounts that comes from the territory; a line that does not say so
        counts as not local in the low bound and as local in the high one.
    """

    n_lines: NDArray[np.int64]
    n_without_amount: NDArray[np.int64]
    amounts: Bounds
    shares: Bounds
    local: Bounds


def _sums(case: NDArray[np.int64], amount: Floats, chosen: NDArray[np.bool_], n: int) -> Floats:
    sums = np.bincount(case[chosen], weights=amount[chosen], minlength=n)
    return sums.astype(np.float64)  # without lines, counts are whole numbers


def _share(part: Floats, rest: Floats, limit: Floats) -> Floats:
    total = part + rest
    return np.divide(part, total, out=limit.copy(), where=total > 0)


def _shares(part: Bounds, rest: Bounds) -> Bounds:
    """Return the bounds of part / (part + rest), NaN where both are surely nothing."""
    # a bound met at 0/0 is the limit: all of it is the part, or none of it is
    alone = np.where(part.high > 0, 1.0, np.nan)
    nothing = np.where(rest.high > 0, 0.0, np.nan)
    return Bounds(_share(part.low, rest.high, alone), _share(part.high, rest.low, nothing))


def means_mix(
    case: ArrayLike,
    family: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    local: ArrayLike,
    *,
    n_cases: int,
    n_families: int = 3,
) -> MeansMix:
    """Return the mix of means of each case.

    Parameters
    ----------
    case, family : array_like of int, shape (lines,)
        Positions, from 0.
    low, high : array_like of float, shape (lines,)
        Bounds of the amount, at least 0; NaN when unknown.
    local : array_like of int, shape (lines,)
        1 local, 0 not local, −1 not said.

    Raises
    ------
    ValueError
        When an amount is negative or its bounds are crossed.

    Notes
    -----
    The bounds of a share are exact for independent intervals: the lowest share takes the low
    amounts of the part and the high amounts of the rest.
    """
    cases, families, said = (np.asarray(a, dtype=np.int64) for a in (case, family, local))
    lows, highs = (np.asarray(a, dtype=np.float64) for a in (low, high))
    known = ~(np.isnan(lows) | np.isnan(highs))
    if (lows[known] < 0).any() or (lows[known] > highs[known]).any():
        raise ValueError("amounts must have 0 <= low <= high")
    every = np.bincount(cases, minlength=n_cases)
    part = [known & (families == f) for f in range(n_families)]
    sums = Bounds(
        np.stack([_sums(cases, lows, chosen, n_cases) for chosen in part], axis=1),
        np.stack([_sums(cases, highs, chosen, n_cases) for chosen in part], axis=1),
    )
    rest = Bounds(
        sums.low.sum(axis=1, keepdims=True) - sums.low,
        sums.high.sum(axis=1, keepdims=True) - sums.high,
    )
    near = Bounds(
        _sums(cases, lows, known & (said == 1), n_cases),
        _sums(cases, highs, known & (said != 0), n_cases),
    )
    far = Bounds(
        _sums(cases, lows, known & (said == 0), n_cases),
        _sums(cases, highs, known & (said != 1), n_cases),
    )
    return MeansMix(
        n_lines=every,
        n_without_amount=every - np.bincount(cases[known], minlength=n_cases),
        amounts=sums,
        shares=_shares(sums, rest),
        local=_shares(near, far),
    )
