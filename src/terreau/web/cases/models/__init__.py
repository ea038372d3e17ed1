"""What is described and followed: cases, their life, those around them."""

from terreau.web.cases.models.actors import Actor, HolderGroup, Involvement, Stance
from terreau.web.cases.models.case import Case, CaseQuerySet, Verification
from terreau.web.cases.models.kinds import AddedField, CaseKind, Theme
from terreau.web.cases.models.life import CaseLink, CasePhase, Means, Outcome, Standby
from terreau.web.cases.models.log import Attendance, LogEntry, OwnHours

__all__ = [
    "Actor",
    "AddedField",
    "Attendance",
    "Case",
    "CaseKind",
    "CaseLink",
    "CasePhase",
    "CaseQuerySet",
    "HolderGroup",
    "Involvement",
    "LogEntry",
    "Means",
    "Outcome",
    "OwnHours",
    "Stance",
    "Standby",
    "Theme",
    "Verification",
]
