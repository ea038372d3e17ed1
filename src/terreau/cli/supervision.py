"""Watches processes: starts them, starts again what dies, stops them all, leaves no orphan.

Each process is given a pipe as its input and stops when it closes: by us, or because we died.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from terreau.i18n.typography import NBSP

__all__ = ["Child", "supervise"]

READY = "\x06"
_LOOK = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_STEADY = 60.0  # a process that lived so long begins again at the shortest pause
_STOP = 4.5  # seconds given to stop before the kill


class Child:
    """A process to keep alive."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        self.name = name
        self.ready = threading.Event()
        self.pause = _FIRST_PAUSE
        self._words = [sys.executable, "-m", "terreau", *words]
        self._process: subprocess.Popen[str] | None = None
        self._born = 0.0

    def start(self) -> None:
        """Start the process, its output mixed with ours."""
        environment = {**os.environ, "TERREAU_SUPERVISED": "1", "PYTHONUNBUFFERED": "1"}
        self._born = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            self._words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.rstrip("\n") == READY:
                self.ready.set()
            else:
                print(line, end="", flush=True)

    @property
    def code(self) -> int | None:
        """Exit code of a process that ended."""
        return self._process.poll() if self._process else None

    def next_pause(self) -> float:
        """Return how long to wait before starting it again: longer each time it dies young."""
        if time.monotonic() - self._born > _STEADY:
            self.pause = _FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, _LONGEST_PAUSE)
        return pause

    def ask_to_stop(self) -> None:
        """Close its input: it stops."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def end(self, until: float) -> None:
        """Wait for its end until that moment, then kill it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(until - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Stop:
    """Whether we were asked to stop: by Ctrl-C, by the system."""

    def __init__(self) -> None:
        self.asked = False
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(signal, name, None)
            # what `nohup` lets us ignore stays ignored
            if number is not None and not (
                name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN
            ):
                signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def _first(child: Child, stop: _Stop) -> int | None:
    """Start the first process and wait until it answers; its exit code when it refused to."""
    child.start()
    while not child.ready.is_set() and not stop.asked:
        if child.code is not None:
            return child.code or 1
        time.sleep(_LOOK / 5)
    return None


def _keep(children: Sequence[Child], stop: _Stop) -> None:
    """Start again what dies, until asked to stop."""
    due: dict[Child, float] = {}
    while not stop.asked:
        for child in children:
            if child in due:
                if time.monotonic() >= due[child]:
                    del due[child]
                    child.start()
            elif child.code is not None:
                pause = child.next_pause()
                due[child] = time.monotonic() + pause
                said = f"{child.name} s’est arrêté (code {child.code}){NBSP}: il repart dans {pause:.0f}{NBSP}s."
                print(said, file=sys.stderr, flush=True)
        time.sleep(_LOOK)


def supervise(children: Sequence[Child], *, on_ready: Callable[[], None] = lambda: None) -> int:
    """Keep `children` alive until asked to stop; the others start when the first one answers.

    Returns 0, or the exit code of the first one when it never answered.
    """
    stop = _Stop()
    try:
        code = _first(children[0], stop)
        if code is not None:
            return code
        if not stop.asked:
            for child in children[1:]:
                child.start()
            on_ready()
            _keep(children, stop)
    finally:
        until = time.monotonic() + _STOP
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.end(until)
    return 0
