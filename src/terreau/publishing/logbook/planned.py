"""What was planned, and what happened: steps and next steps that fell due in the year."""

from __future__ import annotations

from datetime import date

from terreau.i18n import format_date, join_words, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.spans import date_words
from terreau.publishing.document import Block, DataTable, Heading, Paragraph
from terreau.publishing.logbook.lines import LogLine, short
from terreau.publishing.logbook.material import Year
from terreau.publishing.wording import capital, number_of

__all__ = ["planned_blocks", "planned_sentence", "unanswered"]

_MOST = 40  # rows of the table: beyond, the logbook itself is read


def _milestones(year: Year) -> list[LogLine]:
    """Return the steps planned for the year, or told of in it with a date."""
    return [
        line for line in year.lines
        if line.milestone and (year.within(line.planned_day) or (year.within(line.day) and (line.planned_for or line.moved_to)))
    ]  # fmt: skip


def _steps(year: Year) -> list[LogLine]:
    return [line for line in year.lines if year.within(line.next_on)]


def unanswered(year: Year, day: date) -> list[LogLine]:
    """Return the steps planned for a day that has passed, of which nothing more is written."""
    return [
        line for line in _milestones(year)
        if line.milestone == "planned" and line.planned_day and line.planned_day < day
    ]  # fmt: skip


def _state(line: LogLine, day: date) -> str:
    if line.milestone == "reached":
        return _("atteinte ({day})").format(day=date_words(line.dated))
    if line.milestone == "postponed":
        return _moved(line)
    if line.milestone == "missed":
        return _("manquée")
    late = line.planned_day is not None and line.planned_day < day
    return _("on ne sait pas : la date est passée") if late else _("à venir")


def _moved(line: LogLine) -> str:
    """Return « reportée au 14 mars 2027 », « reportée à janvier 2027 »."""
    words = date_words(line.moved_to)
    if not words:
        return _("reportée, sans nouvelle date")
    exact = words[:1].isdigit() and not words[:4].isdigit()
    return _("reportée {to} {day}").format(to=_("au") if exact else _("à"), day=words)


def _outcome(line: LogLine, day: date) -> str:
    """Return what became of a next step."""
    if line.next_on is None:
        return ""
    if line.done_on is None:
        return _("à venir") if line.next_on >= day else _("pas faite, ou pas dite")
    late = (line.done_on - line.next_on).days
    if late <= 0:
        return _("faite à temps")
    return _("faite {late} après").format(late=number_of(late, "jour", "jours"))


def planned_sentence(year: Year, day: date) -> str:
    """Return « Sur 14 suites datées, 9 faites à temps, 2 en retard, 3 non faites ou non dites. »."""
    due = [line for line in _steps(year) if line.next_on and (line.next_on < day or line.done_on)]
    if not due:
        return ""
    done = [(line.done_on, line.next_on) for line in due if line.done_on and line.next_on]
    on_time = sum(done_on <= wanted for done_on, wanted in done)
    counted = (
        (on_time, _("faite à temps"), _("faites à temps")),
        (len(done) - on_time, _("faite après la date"), _("faites après la date")),
        (len(due) - len(done), _("non faite ou non dite"), _("non faites ou non dites")),
    )
    parts = [number_of(n, one, several) for n, one, several in counted if n]
    number = number_of(len(due), "suite datée échue", "suites datées échues")
    return _("Sur {number} : {parts}.").format(number=number, parts=join_words(parts))


def planned_blocks(year: Year, day: date) -> list[Block]:
    """Return the table of what was planned."""
    rows: list[tuple[date, tuple[str, str, str]]] = []
    for line in _milestones(year):
        wanted = date_words(line.planned_for) or _("date non dite")
        when = line.planned_day or line.day or year.start
        rows.append((when, (short(line), wanted, typeset(_state(line, day)))))
    for line in _steps(year):
        if line.next_on is not None:
            what = capital(typeset(line.next_step or short(line)))
            rows.append((line.next_on, (what, format_date(line.next_on), _outcome(line, day))))
    if not rows:
        return []
    rows.sort(key=lambda row: row[0])
    header = (_("Ce qui était prévu"), _("Pour le"), _("Ce qu’il en est"))
    table = DataTable(
        "", header, tuple(cells for _day, cells in rows[:_MOST]), widths=(6.0, 2.6, 3.6)
    )
    blocks: list[Block] = [Heading(_("Ce qui était prévu, ce qui s’est passé"))]
    if sentence := planned_sentence(year, day):
        blocks.append(Paragraph(typeset(sentence)))
    blocks.append(table)
    if len(rows) > _MOST:
        rest = number_of(
            len(rows) - _MOST, "autre, au journal de bord", "autres, au journal de bord"
        )
        blocks.append(Paragraph(typeset(_("Et {rest}.").format(rest=rest))))
    return blocks
