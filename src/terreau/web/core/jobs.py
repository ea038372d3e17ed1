"""Background work: asked on a page, done by the worker, followed by the one who asked.

A room declares what it can do in its module `tasks`::

    @jobs.register("workbook-export", "Export du classeur", idempotent=True, permission="export_all")
    def export(job: Job, progress: Progress) -> jobs.Result:
        path = jobs.folder(job) / "classeur.xlsx"
        ...
        return {"file": path.name, "message": "Le classeur est prêt."}

and a page asks for it with `enqueue`. A job whose worker is killed is done again when it is
idempotent, else said to have failed (`core.reaper`); nobody waits for ever.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from terreau.i18n import typeset
from terreau.problems import Refused
from terreau.web.core.faults import said
from terreau.web.core.heart import Heart, Lost, Progress
from terreau.web.core.models import Job, Workspace
from terreau.web.core.records import note_act

__all__ = [
    "Kind", "Progress", "Result", "enqueue", "folder", "kinds", "label", "register", "result_file", "run", "start",
]  # fmt: skip

_LOG = logging.getLogger("terreau.jobs")
_PROBLEMS = 20  # sentences of a refusal that are shown

Result = dict[str, Any] | None  # « file »: a name in `folder(job)`; « message »: what is said
Function = Callable[[Job, Progress], Result]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work.

    `idempotent`: doing it twice is harmless. `permission`: what one needs, still, to take what it made
    or to ask for it again; roles change while files stay.
    """

    code: str
    label: str
    function: Function
    idempotent: bool = False
    permission: str = "see_facts"


_KINDS: dict[str, Kind] = {}


def register(
    code: str, label: str, *, idempotent: bool = False, permission: str = "see_facts"
) -> Callable[[Function], Function]:
    """Declare that the function does the work `code`, called `label` on pages (see `Kind`)."""

    def keep(function: Function) -> Function:
        _KINDS[code] = Kind(code, label, function, idempotent, permission)
        return function

    return keep


def kinds() -> dict[str, Kind]:
    """Return every kind of work, by code; modules `tasks` are read when first asked."""
    autodiscover_modules("tasks")
    return _KINDS


def label(job: Job) -> str:
    """Return the words that name the work of `job`."""
    kind = kinds().get(job.kind)
    return typeset(kind.label) if kind else job.kind


def folder(job: Job) -> Path:
    """Return the folder where `job` writes what it makes; it exists."""
    place = Path(settings.DATA) / "travaux" / str(job.uuid)
    place.mkdir(parents=True, exist_ok=True)
    return place


def result_file(job: Job) -> Path | None:
    """Return the file that `job` made, or None when it made none or when it was purged."""
    name = str(job.result.get("file", ""))
    path = Path(settings.DATA) / "travaux" / str(job.uuid) / Path(name).name
    return path if name and path.is_file() else None


@transaction.atomic
def enqueue(
    actor: models.Model | None,
    *,
    workspace: Workspace | None,
    kind: str,
    arguments: dict[str, Any] | None = None,
    idempotent: bool | None = None,
) -> Job:
    """Ask for a piece of work; the page of the returned job shows how far it is.

    `idempotent` replaces what the kind declares: whether the work may be done again after a kill.
    """
    known = kinds()[kind]
    job = Job.objects.create(
        workspace=workspace,
        asked_by=actor,
        kind=kind,
        arguments=arguments or {},
        idempotent=known.idempotent if idempotent is None else idempotent,
    )
    note_act(actor, "ask", job)
    start(job)
    return job


def start(job: Job) -> None:
    """Put a waiting job in the queue of the worker."""
    from terreau.web.core.tasks import run_job

    run_job.enqueue(job.pk)


def run(pk: int) -> None:
    """Do the work of the job `pk` if it still waits; its end is recorded, never raised."""
    taken = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING,
        attempts=models.F("attempts") + 1,
        beat_on=timezone.now(),
        step="",
        share=0.0,
        message="",
    )
    if not taken:
        return
    job = Job.objects.select_related("workspace", "asked_by").get(pk=pk)
    try:
        with Heart(job) as heart:
            result = kinds()[job.kind].function(job, heart.progress) or {}
    except Lost:
        _LOG.warning("job %s was taken from its worker", pk)
    except Refused as refusal:
        sentences = [problem.sentence() for problem in refusal.problems]
        more = len(sentences) - _PROBLEMS
        if more > 0:
            sentences[_PROBLEMS:] = [f"Et {more} autres."]
        _fail(job, "\n".join(sentences))
    except Exception as error:
        _LOG.exception("job %s (%s) failed", pk, job.kind)
        _fail(job, _sentence(error))
    else:
        _end(job, str(Job.State.DONE), result.pop("message", "Terminé."), share=1.0, result=result)


def _sentence(error: Exception) -> str:
    status, sentence = said(error)
    if status in {503, 507}:
        return sentence
    return (
        "Ce travail est tombé en panne. Rien n’a été à moitié enregistré : relancez-le ; si cela "
        "recommence, prévenez la personne qui administre."
    )


def _fail(job: Job, message: str) -> None:
    shutil.rmtree(Path(settings.DATA) / "travaux" / str(job.uuid), ignore_errors=True)
    _end(job, str(Job.State.FAILED), message)


def _end(job: Job, state: str, message: str, **values: Any) -> None:
    """Write the end of a job, unless the reaper took it and another worker does it."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts).update(
        state=state, message=typeset(message), ended_on=timezone.now(), **values
    )
