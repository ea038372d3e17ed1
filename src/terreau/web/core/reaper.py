"""What a killed worker left: done again when that is harmless, else said to have failed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from terreau.i18n import typeset
from terreau.web.core import jobs
from terreau.web.core.models import Job
from terreau.web.core.tasks import run_job

__all__ = ["Purged", "Reaped", "purge", "reap"]

_ATTEMPTS = 3
_STOPPED = (
    "Ce travail s’est arrêté en route, avec le serveur. Il n’a pas été relancé de lui-même, pour ne rien "
    "faire deux fois : voyez ce qui a été fait, puis relancez-le."
)
_TIRED = "Ce travail s’est arrêté trois fois en route. Prévenez la personne qui administre."


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many jobs were put back in the queue, and how many ended there."""

    again: int
    failed: int


@transaction.atomic
def reap(lease: float | None = None) -> Reaped:
    """Take back the jobs whose worker has been silent for `lease` seconds (a setting by default)."""
    silence = timedelta(seconds=settings.JOB_LEASE if lease is None else lease)
    before = timezone.now() - silence
    silent = Job.objects.select_for_update().filter(state=Job.State.RUNNING, beat_on__lte=before)
    again = failed = 0
    for job in silent:
        if job.idempotent and job.attempts < _ATTEMPTS:
            Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, beat_on=None, share=0.0)
            jobs.start(job)
            again += 1
        else:
            message = _TIRED if job.idempotent else _STOPPED
            Job.objects.filter(pk=job.pk).update(
                state=Job.State.FAILED, message=typeset(message), ended_on=timezone.now()
            )
            failed += 1
    return Reaped(again + _awaken(before), failed)


def _awaken(before: object) -> int:
    """Queue again the jobs that wait and that no task stands for: killed before they began."""
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_on__lte=before)
    if not waiting:
        return 0
    ready = DBTaskResult.objects.ready().filter(task_path=run_job.module_path)
    queued = {row["args"][0] for row in ready.values_list("args_kwargs", flat=True)}
    asleep = [job for job in waiting if job.pk not in queued]
    for job in asleep:
        jobs.start(job)
    return len(asleep)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many sessions, files of jobs and lines of the queue were taken away."""

    sessions: int
    files: int
    tasks: int


def purge() -> Purged:
    """Take away ended sessions, what jobs made long ago, and old lines of the queue."""
    from django.contrib.sessions.models import Session

    now = timezone.now()
    sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
    old = Q(finished_at__lt=now - timedelta(days=7))
    abandoned = Q(finished_at=None, started_at__lt=now - timedelta(days=1), status="RUNNING")
    tasks = DBTaskResult.objects.filter(old | abandoned).delete()[0]
    return Purged(sessions, _purge_files(), tasks)


def _purge_files() -> int:
    """Remove the folders of jobs ended before the delay, and those that no job stands for."""
    root = Path(settings.DATA) / "travaux"
    if not root.is_dir():
        return 0
    before = timezone.now() - timedelta(days=settings.JOB_FILES_DAYS)
    recent = Job.objects.filter(Q(ended_on=None) | Q(ended_on__gte=before))
    kept = {str(uuid) for uuid in recent.values_list("uuid", flat=True)}
    gone = [place for place in root.iterdir() if place.name not in kept]
    for place in gone:
        shutil.rmtree(place, ignore_errors=True)
    return len(gone)
