"""An installation of its own, served by `terreau serve` as in life, and people who write in it.

For tests that kill, fill and lock, and for the benchmarks that do it longer.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
WRITERS = 8
TOKEN = "a" * 32
_START = 60.0  # seconds, on a machine that does much else
_SETUP = "import django; django.setup()\n"
_PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.cases.models import Case, CasePhase
from terreau.web.core.models import Workspace
from terreau.web.core.records import create

workspace = Workspace.objects.get()
opened = []
for number in range(WRITERS):
    user = User.objects.create_user(f"ecrit{number}@exemple.invalid", None, name=f"Écrit {number}")
    Membership.objects.create(workspace=workspace, user=user, role=Role.ACCOMPANIST)
    case = create(user, Case(workspace=workspace, kind="projet", name=f"Projet {number}"))
    create(user, CasePhase(workspace=workspace, case=case, phase="P3", seq=1))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    opened.append([user.pk, session.session_key, case.reference])
print(json.dumps(opened))
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a command on the data of `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
    return {
        **kept, "TERREAU_DATA": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "terreau.web.config.settings", **more,
    }  # fmt: skip


def command(
    folder: Path, *words: str | Path, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `terreau` on the data of `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "terreau", *map(str, words)],
        env=environment(folder, **more), cwd=ROOT, input=stdin, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def run(folder: Path, code: str, **more: str) -> str:
    """Run `code` in Django on the data of `folder`; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", _SETUP + code],
        env=environment(folder, **more), cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def template() -> Path:
    """An installation made once by process, to be copied: the account of who administers, no data."""
    folder = Path(tempfile.mkdtemp(prefix="terreau-installed-")) / "data"
    password = folder.parent / "mot"
    password.write_text("trois petits chats", encoding="utf-8")
    done = command(
        folder, "init", "--structure", "Coopérative d’essai", "--code", "essai", "--model", "cooperative",
        "--email", "admin@exemple.invalid", "--name", "Odile Admin", "--password-file", password,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@cache
def _peopled() -> tuple[Path, list[list[Any]]]:
    folder = template().parent / "peopled"
    shutil.copytree(template(), folder)
    return folder, json.loads(run(folder, f"WRITERS = {WRITERS}\n{_PEOPLE}"))


def installed(place: Path) -> Path:
    """A fresh installation in `place`."""
    shutil.copytree(template(), place)
    return place


@dataclass
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Writer:
    """A member who writes in a case of their own, by one connection."""

    port: int
    person: int
    session: str
    case: str
    timeout: float = 60.0

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        sent = {
            "Cookie": f"terreau_session={self.session}; terreau_csrf={TOKEN}", "X-CSRFToken": TOKEN,
            **(headers or {}),
        }  # fmt: skip
        try:
            connection.request(method, path, body=body, headers=sent)
            got = connection.getresponse()
            return Answer(got.status, dict(got.headers), got.read().decode())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def line(self, number: str, text: str) -> Answer:
        """Send a line of the logbook, known by `number`."""
        line = {"sent": number, "text": text, "case": self.case}
        return self.ask("POST", "/e/essai/journal/envoi/",
                        json.dumps({"author": self.person, "lines": [line]}),
                        {"Content-Type": "application/json"})  # fmt: skip

    def rating(self, variable: str, level: str, version: str = "") -> Answer:
        """Give a level, as the page does as one goes."""
        fields = {"level": level, "version": version, "csrfmiddlewaretoken": TOKEN}
        return self.ask("POST", f"/e/essai/projets/{self.case}/apprecier/P3/1/{variable}/",
                        urlencode(fields),
                        {"Content-Type": "application/x-www-form-urlencoded", "X-Terreau-Save": "1"})  # fmt: skip


@dataclass
class Served:
    """An installation with eight writers, and the processes that serve it."""

    folder: Path
    port: int = field(default_factory=free_port)
    people: list[list[Any]] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    _listener: threading.Thread | None = None

    @classmethod
    def make(cls, place: Path, **more: str) -> Served:
        """An installation in `place`, not yet served."""
        source, people = _peopled()
        shutil.copytree(source, place)
        return cls(place, people=people, more=more)

    def writer(self, number: int, timeout: float = 60.0) -> Writer:
        person, session, case = self.people[number]
        return Writer(self.port, person, session, case, timeout)

    def start(self, *words: str, **options: Any) -> float:
        """Serve; return how many seconds it took to answer."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "terreau", "serve", "--port", str(self.port), *words],
            env=environment(self.folder, **self.more), cwd=ROOT, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
        )  # fmt: skip
        # a pipe that nobody reads ends by holding back who writes in it
        self.said = []
        self._listener = threading.Thread(
            target=lambda process, said: said.extend(process.stdout), args=(self.process, self.said), daemon=True,
        )  # fmt: skip
        self._listener.start()
        self.wait()
        return time.perf_counter() - began

    def _end(self) -> str:
        """Wait for the end of the process; what it said."""
        assert self.process is not None
        assert self._listener is not None
        self.process.wait(timeout=30)
        self._listener.join(timeout=30)
        self.process.stdout.close()  # type: ignore[union-attr]
        self.process = None
        return "".join(self.said)

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + _START
        while not self.answers():
            assert self.process is not None
            assert self.process.poll() is None, "".join(self.said)
            assert time.monotonic() < until, "no answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            return Writer(self.port, 0, "", "", 5.0).get("/sante/").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def children(self) -> dict[str, int]:
        """The processes of the server and of the worker, by name."""
        assert self.process is not None
        return {name: pid for pid, name in children_of(self.process.pid)}

    def stop(self, number: int = signal.SIGTERM) -> tuple[float, str]:
        """Ask to stop; return how many seconds it took, and what was said."""
        assert self.process is not None
        began = time.perf_counter()
        self.process.send_signal(number)
        self.process.wait(timeout=30)
        taken = time.perf_counter() - began
        return taken, self._end()

    def kill(self) -> None:
        """Kill everything at once, like a cut of power."""
        assert self.process is not None
        for pid in (*self.children().values(), self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self._end()


def children_of(parent: int) -> Sequence[tuple[int, str]]:
    """The processes that `parent` started: number and part (« server », « worker »); Linux only."""
    found = []
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            words = (place / "cmdline").read_text().split("\0")
            above = (place / "stat").read_text().rpartition(")")[2].split()[1]
        except (OSError, UnicodeDecodeError):
            continue
        if above == str(parent) and "--only" in words:
            found.append((int(place.name), words[words.index("--only") + 1]))
    return found


def alive(pid: int) -> bool:
    """Whether a process still runs; one that is dead and not yet buried does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
