"""The follow-up sheet of a week: what happened, what was decided, what resists, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.i18n import format_date, format_integer, join_words, typeset
from terreau.i18n import gettext as _
from terreau.publishing.document import Block, DataTable, Document, Heading, Items, Note, Paragraph
from terreau.publishing.logbook.lines import (
    Frame,
    LogLine,
    day_month,
    followed,
    framed,
    met,
    met_sentence,
)
from terreau.publishing.wording import capital, number_of

__all__ = ["FollowedCase", "follow_up_document"]

_MOST = 30  # cases named of which nothing is written


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A case that is followed: its lines of the week, its open next steps, when it was last written of."""

    reference: str
    name: str
    phase: str
    lines: tuple[LogLine, ...]
    open_steps: tuple[LogLine, ...]
    done_steps: tuple[LogLine, ...] = ()
    last: date | None = None  # the last line before the week


def week_words(start: date, end: date) -> str:
    """Return « du 9 au 15 novembre 2026 »."""
    if (start.year, start.month) == (end.year, end.month):
        first = "1er" if start.day == 1 else str(start.day)
        return _("du {start} au {end}").format(start=first, end=format_date(end))
    first = day_month(start) if start.year == end.year else format_date(start)
    return _("du {start} au {end}").format(start=first, end=format_date(end))


def follow_up_document(
    cases: Sequence[FollowedCase], start: date, end: date, frame: Frame, *, together: bool = False
) -> Document:
    """Return the follow-up of a week, of one case or of all those that are followed.

    Parameters
    ----------
    cases : sequence of FollowedCase
        In the order of the sheet.
    start, end : datetime.date
        The first and last day of the week.
    frame : Frame
        Whose it is, and at which date.
    together : bool
        It is that of all the cases, even when they are one.
    """
    alone = cases[0] if len(cases) == 1 and not together else None
    told = [case for case in cases if case.lines or case.done_steps]
    due = min(end + timedelta(days=1), frame.as_of)  # what is due from that day on is to come
    opening = _opening(cases, end, frame.as_of, alone)
    blocks: list[Block] = [*opening, *_late(cases, due, alone is None)]
    for case in told:
        blocks += _case(case, due, titled=alone is None)
    if alone is not None and not told:
        blocks += _coming(alone, due, 2)
    blocks += _people(cases)
    if alone is None:
        blocks += _waiting(cases, told, due)
        blocks += _silent(cases, told)
    blocks += _limits(cases)
    week = week_words(start, end)
    if alone is not None:
        title = _("Point de suivi : {name}").format(name=alone.name)
        kicker = " · ".join(part for part in (alone.reference, alone.phase) if part)
        return framed(frame, title, _("Semaine {week}").format(week=week), blocks, kicker)
    return framed(
        frame, _("Point de suivi"), _("Semaine {week}").format(week=week), blocks, frame.workspace
    )


def _all(cases: Sequence[FollowedCase]) -> list[LogLine]:
    return [line for case in cases for line in case.lines]


def _overdue(case: FollowedCase, day: date) -> list[LogLine]:
    """Return the steps that fell due before `day`."""
    return [step for step in case.open_steps if step.next_on and step.next_on < day]


def _opening(
    cases: Sequence[FollowedCase], end: date, as_of: date, alone: FollowedCase | None
) -> list[Block]:
    """Return what is known, first."""
    lines = _all(cases)
    if not cases:
        return [Paragraph(_("Aucun projet n’est suivi : ce point n’a rien à dire."), "lead")]
    if alone is not None:
        first = (
            _("Cette semaine, {lines} au journal de bord.").format(
                lines=number_of(len(lines), "ligne", "lignes")
            )
            if lines
            else _("Rien n’a été écrit cette semaine. {last}").format(last=_last(alone))
        )
    else:
        written = sum(bool(case.lines) for case in cases)
        followed_cases = number_of(len(cases), "projet ou lieu suivi", "projets et lieux suivis")
        if written:
            first = _("Cette semaine, {lines} sur {written} des {cases}.").format(
                lines=number_of(len(lines), "ligne", "lignes"),
                written=written,
                cases=followed_cases,
            )
        else:
            first = _("Rien n’a été écrit cette semaine sur les {cases}.").format(
                cases=followed_cases
            )
    running = as_of < end
    said = [
        first,
        met_sentence(met(lines)),
        _counts(lines, cases, min(end + timedelta(days=1), as_of)),
    ]
    if running:
        said.append(_("La semaine n’est pas finie."))
    return [Paragraph(typeset(" ".join(text for text in said if text)), "lead")]


def _last(case: FollowedCase) -> str:
    if case.last is None:
        return _("Le journal de bord n’en dit rien encore.")
    return _("Dernière ligne le {day}.").format(day=format_date(case.last))


