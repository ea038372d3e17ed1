"""The mix of means, and what approximate amounts allow one to say of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.analysis.economy import MeansMix, means_mix

NAN = float("nan")
Line = tuple[int, int, float, float, int]  # case, family, low, high, local


def mix(lines: list[Line], n_cases: int = 1) -> MeansMix:
    columns = list(zip(*lines, strict=True)) or [()] * 5
    return means_mix(*columns, n_cases=n_cases)


def test_exact_amounts_give_exact_shares() -> None:
    found = mix([(0, 0, 30, 30, 1), (0, 1, 60, 60, 0), (0, 2, 10, 10, 1)])
    assert found.amounts.low.tolist() == found.amounts.high.tolist() == [[30, 60, 10]]
    assert found.shares.low.tolist() == found.shares.high.tolist() == [[0.3, 0.6, 0.1]]
    assert (found.local.low[0], found.local.high[0]) == (0.4, 0.4)


def test_an_approximate_amount_widens_every_share() -> None:
    found = mix([(0, 0, 10, 30, 1), (0, 1, 10, 10, 0)])
    assert (found.shares.low[0, 0], found.shares.high[0, 0]) == (0.5, 0.75)
    assert (found.shares.low[0, 1], found.shares.high[0, 1]) == (0.25, 0.5)
    assert (found.local.low[0], found.local.high[0]) == (0.5, 0.75)


def test_a_line_that_does_not_say_widens_the_local_share() -> None:
    found = mix([(0, 0, 10, 10, -1), (0, 1, 30, 30, 1)])
    assert (found.local.low[0], found.local.high[0]) == (0.75, 1.0)


def test_a_line_without_amount_is_counted_and_enters_no_sum() -> None:
    found = mix([(0, 0, NAN, NAN, 1), (0, 0, 5, 5, 1)])
    assert (found.n_lines[0], found.n_without_amount[0]) == (2, 1)
    assert found.amounts.high.tolist() == [[5, 0, 0]]


def test_without_money_there_is_no_share() -> None:
    found = mix([(0, 0, NAN, NAN, 1)], n_cases=2)
    assert np.isnan(found.shares.low).all()
    assert np.isnan(found.local.high).all()
    assert np.isnan(mix([]).local.low).all()


def test_each_case_has_its_own_mix() -> None:
    found = mix([(1, 0, 5, 5, 1), (0, 1, 7, 7, 0)], n_cases=2)
    assert found.amounts.low.tolist() == [[0, 7, 0], [5, 0, 0]]
    assert found.local.low.tolist() == [0, 1]


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (5, 1)])
def test_amounts_that_make_no_sense_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="0 <= low <= high"):
        mix([(0, 0, low, high, 1)])


amounts = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)
lines = st.lists(
    st.tuples(st.integers(0, 2), amounts, st.integers(-1, 1), st.floats(0, 1), st.booleans()),
    max_size=8,
)


@given(lines)
def test_whatever_the_true_amounts_the_true_share_is_within_the_bounds(drawn) -> None:  # type: ignore[no-untyped-def]
    found = mix([(0, family, low, high, local) for family, (low, high), local, _, _ in drawn])
    true = [
        (family, low + share * (high - low), local == 1 or (local == -1 and really))
        for family, (low, high), local, share, really in drawn
    ]
    total = sum(amount for _, amount, _ in true)
    if total == 0:
        return
    for family in range(3):
        part = sum(amount for f, amount, _ in true if f == family) / total
        assert found.shares.low[0, family] - 1e-9 <= part <= found.shares.high[0, family] + 1e-9
    local = sum(amount for _, amount, near in true if near) / total
    assert found.local.low[0] - 1e-9 <= local <= found.local.high[0] + 1e-9
