"""Small data sets for the tests of the study: everything in them is imagined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from terreau import framework
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.gazetteer import Gazetteer
from terreau.study.plan import Plan, default_plan
from terreau.study.run import run

Row = dict[str, Any]
ECT = framework.default()
RATERS = [
    {"rater": "R-01", "kind": "holder"},
    {"rater": "R-02", "kind": "accompanist"},
    {"rater": "R-03", "kind": "researcher"},
]


def case(reference: str, **more: Any) -> Row:
    """A project."""
    return {"case": reference, "name": f"Projet {reference}", "kind": "projet"} | more


def rating(where: str, rater: str, level: int | str, **more: Any) -> Row:
    """A rating written « P-0001 P1 A1 », by a rater, at a level; its reference comes later."""
    name, phase, variable = where.split()
    return {
        "case": name, "phase": phase, "seq": 1, "variable": variable, "rater": rater,
        "level": str(level), "layer": "individual", "framework": ECT.identifier,
    } | more  # fmt: skip


def made(
    cases: Iterable[Row] = (), ratings: Iterable[Row] = (), **tables: Iterable[Row]
) -> Dataset:
    """Data of these rows; ratings that have no reference get one, in their order."""
    numbered = [{"rating": f"N-{i:05d}"} | row for i, row in enumerate(ratings, 1)]
    rows = {"cases": list(cases), "ratings": numbered, "raters": RATERS} | tables
    held = {name: arrow_table(table(name), list(lines)) for name, lines in rows.items()}
    return Dataset(held, ECT.identifier, fictional=True, title="Essai", as_of="2026-11-12")


def studied(data: Dataset, plan: Plan | None = None, gazetteer: Gazetteer | None = None) -> Row:
    """The results of a study."""
    return run(data, plan or default_plan(data), ECT, gazetteer)


def simulated(seed: int = 1, n_cases: int = 12) -> Dataset:
    """Cases with planted truths: T2 one level above T1, one level gained in P3, two raters agree.

    R-01 and R-02 see the level itself; R-03 answers at random on half of the variables.
    """
    rng = np.random.default_rng(seed)
    cases, ratings, phases = [], [], []
    for c in range(n_cases):
        name = f"P-{c:04d}"
        high = c % 2
        cases.append(case(name, territory=f"T{high + 1}", cohort=f"C{c // 6}"))
        for p, phase in enumerate(("P1", "P2", "P3")):
            phases.append({"case": name, "phase": phase, "seq": 1})
            for variable in ECT.variables[::3]:
                level = 1 + high + (p == 2)
                ratings += [
                    rating(f"{name} {phase} {variable.code}", r, level) for r in ("R-01", "R-02")
                ]
                if rng.random() < 0.5:
                    drawn = int(rng.integers(0, 5))
                    ratings.append(rating(f"{name} {phase} {variable.code}", "R-03", drawn))
    return made(cases, ratings, phases=phases)
