"""Phases and dated facts as a timeline needs them, from the rows of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from terreau.i18n import fold, format_date
from terreau.i18n import gettext as _

__all__ = [
    "Mark",
    "Span",
    "date_words",
    "log_marks",
    "outcome_marks",
    "phase_spans",
    "standby_spans",
]

Bounds = tuple[date, date]

_DAY = re.compile(r"\d{1,2}(er)? [^\d]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_KINDS = {
    "milestone": "étape",
    "meeting": "rencontre",
    "decision": "décision",
    "difficulty": "difficulté",
}


@dataclass(frozen=True, slots=True)
class Span:
    """One stay in a phase, or a time of sleep; a bound is (earliest, latest) or None when nothing
    is documented.
    """

    code: str
    name: str
    seq: int
    rank: int
    start: Bounds | None
    end: Bounds | None
    start_text: str = ""
    end_text: str = ""
    last: bool = True

    @property
    def first(self) -> date | None:
        """The earliest day known of it."""
        bounds = self.start or self.end
        return bounds[0] if bounds else None

    @property
    def label(self) -> str:
        """« P2 Étude d’opportunité », a return said as « (2e fois) »; « En veille » has no code."""
        if not self.code:
            return self.name
        again = f" ({self.seq}e\u00a0fois)" if self.seq > 1 else ""
        return f"{self.code}\u00a0{self.name}{again}"

    @property
    def words(self) -> str:
        """When, in words."""
        if not self.start_text and not self.end_text:
            return _("dates non documentées")
        if not self.end_text and self.last:
            return _("depuis {start}").format(start=_dated(self.start_text, "", "le "))
        if not self.end_text:
            start = date_words(self.start_text)
            return _("début\u00a0: {start}, fin non documentée").format(start=start)
        if not self.start_text:
            end = date_words(self.end_text)
            return _("fin\u00a0: {end}, début non documenté").format(end=end)
        if self.start_text == self.end_text:
            return date_words(self.start_text)
        start, end = _dated(self.start_text, "de ", "du "), _dated(self.end_text, "à ", "au ")
        return f"{start} {end}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One dated fact: its kind decides its sign, its label says it.

    `caption` is written beside the sign where there is room: give it only to readers who may read it.
    """

    kind: str
    label: str
    when: Bounds
    text: str
    caption: str = ""

    @property
    def said(self) -> str:
        """The whole fact: « étape : local prêté »."""
        if not self.caption or self.caption in self.label:
            return self.label
        return f"{self.label}\u00a0: {self.caption}"


def date_words(text: str) -> str:
    """Return a date as written, ready to stand inside a sentence; an ISO date or month in French."""
    if _ISO.fullmatch(text):
        return format_date(date.fromisoformat(text))
    if _ISO_MONTH.fullmatch(text):
        return format_date(date.fromisoformat(f"{text}-02")).removeprefix("2 ")
    return text[:1].lower() + text[1:]


def _dated(text: str, before: str, before_day: str) -> str:
    """Return a date after its preposition: « de mars 2018 », « d’avril 2018 », « du 3 mai 2018 »."""
    words = date_words(text)
    if words.startswith("vers "):
        words = f"{words[5:]} environ"
    if _DAY.match(words):
        return f"{before_day}{words}"
    if before == "de " and fold(words)[:1] in "aeiouh":
        return f"d’{words}"
    return f"{before}{words}"


def _bounds(row: Mapping[str, Any], name: str) -> Bounds | None:
    earliest, latest = row.get(f"{name}_earliest"), row.get(f"{name}_latest")
    return (earliest, latest) if earliest is not None and latest is not None else None


def phase_spans(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Span]:
    """Return the spans of rows of table ``phases``, first to last.

    A case that never came back to a phase follows the order of the référentiel; one that came back
    follows the dates when each stay has one (the rule of ``study``).

    Parameters
    ----------
    rows : iterable of mapping
        Rows of one case (``phase``, ``seq``, ``start``…, ``end``…).
    names : mapping of str to str
        Phase codes of the référentiel, in its order, with their names.
    """
    ranks = {code: rank for rank, code in enumerate(names)}
    spans = [
        Span(
            row["phase"],
            names.get(row["phase"], ""),
            row.get("seq") or 1,
            ranks.get(row["phase"], len(ranks)),
            _bounds(row, "start"),
            _bounds(row, "end"),
            row.get("start") or "",
            row.get("end") or "",
        )
        for row in rows
    ]
    returned = any(span.seq > 1 for span in spans)
    if returned and all(span.start for span in spans):
        spans.sort(key=lambda s: (s.start or (), s.rank, s.seq))
    else:
        spans.sort(key=lambda s: (s.rank, s.seq))
    return [replace(span, last=span is spans[-1]) for span in spans]


def standby_spans(rows: Iterable[Mapping[str, Any]]) -> list[Span]:
    """Return the times when a case slept (``start``…, ``end``…), first to last; reasons are not read."""
    spans = [
        Span(
            "",
            _("En veille"),
            row.get("seq") or 1,
            -1,
            _bounds(row, "start"),
            _bounds(row, "end"),
            row.get("start") or "",
            row.get("end") or "",
        )
        for row in rows
    ]
    return sorted(spans, key=lambda s: (s.first or date.max, s.seq))


def log_marks(
    rows: Iterable[Mapping[str, Any]], words: Mapping[str, str] | None = None
) -> list[Mark]:
    """Return the marks of rows of table ``log``: their kind and date, never their words."""
    said = words or _KINDS
    return [
        Mark(row["kind"], said.get(row["kind"], _("autre fait")), bounds, row["date"])
        for row in rows
        if (bounds := _bounds(row, "date"))
    ]


def outcome_marks(rows: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> list[Mark]:
    """Return the marks of rows of table ``outcomes``: what was observed, when."""
    marks = []
    for row in rows:
        bounds = _bounds(row, "date")
        if bounds:
            value = f"{row['value']}{' ' + row['unit'] if row.get('unit') else ''}"
            label = f"{words.get(row['outcome'], row['outcome'])}\u00a0: {value}"
            marks.append(Mark("outcome", label, bounds, row["date"]))
    return marks
