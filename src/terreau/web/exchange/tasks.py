"""The work of this room: the workbook of a workspace."""

from __future__ import annotations

from terreau.i18n import gettext as _
from terreau.web.accounts.rules import circles, membership
from terreau.web.core import jobs
from terreau.web.core.models import Job
from terreau.web.core.records import note_act

__all__ = ["EXPORT", "export"]

EXPORT = "workbook-export"


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
