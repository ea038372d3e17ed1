"""Rows put together by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.analysis.measurement import count_distinct, group_rows, tally

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 50)), max_size=40)


@given(pairs)
def test_cells_are_the_distinct_keys_in_order(rows: list[tuple[int, int]]) -> None:
    cells = group_rows([a for a, _ in rows], [b for _, b in rows])
    keys = list(zip(*(key.tolist() for key in cells.keys), strict=True))
    assert keys == sorted(set(rows))
    assert [keys[i] for i in cells.index] == rows


@given(pairs)
def test_codes_may_be_as_large_as_a_workbook_accepts(rows: list[tuple[int, int]]) -> None:
    """A date typed as a rank gives one cell more, not a breakdown."""
    large = [(a * 10**14, b * 10**13) for a, b in [*rows, (9, 60)]]
    cells = group_rows([a for a, _ in large], [b for _, b in large])
    keys = list(zip(*(key.tolist() for key in cells.keys), strict=True))
    assert keys == sorted(set(large))
    assert [keys[i] for i in cells.index] == large


@given(pairs)
def test_each_cell_knows_its_rows(rows: list[tuple[int, int]]) -> None:
    cells = group_rows([a for a, _ in rows])
    assert len(cells.rows()) == len(cells)
    for key, held in zip(cells.keys[0].tolist(), cells.rows(), strict=True):
        assert held.tolist() == [i for i, (a, _) in enumerate(rows) if a == key]


@given(pairs)
def test_distinct_items_are_counted_once(rows: list[tuple[int, int]]) -> None:
    counted = count_distinct([a for a, _ in rows], [b for _, b in rows], 7)
    assert counted.tolist() == [len({b for a, b in rows if a == cell}) for cell in range(7)]


def test_a_tally_is_a_table() -> None:
    assert tally([0, 1, 1, 1], [2, 0, 0, 1], 3, 3).tolist() == [[0, 0, 1], [2, 1, 0], [0, 0, 0]]


def test_codes_start_at_zero() -> None:
    with pytest.raises(ValueError, match="negative"):
        group_rows([0, -1])
