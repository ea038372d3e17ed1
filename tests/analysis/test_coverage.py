"""What the ratings cover."""

from __future__ import annotations

import numpy as np

from terreau.analysis.measurement import CellCoverage, cell_coverage


def covered(rows: list[tuple[int, int, int, int, bool]], **changed: object) -> CellCoverage:
    """Rows are (cell, variable, rater, level, supported); three variables, the first two expected."""
    columns = list(zip(*rows, strict=True)) or [()] * 5
    settings: dict[str, object] = {
        "expected": np.array([[True, True, False]] * 2),
        "kind_of_rater": [0, 1, 1],
        "n_kinds": 2,
    }
    return cell_coverage(*columns, **(settings | changed))  # type: ignore[arg-type]


def test_answers_raters_and_variables_are_counted_by_cell() -> None:
    found = covered(
        [(0, 0, 0, 2, False), (0, 0, 1, 3, True), (0, 2, 2, 1, False), (1, 1, 0, -1, False)]
    )
    assert found.n_ratings.tolist() == [3, 1]
    assert found.n_raters.tolist() == [3, 1]
    assert found.kinds.tolist() == [[1, 2], [1, 0]]
    assert found.n_variables.tolist() == [2, 0]
    assert found.n_expected.tolist() == [2, 2]


def test_a_variable_expected_is_observed_once_whoever_looks() -> None:
    found = covered([(0, 0, 0, 2, False), (0, 0, 1, 2, False), (0, 2, 0, 2, False)])
    assert found.n_expected_observed.tolist() == [1, 0]


def test_a_special_answer_observes_nothing() -> None:
    found = covered([(0, 0, 0, -3, False)])
    assert (found.n_ratings[0], found.n_variables[0], found.n_expected_observed[0]) == (1, 0, 0)


def test_only_high_levels_without_evidence_are_to_support() -> None:
    rows = [(0, 0, 0, 2, False), (0, 0, 1, 3, False), (0, 1, 0, 4, True), (0, 1, 1, 4, False)]
    assert covered(rows).n_to_support.tolist() == [2, 0]
    assert covered(rows, support_from=2).n_to_support.tolist() == [3, 0]


def test_without_ratings_everything_is_zero_but_what_is_expected() -> None:
    found = covered([])
    assert found.n_ratings.tolist() == [0, 0]
    assert found.kinds.tolist() == [[0, 0], [0, 0]]
    assert found.n_expected.tolist() == [2, 2]
