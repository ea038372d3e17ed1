"""What changed between two versions of a row, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import models

from terreau.formats.tables.vocabularies import SECTORS
from terreau.i18n import format_date
from terreau.i18n import gettext as _
from terreau.web.core.models import Workspace
from terreau.web.core.templatetags.terreau import written
from terreau.web.core.values import DateText
from terreau.web.territories.queries import commune_name

__all__ = ["Change", "Piece", "Words", "pieces_of"]

_SHORT = 70  # characters: beyond that, only what changed is shown
_AROUND = 5  # words kept on each side of a change
_MOST_WORDS = 3000  # beyond that a text is said rewritten


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a changed text: ``same``, ``out``, ``in`` or ``gap`` (words left out)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field: what it was, what it became; for long texts, the words that changed."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def _kept(words: list[str], first: bool, last: bool) -> list[Piece]:
    """Return words that did not change, cut where there are many."""
    start = [] if first else words[:_AROUND]
    end = [] if last else words[-_AROUND:]
    if len(words) <= len(start) + len(end) + 3:
        return [Piece("same", " ".join(words))]
    kept = [Piece("same", " ".join(start)), Piece("gap", "[…]"), Piece("same", " ".join(end))]
    return [piece for piece in kept if piece.text]


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words taken out and put in, with a few around; nothing for short or huge texts."""
    one, other = before.split(), after.split()
    short = max(len(before), len(after)) <= _SHORT
    if short or not one or not other or max(len(one), len(other)) > _MOST_WORDS:
        return ()
    steps = SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes()
    found: list[Piece] = []
    for rank, (how, a1, a2, b1, b2) in enumerate(steps):
        if how == "equal":
            found += _kept(one[a1:a2], rank == 0, rank == len(steps) - 1)
            continue
        if a2 > a1:
            found.append(Piece("out", " ".join(one[a1:a2])))
        if b2 > b1:
            found.append(Piece("in", " ".join(other[b1:b2])))
    return tuple(found)


@dataclass(frozen=True)
class Words:
    """Says the values of rows: communes, phases and added fields by their names."""

    workspace: Workspace
    phases: dict[str, str]
    added: dict[str, str]  # code → label

    def value(self, row: Any, field: models.Field) -> str:
        """Return a value as a person reads it; empty for nothing."""
        value = getattr(row, field.attname)
        if value in (None, "", [], {}):
            return ""
        if isinstance(field, models.ForeignKey):
            return str(getattr(row, field.name))
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if field.name == "commune":
            return commune_name(self.workspace, value)
        if field.name in {"phase", "from_phase", "to_phase"}:
            return self.phase(value)
        if isinstance(field, DateText):
            return written(value)
        return self.plain(value)

    def plain(self, value: Any) -> str:
        """Return a value that needs no name."""
        if isinstance(value, bool):
            return _("oui") if value else _("non")
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, list):
            return " ; ".join(str(one) for one in value)
        if isinstance(value, dict):
            words = dict(SECTORS)
            return " ; ".join(f"{words.get(key, key)} {count}" for key, count in value.items())
        return str(value)

    def phase(self, code: str) -> str:
        """Return « P2 Étude d’opportunité »."""
        return f"{code} {self.phases.get(code, '')}".strip()

    def _added(self, before: Any, after: Any) -> list[Change]:
        old, new = (dict(row.extra or {}) if row else {} for row in (before, after))
        return [
            self._change(self.added.get(code, code), self.plain(old.get(code, "")), self.plain(new.get(code, "")))
            for code in sorted(old.keys() | new.keys())
            if old.get(code) != new.get(code)
        ]  # fmt: skip

    def _change(self, label: str, before: str, after: str) -> Change:
        return Change(label, before, after, pieces_of(before, after))

    def changes(self, model: type[models.Model], before: Any, after: Any) -> list[Change]:
        """Return the fields whose values differ; all those that say something when `before` is None."""
        found: list[Change] = []
        for field in model._meta.concrete_fields:
            if field.primary_key or not field.editable:
                continue
            if before is not None and getattr(before, field.attname) == getattr(
                after, field.attname
            ):
                continue
            if field.name == "extra":
                found += self._added(before, after)
                continue
            old = self.value(before, field) if before is not None else ""
            new = self.value(after, field)
            if old != new:
                found.append(self._change(str(field.verbose_name), old, new))
        return found
