"""What stays in the house when the whole base leaves: rows leave, some of their words do not.

- **What a person closed**: the words of an interview that one of those met withdrew from, whose consent
  ran out, or who refused the transcription; and the name and function of who withdrew. An interview
  where nobody wrote a consent yet is not closed by anyone: the team's words leave in the team's file.
- **What the person who asks may not read**: restricted documents, names of the people met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from terreau.web.core.models import Workspace
from terreau.web.interviews.models import Consent

__all__ = ["withhold"]

Columns = dict[str, list[Any]]
Hidden = Callable[[Any], bool]


def _closed(workspace: Workspace) -> tuple[set[str], set[str]]:
    """Return the interviews that a person closed, and the people who withdrew.

    One person is enough to close an interview; a withdrawal still binds when its row is put away.
    """
    withdrew = ~Q(withdrawn_on="")
    present = Q(archived_on__isnull=True, participant__archived_on__isnull=True)
    over = present & (Q(expires_on_latest__lt=workspace.current_day()) | Q(transcribe=False))
    found = Consent.objects.filter(withdrew | over, workspace=workspace).values_list(
        "participant__interview__reference", "participant__reference", "withdrawn_on"
    )
    held = list(found)
    return {interview for interview, _p, _day in held}, {p for _i, p, day in held if day}


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
    """Empty, in `tables`, what does not leave; count it in `left`.

    `circles` are those of the person who asks (see `accounts.rules`); None: whoever holds the base.
    """
    interviews, people = _closed(workspace)
    if interviews:
        left["closed"] += _blank_documents(tables, "interview", interviews.__contains__)
        left["closed_names"] += _blank(
            tables["people"], ["name", "function"], "person", people.__contains__
        )
    if circles is not None and "restricted" not in circles:
        left["restricted"] += _blank_documents(
            tables, "confidentiality", lambda level: level == "restricted"
        )
        left["restricted_names"] += _blank(
            tables["people"], ["name", "function"], "person", lambda _person: True
        )
