"""A job that runs shows that it lives and how far it is, from a thread beside its work."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from terreau.i18n import typeset
from terreau.web.core.models import Job

__all__ = ["BEAT", "Heart", "Lost", "Progress"]

_LOG = logging.getLogger("terreau.jobs")
BEAT = 5.0  # seconds between two beats when nothing is said
_PACE = 0.5  # seconds between two looks: progress is written at most twice a second

Progress = Callable[[str, float], None]


class Lost(Exception):  # noqa: N818 - the work is somebody else's now: a fact, not a fault
    """Raised in a job that was taken from its worker, when it next says how far it is."""


class Heart:
    """Writes beats and progress of a job on a connection of its own.

    The work may hold a transaction: its progress is seen all the same, and undone with nothing.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = self._written = ("", 0.0)
        self._lost = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, name=f"job-{job.pk}", daemon=True)

    def progress(self, step: str, share: float) -> None:
        """Say the step and how much is done (0 to 1); costs nothing, call it as often as wished."""
        if self._lost:
            raise Lost
        self._told = (typeset(step)[:200], min(max(float(share), 0.0), 1.0))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        last = time.monotonic()
        try:
            while not self._stop.wait(_PACE):
                told, now = self._told, time.monotonic()
                if told == self._written and now - last < BEAT:
                    continue
                if self._beat(*told):
                    self._written, last = told, now
        finally:
            connection.close()

    def _beat(self, step: str, share: float) -> bool:
        held = Job.objects.filter(
            pk=self._job.pk, state=Job.State.RUNNING, attempts=self._job.attempts
        )
        try:
            self._lost = not held.update(beat_on=timezone.now(), step=step, share=share)
        except DatabaseError as error:  # the base is busy: the next look tries again
            _LOG.info("job %s: no beat (%s)", self._job.pk, error)
            return False
        return True
