"""Days as they are written between two meetings: « hier », « mardi dernier », « le 14 », « dans 3 jours »."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from terreau.formats.logline.counts import number_words

__all__ = ["Found", "days", "months"]

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_NAMES = (
    "", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(_WEEKDAYS)
_SMALL = "|".join(
    sorted((w for w, n in number_words().items() if 0 < n < 61), key=len, reverse=True)
)

_NEAR = re.compile(
    r"(?<!\w)(?:(aujourd'hui|ce matin|cet apres-midi|cet aprem|ce midi|ce soir)|(avant-hier)|(hier)(?: soir| matin)?"
    r"|(apres-demain)|(demain)(?: soir| matin)?)(?!\w)"
)
_STEPS = (0, -2, -1, 2, 1)
_AGO = re.compile(rf"(?<!\w)(il y a|dans) (\d{{1,2}}|{_SMALL}) (jour|semaine)s?(?!\w)")
_ISO = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_SLASH = re.compile(r"(?<![\w/.,-])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?![\w/-]|[.,]\d)")
_WORDS = re.compile(
    rf"(?<![\w.,/-])(?:(?:le )?(?:({_WEEKDAY}) )?)(\d{{1,2}})(?:er)? ({_MONTH})(?!\w)\.?(?: (\d{{4}})(?!\w))?"
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?:(?:le )?({_WEEKDAY})|le|au|du) (\d{{1,2}})(?:er)?(?![\w/%€-]|[.,]\d)"
)
_FOLLOWED = re.compile(
    r"\s*(?:$|[.,;:!?()\n]|(?:avec|a|au|aux|chez|pour|en|et|ou|dans|sur|matin|soir|apres|avant|de|du|des|d|par|lors|on|nous|il|elle)\b)"
)
_UNIT = re.compile(
    r"\s*(?:h(?:eures?|\d{0,2})?|%|€|euros?|km|m2|kg|ans?|jours?|mois|rue|avenue|place|bis)(?!\w)"
)
_DAY_NAME = re.compile(
    rf"(?<!\w)(?:le )?({_WEEKDAY})(?: (dernier|passe|prochain|matin|soir|apres-midi))?(?!\w)"
)
_EACH = re.compile(r"(?:chaque|tous les|toutes les|les)\s*$")
_MONTH_ALONE = re.compile(rf"(?<!\w)({_MONTH})(?!\w)\.?(?: (\d{{4}})(?!\w))?")


@dataclass(frozen=True, slots=True)
class Found:
    """A day at its place in the text; `bare` when only a day of the week says it."""

    day: date
    start: int
    end: int
    sure: bool = True
    bare: bool = False


def _make(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _nearest(day: date, dates: list[date | None], ahead: bool) -> date | None:
    """Return the first date not before `day` if `ahead`, else the last one not after it."""
    known = [d for d in dates if d is not None]
    fitting = [d for d in known if (d >= day if ahead else d <= day)]
    if not fitting:
        return None
    return min(fitting) if ahead else max(fitting)


def _of_year(day: date, month: int, number: int, ahead: bool) -> date | None:
    return _nearest(day, [_make(day.year + step, month, number) for step in range(-4, 5)], ahead)


def _of_month(day: date, number: int, ahead: bool) -> date | None:
    months = [divmod(day.year * 12 + day.month - 1 + step, 12) for step in range(-3, 4)]
    return _nearest(day, [_make(year, month + 1, number) for year, month in months], ahead)


def _near(match: re.Match[str], day: date, _ahead: bool) -> Found:
    step = next(s for s, group in zip(_STEPS, match.groups(), strict=True) if group)
    return Found(day + timedelta(days=step), match.start(), match.end())


def _ago(match: re.Match[str], day: date, _ahead: bool) -> Found | None:
    said = match[2]
    n = int(said) if said.isdigit() else number_words()[said]
    span = timedelta(days=n if match[3] == "jour" else 7 * n)
    # « dans quinze jours », « dans huit jours » are said for two weeks and for one
    sure = not (match[3] == "jour" and n in (8, 15))
    when = day + span if match[1] == "dans" else day - span
    return Found(when, match.start(), match.end(), sure)


def _iso(match: re.Match[str], _day: date, _ahead: bool) -> Found | None:
    when = _make(int(match[1]), int(match[2]), int(match[3]))
    return Found(when, match.start(), match.end()) if when else None


def _slash(match: re.Match[str], day: date, ahead: bool) -> Found | None:
    number, month = int(match[1]), int(match[2])
    if not match[3]:
        if "." in match[0] or not 1 <= month <= 12:
            return None  # « 2.5 » is no date
        when = _of_year(day, month, number, ahead)
    else:
        year = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
        when = _make(year, month, number)
    return Found(when, match.start(), match.end()) if when else None


def _words(match: re.Match[str], day: date, ahead: bool) -> Found | None:
    weekday, number, month = match[1], int(match[2]), _MONTHS[match[3]]
    when = _make(int(match[4]), month, number) if match[4] else _of_year(day, month, number, ahead)
    if when is None:
        return None
    sure = not weekday or _WEEKDAYS[when.weekday()] == weekday
    return Found(when, match.start(), match.end(), sure)


def _numbered(match: re.Match[str], day: date, ahead: bool) -> Found | None:
    weekday, number = match[1], int(match[2])
    folded = match.string
    if not 1 <= number <= 31 or _UNIT.match(folded, match.end()):
        return None
    when = _of_month(day, number, ahead)
    if when is None:
        return None
    sure = bool(_FOLLOWED.match(folded, match.end()))
    if weekday:
        sure = _WEEKDAYS[when.weekday()] == weekday
    elif match[0].startswith(("au ", "du ")) and not sure:
        return None  # « au 3 rue… », « du 12 pouces »
    return Found(when, match.start(), match.end(), sure)


def _day_name(match: re.Match[str], day: date, ahead: bool) -> Found | None:
    if _EACH.search(match.string, 0, match.start()):
        return None
    back = (day.weekday() - _WEEKDAYS.index(match[1])) % 7
    if match[2] == "prochain" or (ahead and match[2] not in ("dernier", "passe")):
        when = day + timedelta(days=7 - back)
    elif match[2] in ("dernier", "passe"):
        when = day - timedelta(days=back or 7)
    else:
        when = day - timedelta(days=back)
    before = match.string[max(0, match.start() - 9) : match.start()]
    sure = back != 0 or match[2] in ("dernier", "passe", "prochain")
    sure = sure and not before.endswith("du ")  # « les permanences du mercredi »
    return Found(when, match.start(), match.end(), sure, bare=True)


Read = Callable[[re.Match[str], date, bool], Found | None]
# the longest wording first: « mardi 14 novembre » before « mardi »
_WAYS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_ISO, _iso), (_SLASH, _slash), (_WORDS, _words), (_NUMBERED, _numbered), (_NEAR, _near),
    (_AGO, _ago), (_DAY_NAME, _day_name),
)  # fmt: skip


def days(folded: str, day: date, *, ahead: bool) -> list[Found]:
    """Return the days of a folded text in their order; `ahead` says where to look for a day without month."""
    found: list[Found] = []
    for pattern, read in _WAYS:
        for match in pattern.finditer(folded):
            if any(f.start < match.end() and match.start() < f.end for f in found):
                continue
            try:
                one = read(match, day, ahead)
            except OverflowError:  # the day of writing is at an end of the calendar
                continue
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def months(folded: str, day: date, *, ahead: bool) -> Iterator[tuple[str, int, int]]:
    """Yield months named without a day, as « janvier 2027 », with their place."""
    for match in _MONTH_ALONE.finditer(folded):
        if folded[max(0, match.start() - 3) : match.start()].strip()[-1:].isdigit():
            continue  # « 14 novembre »
        month = _MONTHS[match[1]]
        last = calendar.monthrange(2001, month)[1]
        year = int(match[2]) if match[2] else None
        if year is None:
            when = _of_year(day, month, last if ahead else 1, ahead)
            year = when.year if when else None
        if year:
            yield f"{_NAMES[month]} {year:04d}", match.start(), match.end()
