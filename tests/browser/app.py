"""The application as people meet it: a server of its own, on a folder of its own, with the people of the tests.

A test file that asks for `application` gets a fresh base. The people of `tests.web.people` are in it,
with a session open for each: `application.sign_in(context, "accompanist")`. What a test needs besides
is written by `application.run("…")`, in a Django process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

ROOT = Path(__file__).resolve().parents[2]
COOKIE = "terreau_session"
_START = 30  # seconds, on a machine that does much else
_SETUP = "import django; django.setup()\n"
_PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.web.people import make_house
house = make_house()
store = import_module(settings.SESSION_ENGINE).SessionStore
opened = {}
for name, user in {**house.people, "second": house.second, "stranger": house.stranger}.items():
    session = store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    opened[str(name)] = session.session_key
print(json.dumps(opened))
"""


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
    return {
        **kept,
        "TERREAU_DATA": str(data),
        "TERREAU_SECRET_KEY": "only for tests in a browser",
        "DJANGO_SETTINGS_MODULE": "terreau.web.config.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


def _python(data: Path, *arguments: str) -> str:
    """Run Python on the base in `data`; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=_environment(data), cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Application:
    """A running server: its address, its folder, the open sessions of its people."""

    data: Path
    sessions: dict[str, str]
    port: int = field(default_factory=_free_port)
    _server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server (again), and wait until it answers."""
        listen = f"--listen=127.0.0.1:{self.port}"
        wsgi = "terreau.web.config.wsgi:application"
        self._server = subprocess.Popen(
            [sys.executable, "-m", "waitress", "--threads=4", listen, wsgi],
            env=_environment(self.data), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + _START
        while not self._answers():
            assert self._server.poll() is None, "the server stopped while it started"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/sante/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> None:
        """Stop the server: for the browser, the network is gone."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=_START)
            self._server = None

    def run(self, code: str) -> str:
        """Run `code` in Django on the base of the server; what it printed."""
        return _python(self.data, "-c", _SETUP + code)

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Give `context` the open session of a person: a role, « second » or « stranger »."""
        context.add_cookies([{"name": COOKIE, "value": self.sessions[who], "url": self.url}])


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with its base, its people and its static files, made once; copied for each test file."""
    data = tmp_path_factory.mktemp("application")
    for command in (("migrate",), ("collectstatic", "--noinput")):
        _python(data, "-m", "django", *command, "-v0")
    return data, json.loads(_python(data, "-c", _SETUP + _PEOPLE))


@pytest.fixture(scope="module")
def application(
    prepared: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """The server of one test file."""
    source, sessions = prepared
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(source, data)
    running = Application(data, sessions)
    running.start()
    yield running
    running.stop()
