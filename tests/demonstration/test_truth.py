"""The truth is the one of the data, and descriptive figures show it."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from statistics import mean, median
from typing import Any

import numpy as np

from terreau.demonstration import truth_text
from terreau.demonstration.assembling import Drawn, draw
from terreau.demonstration.planting import CONTRASTS, SIZES
from terreau.formats.tables import Dataset

SEEDS = (1, 2, 3, 4)


def ranks(values: list[float]) -> np.ndarray:
    return np.argsort(np.argsort(values))


def gap(drawn: Drawn, pillar: str) -> float:
    """Other structure minus own, on the latent value of a pillar at the first phase."""
    by_side: dict[bool, list[float]] = {True: [], False: []}
    for course in drawn.courses:
        place, first = course.place.reference, course.spans[0]
        value = drawn.appraised.latent[place, first.phase, first.seq, pillar]
        by_side[course.place.territory == "sept-combes"].append(value)
    return mean(by_side[True]) - mean(by_side[False])


def test_the_file_for_people_and_tests_is_up_to_date() -> None:
    shipped = (files("terreau.demonstration") / "verite.json").read_text(encoding="utf-8")
    assert shipped == truth_text()


def test_the_truth_is_written_for_people_too(planted: dict[str, Any]) -> None:
    page = (files("terreau.demonstration") / "VERITE.md").read_text(encoding="utf-8")
    assert [s["title"] for s in planted["stories"] if s["title"] not in page] == []
    assert str(planted["seed"]) in page


def test_planted_contrasts_are_at_least_one_logit() -> None:
    assert all(abs(size) >= 1 for sizes in CONTRASTS.values() for size in sizes.values())
    assert SIZES["condition"] >= 1


def test_contrasts_are_there_with_effects_and_absent_without() -> None:
    planted = [draw(seed, effects=True) for seed in SEEDS]
    flat = [draw(seed, effects=False) for seed in SEEDS]
    assert mean(gap(one, "A") for one in planted) < -0.8
    assert mean(gap(one, "D") for one in planted) > 0.8
    for pillar in "ABCD":
        assert abs(mean(gap(one, pillar) for one in flat)) < 0.5


def test_success_follows_the_conditions_only_with_effects() -> None:
    def told_right(effects: bool) -> float:
        found = [
            one.success == ((c["need_debated"] and c["role_clear"]) or (c["means_mixed"] and c["risk_shared"]))
            for seed in SEEDS
            for one in draw(seed, effects=effects).courses
            if one.success is not None and (c := one.conditions)
        ]  # fmt: skip
        return mean(found)

    assert told_right(True) > 0.9
    assert told_right(False) < 0.7


def test_nothing_is_planted_without_effects() -> None:
    assert '"effects": {}' in truth_text(effects=False)


def test_the_median_of_ratings_by_project_follows_its_latent_value(
    demonstration: Dataset, planted: dict[str, Any]
) -> None:
    seen, true = defaultdict(list), defaultdict(list)
    for row in demonstration.rows("ratings"):
        if row["level"].isdigit():
            seen[row["case"]].append(int(row["level"]))
    for row in planted["latent"]:
        true[row["case"]].append(row["value"])
    order = sorted(true)
    by_mean = np.corrcoef(ranks([mean(seen[c]) for c in order]), ranks([mean(true[c]) for c in order]))  # fmt: skip
    assert by_mean[0, 1] > 0.8
    low, high = order_thirds(order, true)
    assert mean(median(seen[c]) for c in high) > mean(median(seen[c]) for c in low) + 0.8


def order_thirds(order: list[str], true: dict[str, list[float]]) -> tuple[list[str], list[str]]:
    ranked = sorted(order, key=lambda case: mean(true[case]))
    third = len(ranked) // 3
    return ranked[:third], ranked[-third:]


def test_severe_regards_give_lower_levels(demonstration: Dataset, planted: dict[str, Any]) -> None:
    kinds = {row["rater"]: row["kind"] for row in demonstration.rows("raters")}
    given = defaultdict(list)
    for row in demonstration.rows("ratings"):
        if row["level"].isdigit():
            given[kinds[row["rater"]]].append(int(row["level"]))
    assert mean(given["holder"]) > mean(given["accompanist"]) > mean(given["researcher"])


def test_conditions_show_on_their_variable(demonstration: Dataset, planted: dict[str, Any]) -> None:
    met = {one["case"]: one["conditions"] for one in planted["courses"]}
    for condition, variable in planted["condition_variables"].items():
        levels: dict[bool, list[int]] = {True: [], False: []}
        for row in demonstration.rows("ratings"):
            if row["variable"] == variable and row["level"].isdigit():
                levels[met[row["case"]][condition]].append(int(row["level"]))
        assert mean(levels[True]) > mean(levels[False]) + 0.8
