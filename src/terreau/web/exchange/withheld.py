"""What a withdrawn consent keeps in the house: the words of the interview, the name of the person."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from terreau.web.core.models import Workspace
from terreau.web.interviews.models import Consent

__all__ = ["withhold"]

Columns = dict[str, list[Any]]


def _silenced(workspace: Workspace) -> tuple[set[str], set[str]]:
    """Return the interviews whose words stay and the people whose name stays.

    One person is enough to silence an interview; an archived consent still binds.
    """
    over = Q(expires_on_latest__lt=workspace.current_day())
    pairs = (
        Consent.objects.filter(~Q(withdrawn_on="") | over, workspace=workspace)
        .values_list("participant__interview__reference", "participant__reference")
    )  # fmt: skip
    found = list(pairs)
    return {interview for interview, _person in found}, {person for _interview, person in found}


def _blank(columns: Columns, name: str, hidden: list[bool]) -> int:
    held = columns[name]
    gone = sum(hide and value is not None for value, hide in zip(held, hidden, strict=True))
    columns[name] = [None if hide else value for value, hide in zip(held, hidden, strict=True)]
    return gone


def withhold(workspace: Workspace, tables: dict[str, Columns], left: Counter[str]) -> None:
    """Blank, in `tables`, the words and names that are not to leave; count them in `left`."""
    interviews, people = _silenced(workspace)
    if not interviews:
        return
    documents = tables["documents"]
    hidden = [interview in interviews for interview in documents["interview"]]
    left["withheld"] += _blank(documents, "text", hidden)
    silent = {
        name for name, hide in zip(documents["document"], hidden, strict=True) if hide
    }  # fmt: skip
    passages = tables["passages"]
    left["withheld"] += _blank(passages, "text", [d in silent for d in passages["document"]])
    persons = tables["people"]
    left["withheld_names"] += _blank(persons, "name", [p in people for p in persons["person"]])
