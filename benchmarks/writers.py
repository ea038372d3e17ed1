"""Eight people write for two minutes, and a server killed twenty times: nothing acknowledged is lost.

Run `python -m benchmarks.writers [--seconds 120] [--kills 20]`; exit code 1 when a promise breaks.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.writing import Writers, broken, held_by
from tests.served import Served


def together(seconds: float) -> bool:
    """Let eight writers write for `seconds`; print what was written, what failed, what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served.make(Path(folder) / "data")
        served.start()
        writers = Writers(served)
        writers.start()
        time.sleep(seconds)
        writers.stop()
        served.stop()
        held = held_by(served)
    lost = len(writers.lines.items() - held["lines"].items())
    lost += len(writers.levels.items() - held["levels"].items())
    said = broken(held)
    print(f"8 writers, {seconds:.0f} s: {len(writers.lines)} lines and {len(writers.levels)} levels kept, "
          f"{len(writers.errors)} errors, {lost} lost, {len(said)} promises of the base broken")  # fmt: skip
    return not (writers.errors or lost or said)


def killed(times: int) -> bool:
    """Kill the server in the middle of writing, `times` times; print what was acknowledged and lost."""
    promised: dict[str, str] = {}
    wrong, lost = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        served = Served.make(Path(folder) / "data")
        for _round in range(times):
            served.start()
            writers = Writers(served, timeout=10.0)
            writers.start()
            time.sleep(2.5)
            served.kill()
            writers.stop()
            held = held_by(served)
            promised |= writers.lines
            sure = {key: one for key, one in writers.levels.items() if key not in writers.doubtful}
            lost += len(promised.items() - held["lines"].items())
            lost += len(sure.items() - held["levels"].items())
            wrong += len(writers.errors) + len(broken(held))
    print(
        f"{times} kills in the middle: {len(promised)} lines acknowledged, {lost} lost, {wrong} faults"
    )
    return not (lost or wrong)


def main() -> int:
    """Do both; return 1 when a promise broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    kept = together(asked.seconds)
    return 0 if killed(asked.kills) and kept else 1


if __name__ == "__main__":
    sys.exit(main())
