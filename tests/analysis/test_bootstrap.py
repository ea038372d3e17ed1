"""The interval of alpha: whole cases drawn again, the same twice, silent when it must be."""

from __future__ import annotations

import numpy as np
import pytest

from terreau.analysis.agreement import alpha, alpha_interval, matrix_counts

SEED = np.random.SeedSequence(5)


def clustered(
    rng: np.random.Generator, n_cases: int, per_case: int
) -> tuple[np.ndarray, np.ndarray]:
    """Simulated levels of two raters; agreement is a trait of the case, not of the unit."""
    case = np.arange(n_cases).repeat(per_case)
    truth = rng.integers(0, 5, n_cases * per_case)
    careful = rng.random(n_cases)[case] < 0.7
    other = np.where(careful, truth, rng.integers(0, 5, truth.size))
    return np.stack([truth, other], axis=1), case


def test_the_same_seed_gives_the_same_interval() -> None:
    ratings, case = clustered(np.random.default_rng(1), 20, 10)
    units = matrix_counts(ratings)
    first, again, other = (
        alpha_interval(units, case, seed=np.random.SeedSequence(s)) for s in (9, 9, 10)
    )
    assert first == again
    assert first != other
    assert (first.n_clusters, first.n_draws, first.n_defined) == (20, 1000, 1000)


def test_the_value_lies_inside() -> None:
    ratings, case = clustered(np.random.default_rng(2), 30, 8)
    units = matrix_counts(ratings)
    value, bounds = alpha(units).value, alpha_interval(units, case, seed=SEED)
    assert value is not None
    assert bounds.lo is not None
    assert bounds.hi is not None
    assert bounds.lo < value < bounds.hi <= 1


def test_ratings_of_one_case_are_not_independent() -> None:
    """Drawing units one by one would promise more than the cases can give."""
    ratings, case = clustered(np.random.default_rng(3), 20, 25)
    units = matrix_counts(ratings)
    by_case = alpha_interval(units, case, seed=SEED)
    by_unit = alpha_interval(units, np.arange(len(case)), seed=SEED)
    assert by_case.hi - by_case.lo > 1.5 * (by_unit.hi - by_unit.lo)  # type: ignore[operator]


def test_it_covers_the_truth_about_as_often_as_it_says() -> None:
    """Truth: agreement in 70 % of 40 cases; 95 % intervals of 60 simulations, 200 draws each."""
    rng = np.random.default_rng(4)
    truth = alpha(matrix_counts(clustered(rng, 4000, 5)[0]), "nominal").value
    inside = 0
    for i in range(60):
        ratings, case = clustered(rng, 40, 5)
        bounds = alpha_interval(
            matrix_counts(ratings), case, "nominal", seed=np.random.SeedSequence(i), draws=200
        )
        inside += bounds.lo <= truth <= bounds.hi  # type: ignore[operator]
    assert 0.85 <= inside / 60 <= 1


def test_a_wider_level_gives_a_wider_interval() -> None:
    ratings, case = clustered(np.random.default_rng(6), 25, 6)
    units = matrix_counts(ratings)
    wide, narrow = (alpha_interval(units, case, seed=SEED, level=q) for q in (0.95, 0.5))
    assert wide.lo < narrow.lo < narrow.hi < wide.hi  # type: ignore[operator]


def test_four_cases_bear_no_interval() -> None:
    ratings, case = clustered(np.random.default_rng(7), 4, 10)
    bounds = alpha_interval(matrix_counts(ratings), case, seed=SEED)
    assert (bounds.lo, bounds.hi, bounds.n_draws) == (None, None, 0)


def test_without_variation_there_is_no_interval() -> None:
    """One case in ten differs: a third of the draws hold one single value."""
    ratings = np.full((10, 2), 3)
    ratings[0] = (1, 2)
    bounds = alpha_interval(matrix_counts(ratings), np.arange(10), seed=SEED)
    assert (bounds.lo, bounds.hi) == (None, None)
    assert 0 < bounds.n_defined < 900


def test_each_unit_has_its_case() -> None:
    with pytest.raises(ValueError, match="one entry per unit"):
        alpha_interval(matrix_counts([[1, 2], [2, 2], [3, 3]]), [0, 1], seed=SEED)
