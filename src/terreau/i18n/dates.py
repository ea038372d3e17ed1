"""Dates as people write them: « 14 mars 2018 », « été 2016 », « avant 2012 », « vers 2015 »."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from terreau.i18n.sorting import fold

__all__ = ["ApproximateDate", "format_date", "parse_date"]

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MONTH_NUMBER = {fold(name): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBER |= {
    "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# winter is written after the year it starts in; the others lie within one year
_SEASONS = {"printemps": (3, 6), "ete": (6, 9), "automne": (9, 12), "hiver": (12, 3)}
_PARTS = {"debut": (1, 4), "milieu": (5, 8), "mi": (5, 8), "fin": (9, 12)}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SLASH_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_DAY_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_MONTH_WORDS = re.compile(r"([a-z]+) (\d{4})")
_YEAR = re.compile(r"(\d{4})")
_AROUND = re.compile(r"(?:vers|environ|env|autour de|circa) (.+)")
_BEFORE = re.compile(r"avant (.+)")
_AFTER = re.compile(r"(?:apres|depuis) (.+)")
_SPAN = re.compile(r"(\d{4}) ?(?:a|ou|et) ?(\d{4})")
_DASH = re.compile(r"(?<=\d{4})\s*[-–—]\s*(?=\d{4})")
_OPEN_YEARS = 5  # « avant 2012 » is kept as 2007 to 2011, « après 2012 » as 2013 to 2017


@dataclass(frozen=True, slots=True)
class ApproximateDate:
    """A date as written, with the earliest and latest day it can mean."""

    text: str
    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year`` or ``range``: what the writer knew."""
        if self.exact:
            return "day"
        first, last = self.earliest, self.latest
        if first.day == 1 and last == _month_end(last.year, last.month) and first.year == last.year:
            if first.month == last.month:
                return "month"
            if (first.month, last.month) == (1, 12):
                return "year"
        return "range"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end_year = year + 1 if last < first else year
    return date(year, first, 1), _month_end(end_year, last)


def _parse_word(word: str, year: int) -> tuple[date, date] | None:
    if word in _MONTH_NUMBER:
        return _months(year, _MONTH_NUMBER[word], _MONTH_NUMBER[word])
    span = _SEASONS.get(word) or _PARTS.get(word)
    return _months(year, *span) if span else None


def _parse_exact(text: str) -> tuple[date, date] | None:
    if match := _ISO.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _SLASH.fullmatch(text):
        day = date(int(match[3]), int(match[2]), int(match[1]))
        return day, day
    if match := _ISO_MONTH.fullmatch(text):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if match := _SLASH_MONTH.fullmatch(text):
        return _months(int(match[2]), int(match[1]), int(match[1]))
    return None


def _parse_words(text: str) -> tuple[date, date] | None:
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, 12)
    if (match := _DAY_WORDS.fullmatch(text)) and match[2] in _MONTH_NUMBER:
        day = date(int(match[3]), _MONTH_NUMBER[match[2]], int(match[1]))
        return day, day
    if match := _MONTH_WORDS.fullmatch(text):
        return _parse_word(match[1], int(match[2]))
    if (match := _SPAN.fullmatch(text)) and int(match[1]) <= int(match[2]):
        return date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)
    return None


def _parse_relative(text: str) -> tuple[date, date] | None:
    if match := _AROUND.fullmatch(text):
        inner = _parse_words(match[1])
        if inner is None:
            return None
        return date(inner[0].year - 1, 1, 1), date(inner[1].year + 1, 12, 31)
    if (match := _BEFORE.fullmatch(text)) and (inner := _parse_words(match[1])):
        return date(inner[0].year - _OPEN_YEARS, 1, 1), date.fromordinal(inner[0].toordinal() - 1)
    if (match := _AFTER.fullmatch(text)) and (inner := _parse_words(match[1])):
        return date.fromordinal(inner[1].toordinal() + 1), date(inner[1].year + _OPEN_YEARS, 12, 31)
    return None


def parse_date(text: str) -> ApproximateDate | None:
    """Return the date that `text` says, or None when it says none that exists.

    Accepts ``2018-03-14``, ``14/03/2018``, ``mars 2018``, ``2018``, seasons, « début / milieu / fin
    2018 », « vers 2018 » (one year either side), « avant / après 2018 » (five years), « 2015-2016 »
    with any dash, « 2015 à 2016 ».
    """
    written = text.strip()
    words = fold(_DASH.sub(" à ", written))  # folding takes away the dash of « 2015-2016 »
    try:
        span = _parse_exact(written) or _parse_words(words) or _parse_relative(words)
    except ValueError:
        return None
    return ApproximateDate(written, *span) if span else None


def format_date(value: date) -> str:
    """Return « 1er mars 2018 »."""
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day} {MONTHS[value.month - 1]} {value.year}"
