"""`terreau serve`: one command, two processes, no orphan; it says why it refuses."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Served, alive, command, installed, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are read in /proc")

_PAST = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute({sql!r})
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(installed(tmp_path / "data"))
    yield made
    if made.process is not None:
        made.kill()


def _gone(pids: list[int], seconds: float = 8.0) -> bool:
    until = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


def _both(served: Served) -> dict[str, int]:
    until = time.monotonic() + 20
    while set(found := served.children()) != {"server", "worker"}:
        assert time.monotonic() < until, found
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_then_stops_with_both_its_processes(served: Served, number: int) -> None:
    served.start()
    children = _both(served)
    assert (served.folder / "terreau.pid").read_text().strip() == str(served.process.pid)  # type: ignore[union-attr]
    took, said = served.stop(number)
    assert took < 6
    assert _gone(list(children.values()), 0.5)
    assert f"http://127.0.0.1:{served.port}" in said
    assert "Traceback" not in said
    assert not (served.folder / "terreau.pid").exists()


def test_what_dies_is_started_again(served: Served) -> None:
    served.start()
    children = _both(served)
    for name in ("server", "worker"):
        os.kill(children[name], signal.SIGKILL)
    assert _gone(list(children.values()))
    served.wait()
    again = _both(served)
    assert not set(again.values()) & set(children.values())
    assert "il repart dans" in served.stop()[1]


def test_nothing_outlives_the_one_that_watches(served: Served) -> None:
    served.start()
    children = list(_both(served).values())
    assert served.process is not None
    served.process.kill()
    assert _gone(children)
    served.kill()


def test_the_same_data_are_not_served_twice(served: Served) -> None:
    served.start()
    done = command(served.folder, "serve", "--port", served.port)
    assert done.returncode == 1
    assert f"tourne déjà sur ces données, à l’adresse http://127.0.0.1:{served.port}" in done.stderr
    done = command(served.folder, "restore", __file__, "--force")
    assert done.returncode == 1
    assert "Arrêtez-le d’abord" in done.stderr
    said = command(served.folder, "check").stdout
    assert f"ouverte à l’adresse http://127.0.0.1:{served.port}" in said
    assert "travailleur\u00a0: il répond" in said


def test_a_port_held_by_another_program_is_said_with_a_way_out(served: Served) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = command(served.folder, "serve", "--port", port)
    assert done.returncode == 1
    assert f"Le port {port} est déjà pris" in done.stderr
    assert f"--port {port + 1}" in done.stderr


def test_nothing_installed_is_said_with_what_to_do(tmp_path: Path) -> None:
    for words in (("serve",), ("tick",), ("backup", tmp_path / "a.zip")):
        done = command(tmp_path / "rien", *words)
        assert done.returncode == 1
        assert "terreau init" in done.stderr
    assert not (tmp_path / "rien" / "terreau.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "70000", "huit"])
def test_a_port_that_is_none_is_a_wrong_command(tmp_path: Path, port: str) -> None:
    done = command(tmp_path, "serve", "--port", port)
    assert done.returncode == 2
    assert "ne convient pas" in done.stderr


def test_a_base_from_a_newer_version_is_refused(served: Served) -> None:
    sql = "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0999_demain', '2030-01-01')"
    run(served.folder, _PAST.format(sql=sql))
    done = command(served.folder, "serve", "--port", served.port)
    assert done.returncode == 1
    assert "version plus récente" in done.stderr
    assert "cases.0999_demain" in done.stderr
    checked = command(served.folder, "check")
    assert checked.returncode == 1
    assert "version plus récente" in checked.stderr


def test_an_older_base_is_copied_then_brought_to_this_version(served: Served) -> None:
    run(served.folder, "from django.core.management import call_command\n"
                       "call_command('migrate', 'mfa', '0001', verbosity=0)")  # fmt: skip
    assert "attend" in command(served.folder, "check").stderr
    served.start()
    said = served.stop()[1]
    (copy,) = (served.folder / "copies").iterdir()
    assert str(copy) in said
    assert command(served.folder, "check").stderr == ""
