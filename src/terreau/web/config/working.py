"""The worker: does the jobs one after the other; what a killed one left is taken back at the start."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType

from terreau.i18n import typeset
from terreau.problems import Problem, Refused
from terreau.web.config.installation import open_installation
from terreau.web.config.locks import Held, Lock
from terreau.web.config.supervised import end_main_thread, say_ready, stop_when_alone

__all__ = ["beat_age", "work"]

_BEAT = 10.0  # seconds between two marks that the worker lives
_LOOK = 1.0  # seconds between two looks at the queue
_LAST_WORDS = 3.0  # seconds a job under way is given when the worker is asked to stop


def _mark(folder: Path) -> Path:
    return folder / "verrous" / "battement"


def beat_age(folder: Path) -> float | None:
    """Return how many seconds ago the worker last showed that it lives, or None when it never did."""
    mark = _mark(folder)
    return time.time() - mark.stat().st_mtime if mark.exists() else None


def _beat(folder: Path) -> None:
    while True:
        _mark(folder).touch()
        time.sleep(_BEAT)


def work() -> None:
    """Do jobs until asked to stop."""
    folder = open_installation()
    lock = Lock(folder, "travailleur")
    try:
        lock.take(str(os.getpid()))
    except Held:
        raise Refused([Problem("already-working", "", typeset(
            "Un travailleur fait déjà les travaux de ces données."), "Un seul suffit.")]) from None  # fmt: skip
    threading.Thread(target=_beat, args=(folder,), name="beat", daemon=True).start()
    _take_back()
    say_ready()
    _loop()


def _take_back() -> None:
    """Take back every job: we alone work, so whoever held one is dead."""
    from django.db import OperationalError

    from terreau.web.core import reaper

    try:
        reaper.reap(0)
    except OperationalError:  # the base is busy: `serve` and `tick` take them back later
        return


def _loop() -> None:
    from django.db import OperationalError, close_old_connections
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=_LOOK,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"terreau-{os.getpid()}",
    )

    def stop(number: int, frame: FrameType | None) -> None:
        # a job that takes longer is left: it is taken back at the next start
        timer = threading.Timer(_LAST_WORDS, os._exit, args=(0,))
        timer.daemon = True
        timer.start()
        worker.shutdown(number, frame)

    signal.signal(signal.SIGTERM, stop)
    stop_when_alone(end_main_thread)
    while worker.running:
        try:
            worker.run()
        except OperationalError:  # the base was busy longer than one waits: look again
            close_old_connections()
            time.sleep(_LOOK)
