"""One sentence of the logbook, read: what it seems to say, where, and whether that is sure.

Everything here is a proposal: a person sees it, corrects it with a touch, and only then is it a fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from terreau.formats.logline.counts import people
from terreau.formats.logline.days import Found, days, months
from terreau.formats.logline.kinds import decision, kind, milestone
from terreau.formats.logline.naming import named
from terreau.formats.logline.plain import negated, plain

__all__ = ["Proposal", "Reading", "happened", "read_line"]

_LONGEST = 3_000  # characters read; a line is a sentence or two
_NEXT = re.compile(
    r"(?:(?<!\w)(?:ensuite|prochaines? etapes?|prochain(?:e)? rendez-vous|a suivre|la suite|suites?|a faire|todo|reste a faire)\s*[:>]"
    r"|(?:^|(?<=[.;!?\n]))\s*(?:ensuite|puis)(?!\w),?|->|→|=>)\s*"
)
_AHEAD = re.compile(
    r"(?<!\w)(?:rdv|rendez-vous|prochain(?:e|es|s)?|on se (?:re)?voit|se revoir|rappeler|relancer|envoyer|a envoyer|aura lieu"
    r"|se tiendra|prevu(?:e|s|es)?|programme(?:e|s|es)?|d'ici|avant le|au plus tard|echeance|il faut|demain|apres-demain)(?!\w)"
)
_NOT_WHEN = re.compile(
    r"(?:depuis|avant|d'ici|jusqu'|jusqu'au|pour|des|a partir du|apres|ne le|au plus tard)\s*$"
)
_SENTENCE = re.compile(r"[^.;!?\n]+(?:\.(?=\d)[^.;!?\n]+)*")
_EDGES = " \t\n.,;:-–—→>!"
_JOINTS = re.compile(r"(?:\s+(?:le|pour|avant|du|au|a|à|dès|des|d’ici|d'ici))+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words from `start` to `end` seem to say of one field; not `sure`: shown with « ? »."""

    field: str
    value: str
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """The proposals of one sentence, and every case it may name, best first."""

    proposals: tuple[Proposal, ...]
    cases: tuple[str, ...] = ()

    def get(self, field: str) -> Proposal | None:
        """Return what is proposed for `field`."""
        return next((one for one in self.proposals if one.field == field), None)

    def value(self, field: str) -> str:
        """Return the value proposed for `field`, empty when there is none."""
        found = self.get(field)
        return found.value if found else ""


def _split(folded: str) -> tuple[int, int]:
    """Return where what happened ends and where what comes next begins."""
    match = _NEXT.search(folded)
    return (match.start(), match.end()) if match else (len(folded), len(folded))


def happened(text: str) -> str:
    """Return the sentence without what it says of the next step; the whole of it when nothing is left."""
    kept = text[: _split(plain(text))[0]].strip()
    return kept or text.strip()


def read_line(text: str, day: date, names: Mapping[str, str] | None = None) -> Reading:
    """Read one sentence written on `day`.

    Parameters
    ----------
    text : str
        As typed.
    day : datetime.date
        The day it was written: « hier », « le 14 » are counted from it.
    names : mapping of str to str, optional
        Names of the cases it may speak of, by reference.

    Returns
    -------
    Reading
        Proposals for the fields ``case``, ``kind``, ``date``, ``attendance``, ``public``, ``private``,
        ``civil_society``, ``research``, ``rest`` (people of no sector said), ``milestone``,
        ``planned_for``, ``moved_to``, ``decision``, ``next_step``, ``next_on``; each with its place.
    """
    text = text[:_LONGEST]
    folded = plain(text)
    end, begin = _split(folded)
    told = folded[:end]
    cases = named(text, names) if names else []
    proposals: list[Proposal] = []
    if cases:
        best = cases[0]
        proposals.append(Proposal("case", best.case, best.start, best.end, best.sure))
    proposals += _people(told)
    proposals += _meaning(told, day)
    coming = _stated(text, folded, begin, day) if begin < len(folded) else []
    if not coming:
        coming = _guessed(text, told, day, proposals)
    proposals += _when(told, day, [*proposals, *coming])
    return Reading((*proposals, *coming), tuple(one.case for one in cases))


def _people(told: str) -> list[Proposal]:
    who = people(told)
    counts = {"attendance": who.total, **who.sectors, "rest": who.rest}
    return [
        Proposal(field, str(count.value), count.start, count.end, count.sure)
        for field, count in counts.items()
        if count is not None
    ]


