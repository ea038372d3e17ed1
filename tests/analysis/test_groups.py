"""Groups side by side."""

from __future__ import annotations

from terreau.analysis.comparison import group_cells, shared_raters


def test_each_group_keeps_its_own_levels() -> None:
    found = group_cells(([1, 0, 1, 1], [0, 0, 0, 2]), [7, 3, 7, 8], [4, 1, 2, -1])
    assert [key.tolist() for key in found.keys] == [[0, 1, 1], [0, 0, 2]]
    assert [s.n for s in found.summaries] == [1, 2, 0]
    assert found.summaries[1].median == (2, 4)


def test_a_group_is_as_large_as_its_cases_with_a_level() -> None:
    found = group_cells(([0, 0, 0, 0],), [1, 1, 2, 3], [0, 1, 2, -1])
    assert found.n_cases.tolist() == [2]


def test_raters_of_two_groups_make_the_link() -> None:
    assert shared_raters([0, 0, 1, 1], [5, 6, 5, 7]) == 1
    assert shared_raters([0, 0, 1], [5, 5, 6]) == 0
    assert shared_raters([], []) == 0
