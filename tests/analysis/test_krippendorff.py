"""Krippendorff's alpha: published example, R, truth, and what must not change it."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from terreau.analysis.agreement import Alpha, Metric, Undefined, alpha, matrix_counts, row_counts

METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval")
REFERENCES = Path(__file__).resolve().parents[1] / "references" / "agreement"
TOLERANCE = 1e-9  # values stored with ten decimals (tests/references/agreement/README.md)

# Krippendorff (2011), section C: twelve units, four observers, missing cells
PUBLISHED = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]


def value(ratings: object, metric: Metric = "ordinal") -> float:
    found = alpha(matrix_counts(ratings), metric)  # type: ignore[arg-type]
    assert found.value is not None
    return found.value


def by_hand(ratings: np.ndarray, metric: Metric) -> float:
    """Alpha from its definition, pair by pair: slow, and written otherwise."""
    units = [[v for v in row if v >= 0] for row in ratings.tolist()]
    units = [unit for unit in units if len(unit) > 1]
    every = [v for unit in units for v in unit]
    counts = {v: every.count(v) for v in set(every)}

    def distance(a: float, b: float) -> float:
        if metric == "nominal":
            return float(a != b)
        if metric == "interval":
            return (a - b) ** 2
        lo, hi = min(a, b), max(a, b)
        between = sum(n for v, n in counts.items() if lo <= v <= hi)
        return (between - (counts[a] + counts[b]) / 2) ** 2

    observed = sum(
        distance(a, b) / (len(unit) - 1)
        for unit in units
        for a, b in itertools.permutations(unit, 2)
    ) / len(every)
    expected = sum(distance(a, b) for a, b in itertools.permutations(every, 2))
    return 1 - observed / (expected / (len(every) * (len(every) - 1)))


def read(folder: Path, name: str) -> np.ndarray:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])


def irr(ratings: np.ndarray, metric: Metric) -> float:
    """Alpha as irr 0.84.1 defines it where no cell is missing (references/agreement/README.md)."""
    found = value(ratings, metric)
    n, m = ratings.size, ratings.shape[1]
    if np.isnan(ratings).any():
        return found
    return 1 - (1 - found) * (n - 1 / (m - 1)) / (n - 1)


@pytest.mark.parametrize(
    ("metric", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_published_example_is_found_again(metric: Metric, expected: float) -> None:
    cells = [[float("nan") if c == "." else float(c) for c in row.split()] for row in PUBLISHED]
    ratings = np.array(cells).T
    assert value(ratings, metric) == pytest.approx(expected, abs=5e-4)  # three decimals published
    found = alpha(matrix_counts(ratings), metric)
    assert (found.n_units, found.n_ratings, found.n_raters) == (11, 40, 4)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("name", ["ratings_full", "ratings_missing", "ratings_two"])
def test_it_agrees_with_r(name: str, metric: Metric) -> None:
    expected = json.loads((REFERENCES / "irr.json").read_text(encoding="utf-8"))["values"]
    ratings = read(REFERENCES, name)
    assert irr(ratings, metric) == pytest.approx(expected[name][metric], abs=TOLERANCE)


@pytest.mark.parametrize("name", ["ratings_full", "ratings_missing", "ratings_two"])
def test_the_copies_are_those_of_the_shared_reference(shared: Path, name: str) -> None:
    folder = shared / "reference" / "measurement"
    assert np.array_equal(read(folder / "data", name), read(REFERENCES, name), equal_nan=True)
    results = json.loads((folder / "results" / "reliability.json").read_text(encoding="utf-8"))
    for metric in METRICS:
        expected = results["results"][name][f"kripp_alpha_{metric}"]
        assert irr(read(REFERENCES, name), metric) == pytest.approx(expected, abs=TOLERANCE)


tables = hnp.arrays(
    np.int64, st.tuples(st.integers(2, 12), st.integers(2, 5)), elements=st.integers(-1, 4)
)


@given(tables, st.sampled_from(METRICS))
def test_it_is_the_definition_pair_by_pair(ratings: np.ndarray, metric: Metric) -> None:
    found = alpha(matrix_counts(ratings), metric)
    if found.value is not None:
        assert found.value == pytest.approx(by_hand(ratings, metric), abs=1e-12)


@given(tables, st.sampled_from(METRICS), st.randoms(use_true_random=False))
def test_the_order_of_units_and_raters_does_not_matter(ratings, metric, random) -> None:  # type: ignore[no-untyped-def]
    units, raters = list(range(ratings.shape[0])), list(range(ratings.shape[1]))
    random.shuffle(units)
    random.shuffle(raters)
    first, second = (
        alpha(matrix_counts(ratings), metric),
        alpha(matrix_counts(ratings[units][:, raters]), metric),
    )
    assert second.reason == first.reason
    assert second.value == (None if first.value is None else pytest.approx(first.value, abs=1e-12))


@given(tables)
def test_ordinal_alpha_knows_only_the_order_of_levels(ratings: np.ndarray) -> None:
    """Stretching the scale, or reading it upside down, changes nothing."""
    stretched = np.array([0, 1, 7, 8, 30, -1])[ratings]
    reversed_ = np.where(ratings < 0, -1, 4 - ratings)
    first = alpha(matrix_counts(ratings), "ordinal")
    for other in (stretched, reversed_):
        second = alpha(matrix_counts(other), "ordinal")
        assert second.value == (
            None if first.value is None else pytest.approx(first.value, abs=1e-12)
        )


@given(tables)
def test_interval_alpha_changes_with_neither_origin_nor_unit(ratings: np.ndarray) -> None:
    moved = np.where(ratings < 0, -1, 3 * ratings + 2)
    first, second = (alpha(matrix_counts(r), "interval") for r in (ratings, moved))
    assert second.value == (None if first.value is None else pytest.approx(first.value, abs=1e-12))


@given(tables)
def test_nominal_alpha_does_not_know_the_names_of_values(ratings: np.ndarray) -> None:
    renamed = np.array([3, 0, 4, 1, 2, -1])[ratings]
    first, second = (alpha(matrix_counts(r), "nominal") for r in (ratings, renamed))
    assert second.value == (None if first.value is None else pytest.approx(first.value, abs=1e-12))


@settings(max_examples=50)
@given(tables, st.sampled_from(METRICS))
def test_it_never_exceeds_one(ratings: np.ndarray, metric: Metric) -> None:
    found = alpha(matrix_counts(ratings), metric)
    assert found.value is None or found.value <= 1


def test_units_seen_once_say_nothing() -> None:
    table = np.array([[1, 2, -1], [3, 3, 4], [0, 1, -1]])
    with_single = np.vstack([table, [[4, -1, -1], [-1, -1, -1]]])
    assert alpha(matrix_counts(with_single)) == alpha(matrix_counts(table))


def test_rows_and_table_say_the_same() -> None:
    table = np.array([[1, 2, -1], [3, -1, 4], [0, 0, 1]])
    unit, rater = np.nonzero(table >= 0)
    rows = row_counts(unit, rater, table[unit, rater])
    assert alpha(rows) == alpha(matrix_counts(table))
    assert rows.unit.tolist() == [0, 1, 2]


def test_copies_of_one_rater_agree_fully() -> None:
    level = np.random.default_rng(1).integers(0, 5, 200)
    for metric in METRICS:
        assert value(np.stack([level] * 3, axis=1), metric) == pytest.approx(1)


def test_raters_who_do_not_look_agree_as_chance_does() -> None:
    ratings = np.random.default_rng(2).integers(0, 5, (4000, 3))
    for metric in METRICS:
        assert value(ratings, metric) == pytest.approx(
            0, abs=0.03
        )  # 3 standard errors of 12 000 ratings


def test_opposed_raters_agree_less_than_chance() -> None:
    level = np.arange(5).repeat(20)
    assert value(np.stack([level, 4 - level], axis=1)) < -0.5


def test_the_known_truth_is_recovered() -> None:
    """With x = truth + error, interval alpha tends to the share of variance that is truth."""
    rng = np.random.default_rng(3)
    truth = rng.normal(50, 8, 5000)[:, None]
    seen = np.rint(truth + rng.normal(0, 6, (5000, 4)))
    assert value(seen, "interval") == pytest.approx(64 / (64 + 36), abs=0.02)


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[1], [2], [3]], Undefined.ONE_RATER),
        ([[1, -1], [2, -1]], Undefined.ONE_RATER),
        (np.zeros((0, 2)), Undefined.ONE_RATER),
        ([[1, 2], [2, -1]], Undefined.TOO_FEW_UNITS),
        ([[1, -1], [-1, 2]], Undefined.TOO_FEW_UNITS),
        ([[3, 3], [3, 3]], Undefined.NO_VARIATION),
    ],
)
def test_what_cannot_be_measured_is_said(ratings: object, reason: Undefined) -> None:
    found = alpha(matrix_counts(ratings))  # type: ignore[arg-type]
    assert isinstance(found, Alpha)
    assert (found.value, found.reason) == (None, reason)


def test_a_table_has_two_dimensions() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        matrix_counts([1, 2, 3])


def test_rows_have_one_unit_one_rater_one_value() -> None:
    with pytest.raises(ValueError, match="same length"):
        row_counts([0, 1], [0, 1], [1])
