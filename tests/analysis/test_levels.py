"""Levels are ordered, not measured: counts and ranks only."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.analysis.measurement import LevelSummary, summarise, tabulate


def summary(levels: list[int]) -> LevelSummary:
    return summarise(tabulate([0] * len(levels), levels, 1))[0]


levels = st.lists(st.integers(-3, 4), max_size=30)


@pytest.mark.parametrize(
    ("given_levels", "median", "middle", "extent"),
    [
        ([2], (2, 2), (2, 2), (2, 2)),
        ([1, 3], (1, 3), (1, 3), (1, 3)),
        ([0, 1, 4], (1, 1), (0, 4), (0, 4)),
        ([0, 1, 2, 4], (1, 2), (1, 2), (0, 4)),
        ([0, 0, 1, 2, 2, 3, 4, 4], (2, 2), (1, 3), (0, 4)),
        ([3, 3, 3, 3, 0], (3, 3), (3, 3), (0, 3)),
    ],
)
def test_figures_are_levels_that_someone_gave(given_levels, median, middle, extent) -> None:  # type: ignore[no-untyped-def]
    found = summary(given_levels)
    assert (found.median, found.middle, found.extent) == (median, middle, extent)


def test_special_answers_are_counted_apart() -> None:
    assert summary([-1, -1, -3, 2]) == LevelSummary(
        1, (0, 0, 1, 0, 0), (2, 0, 1), (2, 2), (2, 2), (2, 2)
    )


def test_without_a_level_there_is_no_figure() -> None:
    assert summary([-2]) == LevelSummary(0, (0,) * 5, (0, 1, 0), None, None, None)
    assert summary([]) == LevelSummary(0, (0,) * 5, (0, 0, 0), None, None, None)


@given(levels)
def test_counts_are_those_of_the_ratings(given_levels: list[int]) -> None:
    found, counts = summary(given_levels), Counter(given_levels)
    assert found.counts == tuple(counts[level] for level in range(5))
    assert found.special == tuple(counts[special] for special in (-1, -2, -3))
    assert found.n == sum(found.counts)


@given(levels)
def test_the_median_has_half_on_each_side(given_levels: list[int]) -> None:
    found = summary(given_levels)
    kept = sorted(level for level in given_levels if level >= 0)
    if found.median:
        n = len(kept)
        assert found.median == (kept[(n - 1) // 2], kept[n // 2])


@given(levels)
def test_the_central_half_holds_at_least_half(given_levels: list[int]) -> None:
    found = summary(given_levels)
    if found.middle and found.extent and found.median:
        low, high = found.middle
        inside = sum(low <= level <= high for level in given_levels if level >= 0)
        assert 2 * inside >= found.n
        assert (
            found.extent[0] <= low <= found.median[0] <= found.median[1] <= high <= found.extent[1]
        )


@given(levels)
def test_reading_the_scale_upside_down_mirrors_every_figure(given_levels: list[int]) -> None:
    upside_down = summary([4 - level if level >= 0 else level for level in given_levels])
    found = summary(given_levels)
    for pair, mirrored in (
        (found.median, upside_down.median),
        (found.middle, upside_down.middle),
        (found.extent, upside_down.extent),
    ):
        assert mirrored == (pair and (4 - pair[1], 4 - pair[0]))


@given(levels, st.randoms(use_true_random=False))
def test_the_order_of_ratings_does_not_matter(given_levels, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(given_levels)
    random.shuffle(shuffled)
    assert summary(shuffled) == summary(given_levels)


def test_each_cell_has_its_own_summary() -> None:
    found = summarise(tabulate([1, 0, 1, 2], [4, 0, 2, -1], 4))
    assert [s.n for s in found] == [1, 2, 0, 0]
    assert found[1].median == (2, 4)


def test_another_scale_is_possible() -> None:
    found = summarise(tabulate([0, 0], [6, -1], 1, n_levels=7, n_special=1), n_special=1)[0]
    assert (found.counts, found.special) == ((0, 0, 0, 0, 0, 0, 1), (1,))


@pytest.mark.parametrize("level", [5, -4])
def test_a_level_outside_the_scale_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="from -3 to 4"):
        tabulate(np.array([0]), np.array([level]), 1)
