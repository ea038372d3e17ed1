"""The words of the imagined example: what was written in the logbook, what was said in an interview."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from terreau.web.accounts.models import User
from terreau.web.cases.models import Case, LogEntry
from terreau.web.core.models import Workspace
from terreau.web.core.records import create, save
from terreau.web.interviews import services
from terreau.web.interviews.models import Consent, Document, Interview, Participant

__all__ = ["say"]


def say(workspace: Workspace, source: Path, *, writer: User, listener: User) -> None:
    """Write the words kept in `source`: log lines by `writer`, interviews by `listener`."""
    words = tomllib.loads(source.read_text(encoding="utf-8"))
    lines = LogEntry.objects.of(workspace).filter(reference__in=words["log"]).select_related("case")
    for line in lines:
        said = words["log"][line.reference]
        line.text = said["text"]
        line.next_step, line.next_on = said.get("next_step", ""), said.get("next_on")
        line.created_by = line.case.followed_by or writer
        save(line.created_by, line)
    for heard in words["interviews"]:
        _hear(workspace, heard, listener)


def _hear(workspace: Workspace, heard: dict[str, Any], listener: User) -> None:
    case = Case.objects.of(workspace).get(reference=heard["case"])
    interview = create(
        listener,
        Interview(
            workspace=workspace,
            case=case,
            informant_kind=heard["informant_kind"],
            date=heard["date"],
        ),
    )
    met = services.meet(
        listener,
        participant=Participant(
            workspace=workspace, interview=interview, name=heard["name"], function=heard["function"]
        ),
    )
    services.agree(
        listener,
        consent=Consent(
            workspace=workspace, participant=met, signed_on=heard["date"], record=True, transcribe=True,
            quote=True, laboratory=True, citation="function",
        ),
    )  # fmt: skip
    text = heard["text"].strip() + "\n"
    document = create(
        listener,
        Document(
            workspace=workspace, case=case, interview=interview, kind="transcript", title=heard["title"],
            date=heard["date"], text=text,
        ),
    )  # fmt: skip
    for passage in heard["passages"]:
        start = text.index(passage["text"])
        services.cite(
            listener,
            document=document,
            start=start,
            end=start + len(passage["text"]),
            phase=passage["phase"],
        )
