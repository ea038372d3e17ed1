"""What every room rests on: workspaces, records with history, acts, search, jobs."""

from terreau.web.core.models.acts import Act
from terreau.web.core.models.counters import Counter
from terreau.web.core.models.jobs import Job
from terreau.web.core.models.record import NamedRecord, Record, RecordQuerySet, ReferencedRecord
from terreau.web.core.models.search import SearchEntry
from terreau.web.core.models.workspace import Workspace

__all__ = [
    "Act",
    "Counter",
    "Job",
    "NamedRecord",
    "Record",
    "RecordQuerySet",
    "ReferencedRecord",
    "SearchEntry",
    "Workspace",
]
