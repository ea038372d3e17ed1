"""A worker that is killed: its job is taken back and ends."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Any

from tests.served import Served, run

_ASK = """
from terreau.web.core import jobs
from terreau.web.core.models import Workspace
print(jobs.enqueue(None, workspace=Workspace.objects.get(), kind="lent").pk)
"""
_SEE = """
import json
from terreau.web.core import jobs
from terreau.web.core.models import Job
job = Job.objects.get(pk={pk})
print(json.dumps([job.state, job.attempts, job.share, job.message, bool(jobs.result_file(job))]))
"""


def _until(served: Served, pk: int, state: str, seconds: float = 40.0) -> list[Any]:
    until = time.monotonic() + seconds
    while True:
        seen: list[Any] = json.loads(run(served.folder, _SEE.format(pk=pk), **served.more))
        if seen[0] == state:
            return seen
        assert time.monotonic() < until, seen
        time.sleep(0.3)


def test_the_job_of_a_killed_worker_is_done_by_the_next_one(served: Served) -> None:
    pk = int(run(served.folder, _ASK, **served.more))
    _until(served, pk, "running")
    time.sleep(1.0)  # its progress is written
    assert _until(served, pk, "running")[2] == 0.3
    os.kill(served.children()["worker"], signal.SIGKILL)
    assert _until(served, pk, "done") == ["done", 2, 1.0, "Fait.", True]
