"""The scope of a plan: who stays, who leaves and why."""

from __future__ import annotations

from typing import Any

import pytest

from terreau.study.plan import Exclusion, Plan, Scope
from terreau.study.scope import apply_scope
from tests.study.builders import case, made, rating, studied

CASES = [
    case("P-0001", territory="T1", cohort="C1"),
    case("P-0002", territory="T2", cohort="C1"),
    case("P-0003", territory="T1", cohort="C2"),
    {"case": "L-0001", "name": "Lieu", "kind": "tiers_lieu", "territory": "T1", "cohort": "C1"},
]


@pytest.mark.parametrize(
    ("scope", "kept"),
    [
        (Scope(), ["L-0001", "P-0001", "P-0002", "P-0003"]),
        (Scope(kinds=("projet",)), ["P-0001", "P-0002", "P-0003"]),
        (Scope(territories=("T1",)), ["L-0001", "P-0001", "P-0003"]),
        (Scope(territories=("T1",), cohorts=("C1",), kinds=("projet",)), ["P-0001"]),
        (Scope(exclude=(Exclusion("P-0002", "doublon"),)), ["L-0001", "P-0001", "P-0003"]),
    ],
)
def test_cases_of_the_scope_stay(scope: Scope, kept: list[str]) -> None:
    found = apply_scope(made(CASES), Plan(scope=scope))
    assert list(found.cases) == kept
    assert sorted(found.dataset["cases"]["case"].to_pylist()) == kept
    assert sorted([*kept, *(row["case"] for row in found.excluded)]) == sorted(
        c["case"] for c in CASES
    )


def test_each_case_left_out_has_its_reason() -> None:
    plan = Plan(
        scope=Scope(
            territories=("T1",), cohorts=("C1",), exclude=(Exclusion("P-0001", "en cours"),)
        )
    )
    scope: dict[str, Any] = studied(made(CASES), plan)["scope"]
    assert scope == {
        "cases": ["L-0001"],
        "excluded": [
            {"case": "P-0001", "reason": "en cours"},
            {"case": "P-0002", "reason": "territoire hors du périmètre de l’étude"},
            {"case": "P-0003", "reason": "cohorte hors du périmètre de l’étude"},
        ],
    }


def test_what_belongs_to_a_case_leaves_with_it() -> None:
    data = made(
        CASES,
        [rating("P-0001 P1 A1", "R-01", 3), rating("P-0002 P1 A1", "R-01", 3)],
        evidence=[{"rating": f"N-0000{i}", "source_kind": "log", "source": "J-1"} for i in (1, 2)],
        actors=[{"actor": a, "name": a, "sector": "public"} for a in ("A-1", "A-2", "A-3")],
        involvements=[
            {"case": "P-0001", "actor": "A-1", "seq": 1},
            {"case": "P-0002", "actor": "A-2", "seq": 1},
        ],
        interviews=[{"interview": "E-1", "case": "P-0002"}],
        documents=[{"document": "D-1", "interview": "E-1", "kind": "notes"}],
    )
    plan = Plan(scope=Scope(exclude=(Exclusion("P-0002", "retrait"),)))
    found = apply_scope(data, plan).dataset
    assert (
        found["ratings"]["rating"].to_pylist()
        == found["evidence"]["rating"].to_pylist()
        == ["N-00001"]
    )
    assert found["actors"]["actor"].to_pylist() == ["A-1"]
    assert found["documents"].num_rows == found["interviews"].num_rows == 0
    assert apply_scope(data, Plan()).dataset["actors"].num_rows == 3


def test_phases_outside_the_scope_take_their_ratings_with_them() -> None:
    ratings = [rating("P-0001 P1 A1", "R-01", 3), rating("P-0001 P2 A1", "R-01", 3)]
    results = studied(made(CASES, ratings), Plan(scope=Scope(phases=("P2",))))
    cells = results["analyses"]["profile"]["result"]["cells"]
    assert [cell["phase"] for cell in cells] == ["P2"]
    assert len(results["scope"]["cases"]) == 4


def test_phases_outside_the_scope_leave_with_their_dates_and_the_role_of_the_structure() -> None:
    lived = [{"case": "P-0001", "phase": phase, "seq": 1} for phase in ("P1", "P2")]
    data = made(CASES, phases=lived, stances=[row | {"stance": "carries"} for row in lived])
    found = apply_scope(data, Plan(scope=Scope(phases=("P2",)))).dataset
    assert found["phases"]["phase"].to_pylist() == found["stances"]["phase"].to_pylist() == ["P2"]
