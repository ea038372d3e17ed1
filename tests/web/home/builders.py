"""What the pages of `home` show, made in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from terreau.web.core import jobs
from terreau.web.core.models import Job
from tests.web.people import House


def make_job(house: House, role: str = "", *, kind: str = "essai", **fields: Any) -> Job:
    """A piece of work that a member (or nobody) asked for, done, with its file."""
    jobs.register("essai", "Essai")(lambda _job, _progress: None)
    jobs.register("ferme", "Essai fermé", permission="export_all")(lambda _job, _progress: None)
    fields = {"state": "done", "message": "C’est prêt.", "result": {"file": "a.txt"}, **fields}
    job = Job.objects.create(
        workspace=house.workspace, asked_by=house[role] if role else None, kind=kind, **fields
    )
    (Path(jobs.folder(job)) / "a.txt").write_text("tout", encoding="utf-8")
    assert str(settings.DATA) in str(jobs.folder(job))
    return job


def job_parts(house: House) -> dict[str, Any]:
    """The address of a piece of work that nobody asked for: it belongs to all who might have."""
    return {"job": make_job(house).uuid}
