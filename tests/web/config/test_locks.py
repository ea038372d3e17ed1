"""One process at a time; a kill gives the lock back."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from terreau.web.config.locks import Held, Lock, holder, locked

_HOLD = """
import sys, time
from pathlib import Path
from terreau.web.config.locks import Lock
Lock(Path(sys.argv[1]), "serveur").take("là-bas")
print("pris", flush=True)
time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "pris\n"
    return process


def test_the_holder_is_named_until_it_is_killed(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    assert holder(tmp_path, "serveur") == "là-bas"
    with pytest.raises(Held, match="là-bas"):
        Lock(tmp_path, "serveur").take("ici")
    other.kill()
    other.communicate()
    assert holder(tmp_path, "serveur") is None
    with locked(tmp_path, "serveur", "ici"):
        assert holder(tmp_path, "serveur") == "ici"
    assert holder(tmp_path, "serveur") is None


def test_a_lock_is_waited_for(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    timer = threading.Timer(0.3, other.kill)
    timer.start()
    with locked(tmp_path, "serveur", wait=20.0):
        other.communicate()
    timer.join()


def test_each_name_is_a_lock_of_its_own(tmp_path: Path) -> None:
    assert holder(tmp_path, "serveur") is None
    with locked(tmp_path, "serveur"), locked(tmp_path, "travailleur"):
        assert holder(tmp_path, "travailleur") == ""
