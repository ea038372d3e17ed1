"""The review of a year in the life of a case, written by itself from its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from terreau.formats.tables.vocabularies import LOG_KINDS, OUTCOMES, SECTORS
from terreau.i18n import format_date, join_words, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.sectors import draw_sectors
from terreau.publishing.components.spans import (
    Mark,
    Span,
    outcome_marks,
    phase_spans,
    standby_spans,
)
from terreau.publishing.components.timeline import draw_timeline
from terreau.publishing.document import Block, DataTable, Document, Heading, Items, Paragraph
from terreau.publishing.logbook.lines import (
    Frame,
    LogLine,
    framed,
    met,
    met_figure,
    met_sentence,
    short,
    when,
)
from terreau.publishing.logbook.material import Year
from terreau.publishing.logbook.means import means_blocks, means_sentence
from terreau.publishing.logbook.planned import planned_blocks, planned_sentence
from terreau.publishing.logbook.unknown import unknown_blocks
from terreau.publishing.wording import capital, dated, number_of, telling, unit_value, word

__all__ = ["review_document"]

_UNSAID = "—"


def review_document(year: Year, frame: Frame) -> Document:
    """Return the review of `year`.

    It opens with what is known, and ends with what is not: a month without a line is a month of which
    nothing is written, not a month without anything.
    """
    day = min(frame.as_of, year.end)
    blocks: list[Block] = [
        *_known(year, day),
        *_path(year, day),
        *_moments(year),
        *_people(year),
        *_decisions(year),
        *planned_blocks(year, day),
        *means_blocks(year),
        *_around(year),
        *_became(year),
        *unknown_blocks(year, day),
    ]
    title = _("Bilan {year} : {name}").format(year=year.year, name=year.name)
    kicker = " · ".join(part for part in (year.reference, year.about) if part)
    return framed(frame, title, _opening(year, day), blocks, kicker)


def _opening(year: Year, day: date) -> str:
    """Return one sentence: how much is written of the year."""
    lines = year.told
    if not lines:
        said = _("Le journal de bord n’a aucune ligne en {year}.").format(year=year.year)
    else:
        kinds = Counter(line.kind for line in lines)
        words = {
            "meeting": ("rencontre", "rencontres"), "decision": ("décision", "décisions"),
            "milestone": ("étape", "étapes"), "difficulty": ("difficulté", "difficultés"),
        }  # fmt: skip
        parts = [number_of(kinds[code], *words[code]) for code in words if kinds[code]]
        said = _("En {year}, le journal de bord a {lines}").format(
            year=year.year, lines=number_of(len(lines), "ligne", "lignes")
        )
        said += _(", dont {parts}.").format(parts=join_words(parts)) if parts else "."
    if day < year.end:
        said += " " + _("L’année n’est pas finie : état au {day}.").format(day=format_date(day))
    return said


def _phase_sentence(year: Year, day: date) -> str:
    spans = [
        span
        for span in phase_spans(year.phases, year.phase_names)
        if span.first and span.first <= day
    ]
    if not spans:
        return _("La phase de vie n’est pas documentée.")
    last = spans[-1]
    name = (last.name or last.code).lower() if last.name else last.code
    entered = [span for span in spans if span.start and year.within(span.start[1])]
    said = _("Dernière phase documentée : {phase}, {when}.").format(phase=name, when=last.words)
    if entered:
        names = join_words([(span.name or span.code).lower() for span in entered])
        said += " " + _("Commencé cette année : {names}.").format(names=names)
    return said


def _known(year: Year, day: date) -> list[Block]:
    """Return what is known, in sentences; nothing is said twice."""
    sleeps = [
        span for span in standby_spans(year.standbys) if span.start and year.within(span.start[0])
    ]
    reached = [line for line in year.told if line.milestone == "reached"]
    said = [
        _phase_sentence(year, day),
        _("Mis en veille {when}.").format(when=sleeps[0].words) if sleeps else "",
        met_sentence(met(year.told)),
        number_of(len(reached), "étape atteinte", "étapes atteintes") + "." if reached else "",
        planned_sentence(year, day),
        means_sentence(year),
        _outcomes_sentence(year),
    ]
    return [
        Heading(_("Ce que l’on sait")),
        Items(tuple(capital(typeset(text)) for text in said if text)),
    ]


def _marks(year: Year) -> list[Mark]:
    """Return the dated facts of the year; those that count are named."""
    kinds = dict(LOG_KINDS)
    marks = [
        Mark(line.kind, kinds[line.kind], (line.day, line.day), line.dated, _caption(line))
        for line in year.told
        if line.day is not None and line.kind in kinds
    ]
    return marks + outcome_marks(_outcomes(year), dict(OUTCOMES))


def _caption(line: LogLine) -> str:
    return short(line).rstrip(".") if line.milestone == "reached" or line.decided else ""


def _in_year(span: Span, year: Year) -> Span | None:
    """Return the part of a stay that lies in the year; its words keep the dates as they were written."""
    start, end = span.start, span.end
    if (start and start[0] > year.end) or (end and end[1] < year.start) or not (start or end):
        return None
    if start and start[1] < year.start:
        start = (year.start, year.start)
    if end and end[0] > year.end:
        end = (year.end, year.end)
    return replace(span, start=start, end=end)


def _path(year: Year, day: date) -> list[Block]:
    """Return the line of the year."""
    stays = phase_spans(year.phases, year.phase_names)
    followed = [
        replace(span, end=span.end or (after.start if after else None))
        for span, after in zip(stays, [*stays[1:], None][: len(stays)], strict=True)
    ]
    spans = [part for span in followed if (part := _in_year(span, year))]
    sleeps = [part for span in standby_spans(year.standbys) if (part := _in_year(span, year))]
    marks = _marks(year)
    if not spans and not marks:
        return []
    figure = draw_timeline(
        spans, marks, as_of=day, standby=sleeps, name=f"frise-{year.reference.lower()}-{year.year}",
        title=_("Le chemin de l’année {year}").format(year=year.year),
    )  # fmt: skip
    return [figure]


def _moment(line: LogLine) -> bool:
    return bool(
        line.kind in ("milestone", "decision", "difficulty") or line.milestone or line.decision
    )


def _what(line: LogLine) -> str:
    parts = [word("LOG_KINDS", line.kind)] if line.kind not in ("other", "meeting") else []
    if line.milestone:
        state = word("MILESTONES", line.milestone)
        parts = [_("étape {state}").format(state=state)] + [p for p in parts if p != "étape"]
    if line.decision:
        parts = [p for p in parts if p != "décision"] + [
            _("décision : {sense}").format(sense=word("DECISIONS", line.decision))
        ]
    return typeset(", ".join(parts))


def _moments(year: Year) -> list[Block]:
    lines = [line for line in year.told if _moment(line)]
    if not lines:
        return []
    rows = tuple((when(line), short(line), _what(line)) for line in lines)
    header = (_("Date"), _("Ce qui s’est passé"), _("De quoi il s’agit"))
    return [
        Heading(_("Les moments de l’année")),
        DataTable("", header, rows, widths=(2.2, 7.0, 3.2)),
    ]


def _people(year: Year) -> list[Block]:
    people = met(year.told)
    if not people.meetings:
        return []
    figure = met_figure(people, f"rencontres-{year.reference.lower()}-{year.year}")
    return [Heading(_("Les personnes rencontrées")), *(figure or [Paragraph(met_sentence(people))])]


def _decisions(year: Year) -> list[Block]:
    lines = [line for line in year.told if line.decided]
    if not lines:
        return []
    by_reference = {line.reference: line for line in year.lines}
    rows = []
    for line in lines:
        before = by_reference.get(line.reverses)
        back = (
            _("celle du {day} : {what}").format(day=when(before), what=short(before))
            if before
            else line.reverses
        )
        rows.append(
            (
                when(line),
                short(line),
                word("DECISIONS", line.decision) or _UNSAID,
                typeset(back) or _UNSAID,
            )
        )
    reversed_ = sum(bool(line.reverses) for line in lines)
    said = number_of(len(lines), "décision", "décisions")
    said += (
        _(", dont {n}.").format(
            n=number_of(reversed_, "revient sur une autre", "reviennent sur d’autres")
        )
        if reversed_
        else "."
    )
    header = (_("Date"), _("Décision"), _("Sens"), _("Revient sur"))
    table = telling(DataTable("", header, tuple(rows), widths=(2.2, 5.4, 2.2, 4.0)))
    return [Heading(_("Décisions et revirements")), Paragraph(typeset(said)), table]


def _around(year: Year) -> list[Block]:
    if not year.actors:
        return []
    counts = [(label, sum(one.sector == code for one in year.actors)) for code, label in SECTORS]
    unsaid = sum(not one.sector for one in year.actors)
    if unsaid:
        counts.append((_("secteur non dit"), unsaid))
    figure = draw_sectors(
        counts,
        name=f"acteurs-{year.reference.lower()}-{year.year}",
        title=_("Les acteurs par secteur"),
    )
    rows = tuple(
        (
            capital(typeset(one.name or _("une personne"))), typeset(one.role) or _UNSAID,
            typeset(one.gives) or _UNSAID, typeset(one.receives) or _UNSAID,
            str(one.times) if one.times else _UNSAID,
        )
        for one in sorted(year.actors, key=lambda one: (not one.name, sort_key(one.name)))
    )  # fmt: skip
    header = (_("Acteur"), _("Place"), _("Apporte"), _("Reçoit"), _("Présences"))
    table = DataTable("", header, rows, frozenset({4}), (3.2, 2.4, 3.2, 3.2, 1.8))
    return [Heading(_("Autour de la table")), figure, telling(table)]


def _outcomes(year: Year) -> list[dict[str, object]]:
    return [dict(row) for row in year.outcomes if year.within(row["date_latest"])]


def _outcomes_sentence(year: Year) -> str:
    facts = _outcomes(year)
    if not facts:
        return ""
    number = number_of(len(facts), "fait daté", "faits datés")
    return _("{number} sur ce que le projet devient.").format(number=number)


def _became(year: Year) -> list[Block]:
    rows = tuple(
        (
            capital(word("OUTCOMES", str(row["outcome"]))), typeset(unit_value(str(row["value"]), str(row["unit"] or ""))),
            dated(str(row["date"])),
            typeset(", ".join(filter(None, (word("OUTCOME_SOURCES", str(row["source_kind"] or "")), str(row["source"] or "")))))
            or _("source non dite"),
        )
        for row in _outcomes(year)
    )  # fmt: skip
    if not rows:
        return []
    header = (_("Fait"), _("Réponse"), _("Date"), _("Qui le dit"))
    return [Heading(_("Ce que le projet devient")), DataTable("", header, rows)]
