"""The same promises on PostgreSQL: a cluster of its own, made for the test, gone after it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# what the engine could change: writing, searching, forms over records, the whole in and out
PROMISES = ("tests/web/core/test_records.py", "tests/web/core/test_bulk.py", "tests/web/core/test_search.py", "tests/web/core/test_editing.py",
            "tests/web/exchange", "tests/web/ratings")  # fmt: skip
_PORT = "54329"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _run(*command: str | Path) -> None:
    """Run as an ordinary person: PostgreSQL refuses to be started by root."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    user = {"user": "postgres"} if root else {}
    words = [str(part) for part in command]
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd="/", **user)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty base."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL: .ci/run installs the Debian package postgresql")
        pytest.skip("no PostgreSQL here: install the Debian package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="terreau-postgres-"))
    if getattr(os, "geteuid", lambda: 1)() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "terreau",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-p {_PORT} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        _run(programs / "createdb", "-h", "127.0.0.1", "-p", _PORT, "-U", "terreau", "terreau")
        yield f"postgres://terreau@127.0.0.1:{_PORT}/terreau"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_the_promises_hold_on_postgresql(server: str, root: Path) -> None:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("TERREAU_", "COV_", "PYTEST"))
    }
    environment["TERREAU_TEST_DATABASE"] = server
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PROMISES],
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
