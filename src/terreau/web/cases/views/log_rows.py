"""Lines as they are shown: with what is written of them, and what they still ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS, DECISIONS, LOG_KINDS, MILESTONES
from terreau.i18n import format_number, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.web.accounts.models import User
from terreau.web.cases.models import LogEntry
from terreau.web.cases.queries import log as queries
from terreau.web.cases.views.log_chips import day_words
from terreau.web.core.models import Workspace

__all__ = ["Row", "by_day", "hours_words", "shown_rows"]

_KINDS, _STATES, _SENSES = dict(LOG_KINDS), dict(MILESTONES), dict(DECISIONS)
_SIGNS = {"difficulty": "ochre", "decision": "leaf", "milestone": "leaf"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line, its facts in a few words, and the proposals that wait for a touch."""

    entry: LogEntry
    day: str
    facts: list[tuple[str, str]]  # words, colour
    hours: str = ""
    proposed: list[tuple[str, bool]] = field(default_factory=list)  # words, sure

    @property
    def acceptable(self) -> bool:
        """Whether something is proposed without a doubt."""
        return any(sure for _words, sure in self.proposed)


def hours_words(hours: Decimal | None) -> str:
    """Return « 1 h 30 »."""
    if not hours:
        return ""
    whole, minutes = divmod(round(hours * 60), 60)
    if not whole:
        return f"{minutes}\u00a0min"
    return f"{whole}\u00a0h\u00a0{minutes:02d}" if minutes else f"{whole}\u00a0h"


def _people(entry: LogEntry) -> str:
    said = [
        f"{word} {entry.sectors[code]}"
        for code, word in ATTENDANCE_SECTORS
        if entry.sectors.get(code)
    ]
    if entry.attendance is None:
        return ", ".join(said)
    total = ngettext("{n} personne", "{n} personnes", entry.attendance)
    words = total.format(n=format_number(entry.attendance, 0))
    return f"{words} ({', '.join(said)})" if said else words


def _facts(entry: LogEntry, today: date) -> list[tuple[str, str]]:
    facts = []
    told = {"milestone": entry.milestone, "decision": entry.decision}  # said with its state below
    if entry.kind != "other" and not told.get(entry.kind):
        facts.append((_KINDS.get(entry.kind, entry.kind), _SIGNS.get(entry.kind, "")))
    if people := _people(entry):
        facts.append((people, ""))
    if entry.milestone:
        words = _("étape {state}").format(state=_STATES.get(entry.milestone, entry.milestone))
        when = entry.moved_to or entry.planned_for
        sign = {"reached": "leaf", "missed": "ochre"}.get(entry.milestone, "")
        facts.append((f"{words}, {day_words(when, today)}" if when else words, sign))
    if entry.decision:
        sense = _SENSES.get(entry.decision, entry.decision)
        facts.append((_("décision : {sense}").format(sense=sense), "leaf"))
    return [(typeset(words), sign) for words, sign in facts]


def _proposed(entry: LogEntry, today: date) -> list[tuple[str, bool]]:
    """Return what the sentence proposes for the fields that are still empty."""
    words = []
    for one in queries.proposals_of(entry).proposals:
        said = _proposal_words(entry, one.field, one.value, today)
        if said:
            words.append((typeset(said if one.sure else f"{said} ?"), one.sure))
    return words


def _proposal_words(entry: LogEntry, name: str, value: str, today: date) -> str:
    sectors = dict(ATTENDANCE_SECTORS)
    if name == "kind":
        return _KINDS[value] if entry.kind == "other" else ""
    if name == "date":
        return day_words(value, today) if value != entry.date else ""
    if name == "rest":
        left = (
            (entry.attendance or int(value)) - sum(entry.sectors.values())
            if entry.sectors
            else int(value)
        )
        return ngettext("l’autre", "les {n} autres", left).format(n=left) if left > 0 else ""
    if name in sectors:
        return f"{sectors[name]} {value}" if not entry.sectors else ""
    if getattr(entry, name):
        return ""
    if name == "attendance":
        return ngettext("{n} personne", "{n} personnes", int(value)).format(n=value)
    if name == "milestone":
        return _("étape {state}").format(state=_STATES[value])
    if name == "decision":
        return _("décision : {sense}").format(sense=_SENSES[value])
    if name == "next_step":
        return _("ensuite : {what}").format(what=value)
    return day_words(value, today)


def shown_rows(entries: Sequence[LogEntry], reader: User, workspace: Workspace) -> list[Row]:
    """Return lines ready to be shown; hours are those of the reader alone."""
    today = workspace.current_day()
    for entry in entries:  # known already: not asked of the base for each
        entry.workspace = entry.case.workspace = workspace
    hours = queries.own_hours(reader, entries)
    return [
        Row(
            entry, day_words(entry.date, today), _facts(entry, today), hours_words(hours.get(entry.pk)),
            _proposed(entry, today) if entry.to_confirm else [],
        )
        for entry in entries
    ]  # fmt: skip


def by_day(rows: Iterable[Row], today: date) -> list[tuple[str, list[Row]]]:
    """Return rows under their day: « Aujourd’hui », « Hier », « lun. 9 nov. »."""
    found = []
    for text, group in groupby(rows, key=lambda row: row.entry.date):
        words = day_words(text, today)
        found.append((words[:1].upper() + words[1:], list(group)))
    return found
