"""Ratings become arrays; what is left out is said."""

from __future__ import annotations

import pytest

from terreau.study.grid import grid_of
from terreau.study.ratings import Ratings, read_ratings
from tests.study.builders import ECT, case, made, rating

GRID = grid_of(ECT)


def read(*ratings: dict[str, object]) -> Ratings:
    return read_ratings(made([case("P-0001"), case("P-0002")], ratings), ("P-0001", "P-0002"), GRID)


def test_the_grid_is_the_framework() -> None:
    assert GRID.variables[0] == "A1"
    assert GRID.answers == ("JNSP", "SO", "NO", "0", "1", "2", "3", "4")
    assert GRID.expected.sum(axis=1).tolist() == [len(ECT.expected_in(p.code)) for p in ECT.phases]
    assert [GRID.pillars[i] for i in GRID.pillar_of] == [v.pillar for v in ECT.variables]


def test_ratings_are_put_in_one_order() -> None:
    found = read(
        rating("P-0002 P1 A1", "R-01", 1),
        rating("P-0001 P2 A1", "R-01", "JNSP"),
        rating("P-0001 P1 B1", "R-01", "NO"),
        rating("P-0001 P1 A1", "R-02", 4),
    )
    assert found.reference.tolist() == ["N-00004", "N-00003", "N-00002", "N-00001"]
    assert found.level.tolist() == [4, -1, -3, 1]
    assert found.set_aside == ()


def test_cases_outside_the_study_are_not_read() -> None:
    assert len(read(rating("P-0009 P1 A1", "R-01", 1))) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        rating("P-0001 P1 Z9", "R-01", 1),
        rating("P-0001 P9 A1", "R-01", 1),
        rating("P-0001 P1 A1", "R-01", 7),
        rating("P-0001 P1 A1", "R-01", 1) | {"rater": None},
    ],
)
def test_codes_outside_the_framework_are_set_aside_and_said(wrong: dict[str, object]) -> None:
    found = read(wrong, rating("P-0002 P1 A1", "R-01", 1))
    assert found.reference.tolist() == ["N-00002"]
    assert found.set_aside == (
        "1 appréciation dont la variable, la phase, le regard ou le niveau n’est pas du référentiel "
        "n’est pas utilisée ici.",
    )


def test_the_same_rating_twice_counts_once_and_it_is_said() -> None:
    found = read(
        rating("P-0001 P1 A1", "R-01", 1, rating="N-2"),
        rating("P-0001 P1 A1", "R-01", 4, rating="N-1"),
        rating("P-0001 P1 A1", "R-01", 4, rating="N-3", layer="consensus"),
    )
    assert found.reference.tolist() == ["N-1", "N-3"]
    assert found.set_aside[0].startswith("1 appréciation donnée deux fois par le même regard")


def test_layers_are_told_apart() -> None:
    found = read(
        rating("P-0001 P1 A1", "R-01", 1), rating("P-0001 P1 A1", "R-01", 2, layer="consensus")
    )
    assert found.individual.level.tolist() == [1]
    assert found.agreed.level.tolist() == [2]
