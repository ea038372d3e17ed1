"""Who may open the addresses of `home`."""

from __future__ import annotations

from uuid import UUID

from tests.web.access import EVERYONE, NOBODY, Door
from tests.web.home.builders import job_parts

_NO_JOB = {"job": UUID(int=0)}

DOORS: dict[str, Door] = {
    "health": Door(read=EVERYONE, public=True),
    "offline-worker": Door(read=EVERYONE, public=True),
    "home:home": Door(read=EVERYONE),
    "home:presentation": Door(read=NOBODY, write=EVERYONE),
    "home:components": Door(read=EVERYONE),
    "home:search": Door(read=EVERYONE, query="?q=projet"),
    "home:acts": Door(read=frozenset({"admin", "method", "rd"})),
    # each sees their own work; what that means is in test_jobs.py
    "home:jobs": Door(read=EVERYONE),
    "home:job": Door(read=EVERYONE, write=EVERYONE, parts=job_parts, missing=_NO_JOB),
    "home:job-file": Door(read=EVERYONE, parts=job_parts, missing=_NO_JOB),
}
