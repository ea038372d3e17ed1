"""Between the codes kept in files and the French words people read in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from terreau.formats.tables import Column
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import fold

__all__ = ["NO", "SEPARATOR", "YES", "clean", "decode", "shower"]

SEPARATOR = " ; "
YES, NO = "oui", "non"
# control characters no cell shows, and the two code points XML cannot hold
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PLAIN_NUMBER = re.compile(r"(?:0|-?[1-9]\d{0,11})(?:\.\d{0,3}[1-9])?")
# before it, spreadsheets count a day that never was (29 February 1900), then days whose number looks
# like a year: the reader takes those for a year typed in a cell of dates
_FIRST_SAFE_DAY = date(1905, 10, 1)


def clean(text: str) -> str:
    """Return a text as it is kept: no space around, line ends made one, nothing invisible."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def decode(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return what may be written for each code (the code, the French word), folded."""
    return {fold(code): code for code, _ in choices} | {fold(word): code for code, word in choices}


def _date(value: str) -> str | date:
    """Exact dates in ISO form become date cells; any other is kept as it was written."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return day if day.isoformat() == value and day >= _FIRST_SAFE_DAY else value


def _amount(value: str) -> str | float:
    return float(value) if _PLAIN_NUMBER.fullmatch(value) else value


def _number(value: float) -> str | float:
    """Return the number, or its digits as text where the file format would round it."""
    return value if float(f"{value:.16G}") == value else repr(value)


def _counts(choices: tuple[tuple[str, str], ...]) -> Callable[[Any], str]:
    words = dict(choices)
    return lambda held: SEPARATOR.join(f"{words[c['sector']]} {c['count']}" for c in held)


def _several(choices: tuple[tuple[str, str], ...]) -> Callable[[Any], str]:
    words = dict(choices)
    return lambda held: SEPARATOR.join(words.get(word, word) for word in held)


def shower(column: Column, framework: Framework, gazetteer: Gazetteer) -> Callable[[Any], Any]:
    """Return the function from a value of the data (never null) to the value of its cell."""
    phases = {phase.code: f"{phase.code} {phase.short}" for phase in framework.phases}
    variables = {v.code: f"{v.code} {v.title}" for v in framework.variables}
    words = dict(column.choices)
    by_kind: dict[str, Callable[[Any], Any]] = {
        "choice": lambda code: words.get(code, code),
        "choices": _several(column.choices),
        "words": _several(()),
        "counts": _counts(column.choices),
        "phase": lambda code: phases.get(code, code),
        "variable": lambda code: variables.get(code, code),
        "commune": gazetteer.label,
        "boolean": lambda value: YES if value else NO,
        "date": _date,
        "amount": _amount,
        "number": _number,
        "integer": _number,
    }
    return by_kind.get(column.kind, str)
