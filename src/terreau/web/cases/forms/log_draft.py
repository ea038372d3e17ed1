"""A line being typed: what the sentence proposes, what its author corrected, what remains a question.

The page sends back what it had shown (`shown`): a field that differs from it was touched by a person,
and what a person wrote always wins over what the sentence proposes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from terreau.formats.logline import Reading, read_line
from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.web.cases.forms.log_fields import day_text

__all__ = ["CONFIRMED", "DOUBTFUL", "GROUPS", "PROPOSED", "UNKNOWN", "Group", "LineDraft"]

SECTORS = tuple(code for code, _word in ATTENDANCE_SECTORS)
# what is confirmed or left with one touch
GROUPS: dict[str, tuple[str, ...]] = {
    "case": ("case",),
    "kind": ("kind",),
    "date": ("date",),
    "attendance": ("attendance",),
    **{code: (code,) for code in SECTORS},
    "step": ("milestone", "planned_for", "moved_to"),
    "decision": ("decision",),
    "next": ("next_step", "next_on"),
}
CONFIRMED, PROPOSED, DOUBTFUL, EMPTY = "confirmed", "proposed", "doubtful", ""
UNKNOWN = "unknown"  # the people of no sector said stay so


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one group of fields, and where they come from."""

    name: str
    values: dict[str, str]
    state: str

    @property
    def filled(self) -> bool:
        """Whether anything is there to be shown."""
        return any(self.values.values())


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _shown_before(data: QueryDict) -> dict[str, Any]:
    """Return what the page had shown; nothing when it is not what we write."""
    try:
        shown = json.loads(data.get("shown", ""))
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}


@dataclass
class LineDraft:
    """A sentence and its groups."""

    text: str
    groups: dict[str, Group]
    cases: tuple[str, ...] = ()
    rest: int = 0
    rest_chosen: str = ""
    sent: bool = False  # whether it comes from a page
    read: bool = False  # whether the person has seen what this very sentence proposes
    _proposed: dict[str, tuple[dict[str, str], bool]] = field(default_factory=dict)

    @classmethod
    def start(cls, day: date, case: str = "") -> LineDraft:
        """Return an empty line, of `case` when the page is that of a case."""
        draft = cls.of(QueryDict(), day, {})
        if case:
            draft.groups["case"] = Group("case", {"case": case}, CONFIRMED)
        return draft

    @classmethod
    def of(cls, data: QueryDict, day: date, names: Mapping[str, str]) -> LineDraft:
        """Return the line that a page sent, read again."""
        text = _clean(data.get("text", ""))
        reading = read_line(text, day, names)
        before = _shown_before(data)
        proposed = _proposals(reading, day, written=bool(text))
        groups = {
            name: _merge(name, data, before, proposed.get(name, ({}, False))) for name in GROUPS
        }
        seen = before.get("text") == _digest(text)
        draft = cls(text, groups, reading.cases, sent=bool(data), read=seen)
        draft._proposed = proposed
        draft._share_out(data.get("rest", ""))
        return draft

    def _share_out(self, chosen: str) -> None:
        """Put the people of no sector said where their author says they belong."""
        self.rest = self._left_over()
        if not self.rest:
            return
        if chosen in SECTORS:
            had = int(self.groups[chosen].values.get(chosen) or 0)
            self.groups[chosen] = Group(chosen, {chosen: str(had + self.rest)}, CONFIRMED)
            self.rest = 0
        elif chosen == UNKNOWN:
            self.rest_chosen = UNKNOWN

    def _left_over(self) -> int:
        total, parts = self.groups["attendance"], [self.groups[code] for code in SECTORS]
        numbers = [part.values.get(part.name, "") for part in parts if part.state != EMPTY]
        said = total.values.get("attendance", "")
        if total.state in (EMPTY, DOUBTFUL) or not said.isdigit() or not numbers:
            return 0
        if not all(number.isdigit() for number in numbers):
            return 0
        return max(0, int(said) - sum(map(int, numbers)))

    @property
    def values(self) -> dict[str, str]:
        """Return every value shown, by field."""
        return {
            name: value for group in self.groups.values() for name, value in group.values.items()
        }

    @property
    def settled(self) -> dict[str, str]:
        """Return the values that may be written: seen as sure, or confirmed."""
        return {
            name: value
            for group in self.groups.values()
            if group.state in (CONFIRMED, PROPOSED)
            for name, value in group.values.items()
            if value
        }

    @property
    def questions(self) -> list[str]:
        """Return the groups that still ask something; a total that the sectors give asks nothing."""
        asked = [name for name, group in self.groups.items() if group.state == DOUBTFUL]
        if any(self.groups[code].state in (CONFIRMED, PROPOSED) for code in SECTORS):
            asked = [name for name in asked if name != "attendance"]
        if self.rest and self.rest_chosen != UNKNOWN:
            asked.append("rest")
        return asked

    @property
    def shown(self) -> str:
        """Return what the page must send back, to know what its reader touched."""
        told: dict[str, Any] = {"text": _digest(self.text)}
        for name, group in self.groups.items():
            values, sure = self._proposed.get(name, ({}, False))
            if group.state == CONFIRMED:
                told[name] = [None, True]
            elif group.state == EMPTY:
                told[name] = [values, False]
            else:
                told[name] = [values, sure]
        return json.dumps(told, ensure_ascii=False)


def _proposals(
    reading: Reading, day: date, *, written: bool
) -> dict[str, tuple[dict[str, str], bool]]:
    """Return by group what the sentence proposes, and whether all of it is sure.

    Without a word of them, the day is that of writing and the kind « autre »: shown, like the rest.
    """
    found: dict[str, tuple[dict[str, str], bool]] = {}
    for name, fields in GROUPS.items():
        read = [one for f in fields if (one := reading.get(f))]
        if read:
            values = {one.field: _as_shown(one.field, one.value) for one in read}
            found[name] = (values, all(one.sure for one in read))
    if written:
        found.setdefault("date", ({"date": day_text(day.isoformat())}, True))
        found.setdefault("kind", ({"kind": "other"}, True))
    return found


def _as_shown(name: str, value: str) -> str:
    return day_text(value) if name in ("date", "planned_for", "moved_to") else value


def _merge(
    name: str, data: QueryDict, before: dict[str, Any], proposed: tuple[dict[str, str], bool]
) -> Group:
    """Return the group as its author left it, else as the sentence proposes it."""
    fields = GROUPS[name]
    posted = {f: data.get(f, "").strip() for f in fields}
    told = before.get(name)
    had, was_sure = told if isinstance(told, list) and len(told) == 2 else ({}, False)
    kept = name in data.getlist("keep")
    if had is None:  # it was confirmed: only its author takes that back
        return (
            Group(name, posted, CONFIRMED)
            if kept and any(posted.values())
            else Group(name, {}, EMPTY)
        )
    changed = any(posted[f] != (had.get(f, "") if isinstance(had, dict) else "") for f in fields)
    if changed or (had and kept != bool(was_sure)):
        if any(posted.values()) and (kept or (changed and not was_sure)):
            return Group(name, posted, CONFIRMED)
        return Group(name, {}, EMPTY)
    values, sure = proposed
    return Group(name, dict(values), (PROPOSED if sure else DOUBTFUL) if values else EMPTY)
