"""The one task the worker knows: do a job."""

from __future__ import annotations

from django_tasks import task

from terreau.web.core import jobs

__all__ = ["run_job"]


@task()
def run_job(pk: int) -> None:
    """Do the job `pk`."""
    jobs.run(pk)
