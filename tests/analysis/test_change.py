"""Change: the same eyes, the same variable, one phase then the next."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from terreau.analysis.comparison import consecutive_changes, count_directions

Row = tuple[int, int, int, int, int]  # case, occasion, variable, rater, level


def pairs(rows: list[Row]) -> list[tuple[Row, Row, int]]:
    columns = list(zip(*rows, strict=True)) or [()] * 5
    found = consecutive_changes(*columns)
    return sorted(
        (rows[b], rows[a], d)
        for b, a, d in zip(found.before, found.after, found.direction.tolist(), strict=True)
    )


def test_up_same_and_down() -> None:
    rows: list[Row] = [(0, 0, v, 0, 2) for v in range(3)] + [(0, 1, v, 0, 1 + v) for v in range(3)]
    assert [d for _, _, d in pairs(rows)] == [-1, 0, 1]


def test_two_raters_are_never_compared_to_each_other() -> None:
    assert pairs([(0, 0, 0, 0, 1), (0, 1, 0, 1, 4)]) == []


def test_two_variables_or_two_cases_are_never_compared() -> None:
    assert pairs([(0, 0, 0, 0, 1), (0, 1, 1, 0, 4)]) == []
    assert pairs([(0, 0, 0, 0, 1), (1, 1, 0, 0, 4)]) == []


def test_a_rater_absent_from_a_phase_that_others_rated_is_not_stretched_over_it() -> None:
    rows: list[Row] = [(0, 0, 0, 0, 1), (0, 1, 0, 1, 2), (0, 2, 0, 0, 3)]
    assert pairs(rows) == []


def test_a_phase_nobody_rated_does_not_stand_between() -> None:
    first, second = (0, 1, 0, 0, 1), (0, 4, 0, 0, 3)
    assert pairs([second, first]) == [(first, second, 1)]


def test_special_answers_are_not_levels() -> None:
    assert pairs([(0, 0, 0, 0, -1), (0, 1, 0, 0, 3)]) == []


def test_nothing_gives_nothing() -> None:
    assert pairs([]) == []


unique_rows = st.lists(
    st.tuples(*(st.integers(0, 3) for _ in range(4)), st.integers(-3, 4)),
    max_size=40,
    unique_by=lambda row: row[:4],
)


@given(unique_rows)
def test_it_is_the_definition(rows: list[Row]) -> None:
    """Written with quadratic loops: each pair on its own."""
    levelled = [row for row in rows if row[4] >= 0]
    lived = {
        case: sorted({r[1] for r in levelled if r[0] == case}) for case in {r[0] for r in levelled}
    }
    expected = [
        (a, b, int(np.sign(b[4] - a[4])))
        for a in levelled
        for b in levelled
        if (a[0], a[2], a[3]) == (b[0], b[2], b[3])
        and a[1] < b[1]
        and lived[a[0]].index(b[1]) - lived[a[0]].index(a[1]) == 1
    ]
    assert pairs(rows) == sorted(expected)


@given(unique_rows)
def test_reading_the_scale_upside_down_turns_up_into_down(rows: list[Row]) -> None:
    upside_down = [(*row[:4], 4 - row[4] if row[4] >= 0 else row[4]) for row in rows]
    assert sorted(-d for _, _, d in pairs(rows)) == sorted(d for _, _, d in pairs(upside_down))


def test_directions_are_counted_by_cell() -> None:
    assert count_directions([0, 0, 2], [1, -1, 0], 3).tolist() == [[1, 0, 1], [0, 0, 0], [0, 1, 0]]
