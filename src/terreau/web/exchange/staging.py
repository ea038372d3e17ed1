"""A workbook handed over, before and after its work: kept, asked for, left."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from terreau.web.core import jobs
from terreau.web.core.models import Job, Workspace
from terreau.web.exchange.models import Batch

__all__ = ["CHECK", "IMPORT", "LISTED", "UNDO", "ask", "forget", "leave", "stage"]

CHECK, IMPORT, UNDO = "workbook-check", "workbook-import", "workbook-undo"
LISTED = 100  # rows of a list that are shown; the others are counted


def forget(batch: Batch) -> None:
    """Let the file of a batch go: what it did is in the base."""
    batch.path.unlink(missing_ok=True)


def stage(actor: Any, *, workspace: Workspace, file: UploadedFile) -> Batch:
    """Keep the file that a person hands over and ask for its check; their earlier ones are left."""
    batch = Batch(workspace=workspace, author=actor, file_name=str(file.name)[-200:])
    batch.path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with batch.path.open("wb") as kept:
        for chunk in file.chunks():
            digest.update(chunk)
            kept.write(chunk)
    batch.digest = digest.hexdigest()
    try:
        with transaction.atomic():
            waiting = Batch.objects.filter(
                workspace=workspace, author=actor, state=Batch.State.READY
            )
            for earlier in waiting:
                leave(earlier)
            batch.save()
            ask(actor, batch=batch, kind=CHECK)
    except BaseException:
        forget(batch)
        raise
    return batch


def ask(actor: Any, *, batch: Batch, kind: str) -> Job:
    """Ask for a piece of work about `batch`."""
    arguments = {"batch": str(batch.uuid)}
    job = jobs.enqueue(actor, workspace=batch.workspace, kind=kind, arguments=arguments)
    Batch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    return job


def leave(batch: Batch) -> bool:
    """Give up a workbook that waits for its confirmation; its file goes."""
    left = Batch.objects.filter(pk=batch.pk, state=Batch.State.READY).update(state=Batch.State.LEFT)
    if left:
        transaction.on_commit(lambda: forget(batch))
    return bool(left)
