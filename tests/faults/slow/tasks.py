"""Work that lasts until it is killed, the first time."""

from __future__ import annotations

import time

from terreau.web.core import jobs
from terreau.web.core.models import Job


@jobs.register("lent", "Travail lent", idempotent=True)
def slow(job: Job, progress: jobs.Progress) -> jobs.Result:
    progress("attente", 0.3)
    if job.attempts == 1:
        time.sleep(600)
    (jobs.folder(job) / "fait.txt").write_text("fait", encoding="utf-8")
    return {"file": "fait.txt", "message": "Fait."}
