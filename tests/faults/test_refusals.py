"""A base that stays locked, a disk that is full, a sending that is too heavy: French, the right status, nothing lost."""

from __future__ import annotations

import http.client
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.faults.writing import broken, held_by
from tests.served import Served

resource: Any = pytest.importorskip("resource")  # how a disk is made small; absent on Windows

LINE = "Réunion à la mairie avec <b>douze</b> personnes & le local"


@pytest.fixture
def locked(served: Served) -> Iterator[sqlite3.Connection]:
    """Another process that writes and does not end."""
    with closing(sqlite3.connect(served.folder / "terreau.sqlite3")) as other:
        yield other
        other.rollback()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_base_locked_too_long_is_said_and_what_was_typed_stays_on_the_page(
    served: Served, locked: sqlite3.Connection, how: str
) -> None:
    writer = served.writer(0)
    page = f"/e/essai/projets/{writer.case}/apprecier/P3/1/A1/"
    locked.execute(f"BEGIN {how}")
    answer = writer.post(page, {"level": "3", "note": LINE})
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "La base est occupée" in answer.text
    assert "Traceback" not in answer.text
    assert 'name="level" value="3"' in answer.text
    assert "&lt;b&gt;douze&lt;/b&gt; personnes &amp; le local" in answer.text
    assert f'action="{page}"' in answer.text
    locked.rollback()
    assert writer.post(page, {"level": "3"}).status == 302
    assert held_by(served)["levels"][f"{writer.case} A1"] == "3"


def test_pages_are_read_while_another_writes(served: Served, locked: sqlite3.Connection) -> None:
    locked.execute("BEGIN IMMEDIATE")
    assert served.writer(1).get("/e/essai/").status == 200


def test_the_page_of_health_says_when_the_base_does_not_answer(
    served: Served, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN EXCLUSIVE")
    assert served.writer(0).get("/sante/").status == 503
    locked.rollback()
    assert served.writer(0).get("/sante/").status == 200


class _Zeros:
    """A file of `size` bytes that is made while it is sent."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        given = min(self.left, size if size > 0 else self.left, 1 << 16)
        self.left -= given
        return b"0" * given


def _heavy(served: Served, megabytes: int) -> tuple[int, str]:
    writer = served.writer(2)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    size = megabytes * 1_000_000
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.putrequest("POST", f"/e/essai/projets/{writer.case}/apprecier/P3/1/A2/")
    connection.putheader("Cookie", f"terreau_session={writer.session}; terreau_csrf={'a' * 32}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(len(head) + size))
    connection.endheaders()
    try:
        connection.send(head)
        connection.send(_Zeros(size))  # type: ignore[arg-type]
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server said no and closed: its answer can still be read
    with closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_file_of_200_mb_is_refused_in_french_before_it_is_read(served: Served) -> None:
    began = time.monotonic()
    status, page = _heavy(served, 200)
    assert status == 413
    assert "dépasse la taille acceptée (50" in page
    assert time.monotonic() - began < 20
    assert f"{served.writer(2).case} A2" not in held_by(served)["levels"]


def test_what_waitress_refuses_by_itself_is_french_too(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    with closing(connection):
        connection.putrequest("POST", "/e/essai/")
        connection.putheader("Content-Length", str(10**9))
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == 413
        assert "dépasse de loin" in answer.read().decode()
    writer = served.writer(0)
    answer = writer.ask("GET", "/", headers={"X-Long": "a" * 300_000})
    assert answer.status == 431
    assert "Demande incomprise" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/octet-stream", bytes(range(256)) * 40),
        ("application/x-inconnu; charset=martien", b"level=3"),
        ("multipart/form-data", b"sans frontiere"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="level"\r\n\r\n\xff\xfe',
        ),
        ("application/x-www-form-urlencoded", b"level=%00%ff%fe&version=" + b"9" * 40),
        ("application/json", b'{"lines": [[[[[['),
        ("", b"rien"),
    ],
)
def test_content_that_cannot_be_understood_is_answered_in_french(
    served: Served, kind: str, body: bytes
) -> None:
    writer = served.writer(3)
    for path in (
        f"/e/essai/projets/{writer.case}/apprecier/P3/1/A3/",
        "/e/essai/journal/envoi/",
        "/e/essai/journal/",
    ):
        answer = writer.ask("POST", path, body, {"Content-Type": kind} if kind else {})
        assert 400 <= answer.status < 500 or answer.status in {200, 302}, (path, answer.status)
        assert "Traceback" not in answer.text
        assert (
            not answer.text
            or 'lang="fr"' in answer.text
            or "json" in answer.headers["Content-Type"]
        )
    assert f"{writer.case} A3" not in held_by(served)["levels"]


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    served = Served.make(tmp_path / "data")
    room = (served.folder / "terreau.sqlite3").stat().st_size + 300_000
    served.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    writer, kept, full = served.writer(0), {}, None
    for rank in range(200):
        number, text = str(uuid4()), f"{rank} " + "Le local est acquis. " * 200
        answer = writer.line(number, text)
        if answer.status != 200:
            full = answer
            break
        kept[number] = text.strip()
    assert full is not None
    assert full.status == 507
    assert "Le disque du serveur est plein" in full.text
    page = f"/e/essai/projets/{writer.case}/"
    assert writer.get(page).status == 200  # reading goes on
    served.stop()
    held = held_by(served)
    assert held["lines"] == kept
    assert broken(held) == []
    served.start()  # with room again
    assert served.writer(0).line(str(uuid4()), "Une ligne de plus").status == 200
    served.stop()
