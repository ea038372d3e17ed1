"""What the workbook costs: written, read and checked, from 60 cases to 5 000 and 200 000 ratings.

`python benchmarks/workbook.py` prints a line by size; each size runs in a process of its own, so
that the peak of memory is its own. `python benchmarks/workbook.py read FILE` measures one file, for
`/usr/bin/time -v`.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset, arrow_columns, table

SEED = 20260101
AS_OF = date(2026, 11, 12)
# cases, ratings: a 60-case workbook and ten and twenty times as much, then the promise
SIZES = {
    "x1": (60, 2_400),
    "x10": (600, 24_000),
    "x20": (1_200, 48_000),
    "promise": (5_000, 200_000),
}
RATERS = ("R-01", "R-02", "R-03", "R-04")


def _cases(n: int, communes: list[str], rng: random.Random) -> dict[str, list[Any]]:
    return {
        "case": [f"P-{i:05d}" for i in range(n)],
        "name": [f"Projet imaginé {i}" for i in range(n)],
        "kind": ["projet"] * n,
        "commune": [rng.choice(communes) for _ in range(n)],
        "started": [
            f"{rng.choice(('mars', 'juin', 'été'))} {rng.randint(2010, 2024)}" for _ in range(n)
        ],
        "themes": [[rng.choice(("mobilité", "énergie", "santé"))] for _ in range(n)],
    }


def _ratings(n_cases: int, n: int, rng: random.Random) -> dict[str, list[Any]]:
    """Each case rated variable by variable, phase by phase, by one rater after the other."""
    ect = framework.default()
    variables = [v.code for v in ect.variables]
    phases = [p.code for p in ect.phases]
    per_case = n // n_cases
    spots = [(i // per_case, i % per_case) for i in range(n)]
    levels = (*ect.level_codes, *ect.special_codes)
    return {
        "rating": [f"N-{i:06d}" for i in range(n)],
        "case": [f"P-{case:05d}" for case, _ in spots],
        "phase": [phases[(k // len(variables)) % len(phases)] for _, k in spots],
        "seq": [1] * n,
        "variable": [variables[k % len(variables)] for _, k in spots],
        "rater": [RATERS[k // (len(variables) * len(phases)) % len(RATERS)] for _, k in spots],
        "layer": ["individual"] * n,
        "level": [rng.choice(levels) for _ in range(n)],
        "framework": [ect.identifier] * n,
        "date": [f"2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}" for _ in range(n)],
        "retrospective": [rng.random() < 0.3 for _ in range(n)],
    }


def dataset(cases: int, ratings: int) -> Dataset:
    """Return seeded, imagined data."""
    rng = random.Random(SEED)
    communes = [c.code for c in gazetteer.default().communes() if c.departement == "39"]
    raters = {"rater": list(RATERS), "kind": ["holder", "accompanist", "researcher", "partner"]}
    tables = {
        "cases": arrow_columns(table("cases"), _cases(cases, communes, rng), cases),
        "raters": arrow_columns(table("raters"), raters, len(RATERS)),
        "ratings": arrow_columns(table("ratings"), _ratings(cases, ratings, rng), ratings),
    }
    return Dataset(
        tables,
        framework.default().identifier,
        fictional=True,
        title="Mesure",
        as_of=AS_OF.isoformat(),
    )


def peak_memory() -> float:
    """Return the largest memory this process has held, in MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def measure_read(path: Path) -> str:
    """Read one workbook and say what it took."""
    gazetteer.default()
    start = time.perf_counter()
    result = workbook.read(path, today=AS_OF)
    seconds = time.perf_counter() - start
    if result.dataset is None:
        return f"refused in {seconds:.1f} s, {len(result.problems)} problems, peak {peak_memory():.0f} MB"
    rows = sum(result.dataset.counts().values())
    return (
        f"{rows} rows in {seconds:.2f} s, {rows / seconds:,.0f} rows/s, peak {peak_memory():.0f} MB"
    )


def _spoil(data: Dataset) -> Dataset:
    """Return the same with forty rows out of a hundred at fault."""
    ratings = data["ratings"]
    column = ratings["level"].to_pylist()
    bad = ["7" if i % 10 < 4 else level for i, level in enumerate(column)]
    import pyarrow as pa

    at = ratings.schema.get_field_index("level")
    tables = {**data.tables, "ratings": ratings.set_column(at, "level", pa.array(bad))}
    return Dataset(tables, data.framework, fictional=True, title=data.title, as_of=data.as_of)


def write(path: Path, size: str, *, spoiled: bool = False) -> str:
    """Write one workbook and say what it took."""
    data = dataset(*SIZES[size])
    data = _spoil(data) if spoiled else data
    start = time.perf_counter()
    workbook.export(data, path, framework.default(), gazetteer.default())
    seconds = time.perf_counter() - start
    return f"written in {seconds:.1f} s, {path.stat().st_size / 1e6:.1f} MB, peak {peak_memory():.0f} MB"


def _apart(*arguments: str) -> str:
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Measure what is asked, or every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "action", nargs="?", default="all", choices=("all", "read", "write", "spoil")
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--size", default="x1", choices=tuple(SIZES))
    options = parser.parse_args()
    if options.action == "read":
        print(measure_read(options.file))
    elif options.action in ("write", "spoil"):
        print(write(options.file, options.size, spoiled=options.action == "spoil"))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for size, (cases, ratings) in SIZES.items():
                path = str(Path(folder) / f"{size}.xlsx")
                print(f"{size}: {cases} cases, {ratings} ratings")
                print("  write:", _apart("write", path, "--size", size))
                print("  read: ", _apart("read", path))


if __name__ == "__main__":
    main()
