"""Cost of a study by size: a 60-case data set, ten times, twenty times.

Run `python benchmarks/study.py`; it prints seconds, and microseconds a rating, which should stay
flat: the cost is proportional to the rows.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from terreau import framework
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.study.plan import default_plan
from terreau.study.results import write_results
from terreau.study.run import run

CASES, RATERS = 60, ("holder", "accompanist", "researcher")
PHASES = ("P1", "P2", "P3", "P4")


def made(times: int, seed: int = 20260101) -> Dataset:
    """Return simulated data: 60 × `times` cases, four phases, three raters, gaps."""
    rng = np.random.default_rng(seed)
    ect = framework.default()
    cases, phases, ratings, means, raters = [], [], [], [], []
    for c in range(CASES * times):
        case, place = f"P-{c:05d}", f"T{c % 3 + 1}"
        cases.append({"case": case, "name": f"Cas {c}", "kind": "projet", "territory": place,
                      "cohort": f"C{c % 2 + 1}"})  # fmt: skip
        own = [f"R-{c:05d}", f"R-A{c % 8}", f"R-S{c % 3}"]
        raters.append({"rater": own[0], "kind": RATERS[0]})
        means += [{"case": case, "seq": s, "family": f, "amount": str(int(rng.integers(1, 90)) * 1000),
                   "local": bool(s % 2), "year": 2025}
                  for s, f in enumerate(("market", "redistribution", "reciprocity"), 1)]  # fmt: skip
        for p, phase in enumerate(PHASES):
            phases.append({"case": case, "phase": phase, "seq": 1})
            for variable in ect.variables:
                for rater in own:
                    if rng.random() < 0.6:
                        level = int(np.clip(round(rng.normal(1 + p / 2, 1)), 0, 4))
                        ratings.append({
                            "rating": f"N-{len(ratings):07d}", "case": case, "phase": phase, "seq": 1,
                            "variable": variable.code, "rater": rater, "layer": "individual",
                            "level": str(level), "framework": ect.identifier,
                        })  # fmt: skip
    raters += [{"rater": f"R-A{i}", "kind": RATERS[1]} for i in range(8)]
    raters += [{"rater": f"R-S{i}", "kind": RATERS[2]} for i in range(3)]
    rows: dict[str, list[dict[str, Any]]] = {
        "cases": cases, "phases": phases, "ratings": ratings, "means": means, "raters": raters,
    }  # fmt: skip
    tables = {name: arrow_table(table(name), lines) for name, lines in rows.items()}
    return Dataset(tables, ect.identifier, fictional=True, title="Banc d’essai", as_of="2026-01-01")


def main() -> None:
    """Print one line per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 20])
    first = 0.0
    print("size | ratings | run s | write s | µs a rating | against x1")
    for times in parser.parse_args().times:
        dataset = made(times)
        n = dataset["ratings"].num_rows
        start = time.perf_counter()
        results = run(dataset, default_plan(dataset), framework.default())
        ran = time.perf_counter() - start
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            path = write_results(results, Path(folder) / "results.json")
            wrote = time.perf_counter() - start
            size = path.stat().st_size / 1e6
        unit = (ran + wrote) / n * 1e6
        first = first or unit
        print(
            f"x{times} | {n} | {ran:.2f} | {wrote:.2f} | {unit:.1f} | {unit / first:.2f} | {size:.1f} MB"
        )


if __name__ == "__main__":
    main()
