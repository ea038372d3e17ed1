"""The work of this room: the workbook of a workspace, made, checked, imported, undone."""

from __future__ import annotations

from typing import Any

from terreau.i18n import gettext as _
from terreau.problems import Refused
from terreau.web.accounts.rules import circles, membership
from terreau.web.core import jobs
from terreau.web.core.heart import Lost
from terreau.web.core.models import Job
from terreau.web.core.records import note_act
from terreau.web.exchange import staging
from terreau.web.exchange.models import Batch

__all__ = ["EXPORT", "check", "export", "undo_workbook", "write_workbook"]

EXPORT = "workbook-export"
_BROKEN = (
    "Ce travail est tombé en panne, et rien n’a été écrit. Donnez le fichier de nouveau ; si cela "
    "recommence, prévenez la personne qui administre."
)


@jobs.register(EXPORT, "Export du classeur", idempotent=True, permission="export_all")
def export(job: Job, progress: jobs.Progress) -> jobs.Result:
    """Write the workbook of the workspace of `job`, with what the one who asked may read."""
    from terreau.web.exchange.exporting import export_workspace  # the worker alone needs it

    workspace = job.workspace
    asked_by = circles(membership(job.asked_by, workspace))
    exported = export_workspace(workspace, circles=asked_by, progress=progress)
    name = f"{workspace.code}-{workspace.current_day().isoformat()}{exported.suffix}"
    (jobs.folder(job) / name).write_bytes(exported.data)
    note_act(job.asked_by, "export", workspace)
    said = [_("Le classeur est prêt. Gardez-le dans l’équipe."), *exported.remarks]
    return {"file": name, "message": "\n".join(said)}


def _batch(job: Job) -> Batch:
    found: Batch = Batch.objects.select_related("workspace", "author").get(
        uuid=job.arguments["batch"], workspace=job.workspace
    )
    return found


def _fall_back(batch: Batch, running: Any, **changes: Any) -> None:
    """Let a person go on after work that broke: no page waits for ever."""
    Batch.objects.filter(pk=batch.pk, state=running).update(**changes)


@jobs.register(
    staging.CHECK, "Vérification d’un classeur", idempotent=True, permission="import_all"
)
def check(job: Job, progress: jobs.Progress) -> jobs.Result:
    """Read a workbook handed over and say what it would do; nothing is written."""
    from terreau.web.exchange import batches

    batch = _batch(job)
    try:
        batches.check(batch, progress)
    except Lost:
        raise
    except Exception:
        report = {"problems": [{"sheet": "", "said": [{"text": _(_BROKEN), "wrong": True}]}]}
        _fall_back(batch, Batch.State.CHECKING, state=Batch.State.REFUSED, report=report)
        staging.forget(batch)
        raise
    return {"message": _("Le classeur est vérifié : rien n’est encore écrit.")}


@jobs.register(staging.IMPORT, "Import d’un classeur", idempotent=True, permission="import_all")
def write_workbook(job: Job, progress: jobs.Progress) -> jobs.Result:
    """Write what was previewed and confirmed, all of it or nothing."""
    from terreau.web.exchange import batches

    batch = _batch(job)
    if batch.state != Batch.State.APPLYING:  # done by a worker that was killed just after
        return {"message": _("Ce classeur n’attend plus d’être importé.")}
    try:
        done = batches.apply(batch, progress)
    except (Lost, Refused):
        raise
    except Exception:
        _fall_back(batch, Batch.State.APPLYING, state=Batch.State.READY)
        raise
    if not done:
        return {"message": _("La base a changé depuis l’aperçu : rien n’a été écrit.")}
    return {"message": _("Le classeur est importé.")}


@jobs.register(staging.UNDO, "Annulation d’un import", idempotent=True, permission="import_all")
def undo_workbook(job: Job, progress: jobs.Progress) -> jobs.Result:
    """Undo an import; what changed since is left."""
    from terreau.web.exchange import undoing

    batch = _batch(job)
    try:
        undoing.undo(job.asked_by, batch=batch, progress=progress)
    except Lost:
        raise
    except Exception:
        _fall_back(batch, Batch.State.UNDOING, state=Batch.State.APPLIED)
        raise
    return {"message": _("L’import est annulé.")}