def _meaning(told: str, day: date) -> list[Proposal]:
    """Return kind, decision, and what became of a step, with its dates."""
    found = []
    for field, word in (
        ("kind", kind(told)),
        ("decision", decision(told)),
        ("milestone", milestone(told)),
    ):
        if word is not None:
            found.append(Proposal(field, word.code, word.start, word.end, word.sure))
    state = found[-1] if found and found[-1].field == "milestone" else None
    if state is None or state.value not in ("planned", "postponed"):
        return found
    field = "planned_for" if state.value == "planned" else "moved_to"
    when = _first_ahead(told, state.end, day)
    return [*found, Proposal(field, *when)] if when else found


def _first_ahead(told: str, start: int, day: date) -> tuple[str, int, int, bool] | None:
    """Return the first day, else the first month, written after `start`."""
    for one in days(told, day, ahead=True):
        if one.start >= start and one.day >= day:
            return one.day.isoformat(), one.start, one.end, one.sure
    for words, at, end in months(told, day, ahead=True):
        if at >= start:
            return words, at, end, True
    return None


def _step(text: str, start: int, end: int, when: Found | None) -> tuple[int, int]:
    """Return the place of what is to be done, without its date when that stands at an edge."""
    if when is not None and not text[when.end : end].strip(_EDGES):
        end = when.start
    elif when is not None and not text[start : when.start].strip(_EDGES):
        start = when.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    end = start + len(_JOINTS.sub("", text[start:end]))
    return start, end


def _coming(text: str, start: int, end: int, when: Found | None, sure: bool) -> list[Proposal]:
    at, until = _step(text, start, end, when)
    if at >= until and when is not None:  # « Ensuite : le 14. »
        at, until = when.start, when.end
    found = []
    if at < until:
        found.append(Proposal("next_step", text[at:until], at, until, sure))
    if when is not None:
        found.append(
            Proposal("next_on", when.day.isoformat(), when.start, when.end, sure and when.sure)
        )
    return found


def _shifted(found: Found, by: int, sure: bool = True) -> Found:
    return Found(found.day, found.start + by, found.end + by, found.sure and sure)


def _stated(text: str, folded: str, begin: int, day: date) -> list[Proposal]:
    """Return the next step written after « Ensuite : »."""
    clause = folded[begin:]
    found = days(clause, day, ahead=True)
    when = None
    if found:  # several days, or one already gone: to be looked at
        clear = len(found) == 1 and found[0].day >= day
        when = _shifted(found[0], begin, clear)
    return _coming(text, begin, len(text), when, True)


def _guessed(text: str, told: str, day: date, known: list[Proposal]) -> list[Proposal]:
    """Return a next step that no « Ensuite » announces: a sentence that speaks of a day to come; in doubt."""
    taken = [one for one in known if one.field in ("planned_for", "moved_to", "milestone")]
    for sentence in _SENTENCE.finditer(told):
        start, end = sentence.start(), sentence.end()
        if any(start <= one.start < end for one in taken):
            continue
        clause = told[start:end]
        cue = _AHEAD.search(clause)
        if cue and negated(clause, cue.start()):
            continue
        for one in days(clause, day, ahead=True):
            if one.day <= day:
                continue
            if cue or (not one.bare and _sooner(clause, one, day)):
                return _coming(text, start, end, _shifted(one, start), False)
    return []


def _sooner(clause: str, one: Found, day: date) -> bool:
    """Whether a day without a month is nearer ahead than behind: « visite le 14 », typed the 12th."""
    back = [other for other in days(clause, day, ahead=False) if other.start == one.start]
    if not back or back[0].day == one.day:  # written whole, and to come
        return True
    return one.day - day < day - back[0].day and back[0].day != day


def _when(told: str, day: date, known: list[Proposal]) -> list[Proposal]:
    """Return the day it happened: one that is not to come, and that no other field holds."""
    held = [one for one in known if one.field in ("next_on", "planned_for", "moved_to")]
    found = [
        one
        for one in days(told, day, ahead=False)
        if one.day <= day
        and not any(h.start < one.end and one.start < h.end for h in held)
        and not _NOT_WHEN.search(told[: one.start])
    ]
    if not found:
        return []
    first = found[0]
    sure = first.sure and len({one.day for one in found}) == 1
    return [Proposal("date", first.day.isoformat(), first.start, first.end, sure)]
