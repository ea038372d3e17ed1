"""Cases and those around them, made in a line."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import Actor, Attendance, Case, Involvement, LogEntry
from terreau.web.core import records
from terreau.web.core.models import Workspace


def make_case(
    workspace: Workspace, name: str = "La Ressourcerie", kind: str = "projet", **fields: Any
) -> Case:
    return records.create(None, Case(workspace=workspace, name=name, kind=kind, **fields))


def make_actor(workspace: Workspace, name: str = "Commune des Ponts", **fields: Any) -> Actor:
    return records.create(None, Actor(workspace=workspace, name=name, **fields))


def make_place(case: Case, actor: Actor, **fields: Any) -> Involvement:
    row = Involvement(workspace=case.workspace, case=case, actor=actor, **fields)
    return records.create(None, row)


def make_presence(case: Case, *actors: Actor, date: str = "2026-03-02", **fields: Any) -> LogEntry:
    line = LogEntry(workspace=case.workspace, case=case, date=date, text="Réunion", **fields)
    entry = records.create(None, line)
    for actor in actors:
        records.create(None, Attendance(workspace=case.workspace, entry=entry, actor=actor))
    return entry