def _counts(lines: Sequence[LogLine], cases: Sequence[FollowedCase], day: date) -> str:
    """Return « 2 décisions, 1 difficulté, 1 étape atteinte ; 3 suites en retard. »."""
    said = [
        number_of(n, one, several)
        for n, one, several in (
            (sum(line.decided for line in lines), _("décision"), _("décisions")),
            (sum(line.kind == "difficulty" for line in lines), _("difficulté"), _("difficultés")),
            (sum(line.milestone == "reached" for line in lines), _("étape atteinte"), _("étapes atteintes")),
            (sum(line.milestone == "postponed" for line in lines), _("étape reportée"), _("étapes reportées")),
        )
        if n
    ]  # fmt: skip
    late = sum(len(_overdue(case, day)) for case in cases)
    if late:
        said.append(number_of(late, _("suite en retard"), _("suites en retard")))
    sentence = join_words(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _late(cases: Sequence[FollowedCase], due: date, named: bool) -> list[Block]:
    """Return what should have been done and is not."""
    steps = [(case, step) for case in cases for step in _overdue(case, due)]
    if not steps:
        return []
    steps.sort(key=lambda pair: (pair[1].next_on or due, pair[0].name))
    header = (*((_("Projet"),) if named else ()), _("À faire"), _("Pour le"))
    rows = tuple(
        (*((case.name,) if named else ()), capital(typeset(step.next_step or followed(step))), format_date(step.next_on))
        for case, step in steps[:_MOST]
        if step.next_on is not None
    )  # fmt: skip
    widths = (3.0, 5.0, 2.4) if named else (6.0, 2.4)
    title = Heading(typeset(_("À regarder : ce qui devait être fait")))
    return [title, DataTable("", header, rows, widths=widths), *_rest(len(steps))]


def _rest(found: int) -> list[Block]:
    """Return how many are not listed."""
    if found <= _MOST:
        return []
    number = number_of(found - _MOST, "autre", "autres")
    return [Paragraph(typeset(_("Et {number}, dans « Ensuite ».").format(number=number)))]


_Kind = Callable[[LogLine], bool]
_PARTS: tuple[tuple[str, _Kind], ...] = (
    (_("Ce qui s’est passé"), lambda line: not line.decided and line.kind != "difficulty"),
    (_("Décisions"), lambda line: line.decided),
    (_("Difficultés"), lambda line: line.kind == "difficulty" and not line.decided),
)


def _case(case: FollowedCase, due: date, *, titled: bool) -> list[Block]:
    """Return what the week says of one case."""
    level = 3 if titled else 2
    blocks: list[Block] = []
    if titled:
        blocks.append(Heading(typeset(case.name)))
    for title, belongs in _PARTS:
        lines = [line for line in case.lines if belongs(line)]
        if lines:
            blocks += [Heading(title, level), Items(tuple(followed(line) for line in lines))]
    if case.done_steps:
        done = tuple(_step(step, step.done_on) for step in case.done_steps)
        blocks += [Heading(_("Fait, comme prévu"), level), Items(done)]
    return blocks + _coming(case, due, level)


def _coming(case: FollowedCase, due: date, level: int) -> list[Block]:
    steps = [step for step in case.open_steps if not (step.next_on and step.next_on < due)]
    if not steps:
        return []
    return [Heading(_("Ensuite"), level), Items(tuple(_step(step, step.next_on) for step in steps))]


def _step(step: LogLine, day: date | None) -> str:
    what = step.next_step or followed(step)
    return typeset(
        f"{day_month(day)} : {what}" if day else _("{what} (sans date)").format(what=what)
    )


def _people(cases: Sequence[FollowedCase]) -> list[Block]:
    """Return who was met where, when people were met in several cases: the opening sentence says the rest."""
    counted = [(case.name, met(case.lines)) for case in cases]
    told = [(name, people) for name, people in counted if people.total]
    if len(told) < 2:
        return []
    sectors = [
        (code, label)
        for code, label in ATTENDANCE_SECTORS
        if any(p.sectors.get(code) for _n, p in told)
    ]
    unsaid = any(people.unsaid for _name, people in told)
    labels = [label.capitalize() for _code, label in sectors]
    header = (_("Projet"), *labels, *((_("Secteur non dit"),) if unsaid else ()), _("En tout"))
    rows = tuple(
        (
            typeset(name), *(_number(people.sectors.get(code, 0)) for code, _label in sectors),
            *((_number(people.unsaid),) if unsaid else ()), _number(people.total),
        )
        for name, people in told
    )  # fmt: skip
    table = DataTable("", header, rows, frozenset(range(1, len(header))))
    return [Heading(_("Les personnes rencontrées")), table]


def _number(n: int) -> str:
    return format_integer(n) if n else "—"


def _waiting(cases: Sequence[FollowedCase], told: Sequence[FollowedCase], due: date) -> list[Block]:
    """Return what comes next in the cases of which the week says nothing else."""
    steps = [
        (step.next_on, case.name, step)
        for case in _others(cases, told)
        for step in case.open_steps
        if step.next_on and step.next_on >= due
    ]
    if not steps:
        return []
    steps.sort(key=lambda one: one[:2])
    said = [
        _("{name}, {step}").format(name=name, step=_step(step, day))
        for day, name, step in steps[:_MOST]
    ]
    return [Heading(_("Ensuite, ailleurs")), Items(tuple(map(typeset, said))), *_rest(len(steps))]


def _others(cases: Sequence[FollowedCase], told: Sequence[FollowedCase]) -> list[FollowedCase]:
    names = {case.reference for case in told}
    return [case for case in cases if case.reference not in names]


def _silent(cases: Sequence[FollowedCase], told: Sequence[FollowedCase]) -> list[Block]:
    silent = _others(cases, told)
    if not silent:
        return []
    said = [f"{case.name} : {_last(case)[:1].lower()}{_last(case)[1:]}" for case in silent[:_MOST]]
    if len(silent) > _MOST:
        said.append(_("et {n}.").format(n=number_of(len(silent) - _MOST, "autre", "autres")))
    return [Heading(_("Rien d’écrit cette semaine")), Items(tuple(map(typeset, said)))]


def _limits(cases: Sequence[FollowedCase]) -> list[Block]:
    """Return what this sheet cannot say."""
    asked = sum(line.to_confirm for line in _all(cases))
    if not asked:
        return []
    number = number_of(asked, "ligne reste à préciser", "lignes restent à préciser")
    text = _("{number} : ce qu’elles proposent n’est pas compté ici.").format(number=number)
    return [Note(typeset(text), _("Ce que ce point ne dit pas"))]
