"""Eight people write at once: no error, nothing lost, nothing half-written; a kill loses no promise."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.writing import Writers, broken, held_by
from tests.served import Served

_SECONDS = 8.0  # `benchmarks/writers.py` does it for two minutes
_KILLS = 2  # and twenty times there


def test_eight_writers_lose_nothing_and_meet_no_error(tmp_path: Path) -> None:
    served = Served.make(tmp_path / "data")
    served.start()
    writers = Writers(served)
    writers.start()
    time.sleep(_SECONDS)
    writers.stop()
    served.stop()
    held = held_by(served)
    assert writers.errors == []
    assert writers.cut == 0
    assert held["lines"] == writers.lines
    assert held["levels"] == writers.levels
    assert broken(held) == []
    assert len(writers.lines) > 8


def test_a_kill_in_the_middle_loses_no_write_that_was_acknowledged(tmp_path: Path) -> None:
    served = Served.make(tmp_path / "data")
    promised: dict[str, str] = {}
    for _round in range(_KILLS):
        served.start()
        writers = Writers(served, timeout=10.0)
        writers.start()
        time.sleep(2.5)
        served.kill()
        writers.stop()
        held = held_by(served)
        promised |= writers.lines
        assert writers.errors == []
        assert promised.items() <= held["lines"].items()
        sure = {key: one for key, one in writers.levels.items() if key not in writers.doubtful}
        assert sure.items() <= held["levels"].items()
        assert broken(held) == []
    assert promised
