"""Cost of publishing a study of 60, 600 and 1 200 cases: linear, or said to be otherwise.

Run `python benchmarks/publication.py`; `--times 1 10` shortens it. Each publication is timed alone, on
the same data, in the same process; the last columns are milliseconds by case, to be compared down.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.study import made
from terreau import framework, gazetteer
from terreau.formats.snapshot import write_snapshot
from terreau.publishing.publish import publish
from terreau.study.plan import default_plan
from terreau.study.results import write_results
from terreau.study.run import run

PUBLICATIONS = ("sheets", "report", "tables", "catalogue")


def _timed(folder: Path, publication: str) -> float:
    start = time.perf_counter()
    publish(folder, publications=(publication,))
    return time.perf_counter() - start


def measure(times: int) -> tuple[int, dict[str, float]]:
    """Return the number of cases and the seconds of each publication."""
    data, ect = made(times), framework.default()
    found = run(data, default_plan(data), ect, gazetteer.default())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_snapshot(data, folder / "donnees", {}, ect)
        write_results(found, folder / "results.json")
        return data["cases"].num_rows, {p: _timed(folder, p) for p in PUBLICATIONS}


def main() -> None:
    """Print a line by size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 20])
    print("cases  " + "  ".join(f"{p:>10} s" for p in PUBLICATIONS) + "   | ms by case")
    for times in parser.parse_args().times:
        cases, seconds = measure(times)
        each = "  ".join(f"{1000 * seconds[p] / cases:7.1f}" for p in PUBLICATIONS)
        print(
            f"{cases:5d}  "
            + "  ".join(f"{seconds[p]:12.2f}" for p in PUBLICATIONS)
            + f"   | {each}",
            flush=True,
        )


if __name__ == "__main__":
    main()
