"""What stays in the house when the whole base leaves: rows leave, some of their words do not.

- **What a person closed**: the words of an interview that one of those met withdrew from, whose consent
  ran out, or who refused the transcription; and the name and function of who withdrew. An interview
  where nobody wrote a consent yet is not closed by anyone: the team's words leave in the team's file.
- **What the person who asks may not read**: restricted documents, names of the people met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from terreau.web.core.models import Workspace
from terreau.web.interviews import rules
from terreau.web.interviews.models import Interview
from terreau.web.interviews.queries import with_people

__all__ = ["withhold"]

Columns = dict[str, list[Any]]
Hidden = Callable[[Any], bool]


@dataclass
class _Consents:
    """By the rule of the pages: interviews that a person closed, those where nobody wrote, who withdrew."""

    closed: set[str] = field(default_factory=set)
    unsaid: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)


def _consents(workspace: Workspace) -> _Consents:
    found, day = _Consents(), workspace.current_day()
    for interview in Interview.objects.filter(workspace=workspace).prefetch_related(with_people()):
        why = rules.shut(interview, day)
        if why is rules.Shut.UNSAID:
            found.unsaid.add(interview.reference)
        elif why is not None:
            found.closed.add(interview.reference)
        for person in interview.participants.all():
            if rules.person_shut(person, day) is rules.Shut.WITHDRAWN:
                found.withdrawn.add(person.reference)
    return found


def _blank(columns: Columns, names: Iterable[str], by: str, hidden: Hidden) -> int:
    """Empty the columns `names` of the rows whose column `by` is `hidden`; return how many cells were not."""
    marks = [hidden(value) for value in columns[by]]
    gone = 0
    for name in names:
        held = columns[name]
        gone += sum(hide and value is not None for value, hide in zip(held, marks, strict=True))
        columns[name] = [None if hide else value for value, hide in zip(held, marks, strict=True)]
    return gone


def _blank_documents(tables: dict[str, Columns], by: str, hidden: Hidden) -> int:
    """Empty the texts of documents and the words of their passages; return how many documents."""
    documents = tables["documents"]
    silent = {
        reference
        for reference, value in zip(documents["document"], documents[by], strict=True)
        if hidden(value)
    }
    gone = _blank(documents, ["text"], "document", silent.__contains__)
    _blank(tables["passages"], ["text"], "document", silent.__contains__)
    return gone


def withhold(
    workspace: Workspace,
    tables: dict[str, Columns],
    left: Counter[str],
    circles: frozenset[str] | None = None,
) -> None:
    """Empty, in `tables`, what does not leave; count it in `left`, with what leaves and is to be known.

    `circles` are those of the person who asks (see `accounts.rules`); None: whoever holds the base.
    """
    consents = _consents(workspace)
    left["unsaid"] += sum(name in consents.unsaid for name in tables["documents"]["interview"])
    left["closed"] += _blank_documents(tables, "interview", consents.closed.__contains__)
    left["closed_names"] += _blank(
        tables["people"], ["name", "function"], "person", consents.withdrawn.__contains__
    )
    if circles is not None and "restricted" not in circles:
        left["restricted"] += _blank_documents(
            tables, "confidentiality", lambda level: level == "restricted"
        )
        left["restricted_names"] += _blank(
            tables["people"], ["name", "function"], "person", lambda _person: True
        )
