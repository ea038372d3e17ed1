"""Lines of the logbook as documents read them, and the sentences that count people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from terreau.formats.logline import happened
from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.i18n import format_date, format_integer, join_words, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.sectors import PEOPLE, draw_sectors
from terreau.publishing.components.spans import date_words
from terreau.publishing.document import Block, Document
from terreau.publishing.wording import number_of, word

__all__ = [
    "Frame", "LogLine", "Met", "day_month", "followed", "framed", "met", "met_figure", "met_sentence",
    "short", "told",
]  # fmt: skip

_SHORT = 160  # characters of a line told in a table


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: texts as typed, days as bounds where dates are approximate."""

    reference: str
    dated: str
    day: date | None  # the latest day it may mean
    kind: str
    text: str
    attendance: int | None = None
    sectors: Mapping[str, int] = field(default_factory=dict)
    milestone: str = ""
    planned_for: str = ""
    planned_day: date | None = None
    moved_to: str = ""
    moved_day: date | None = None
    decision: str = ""
    reverses: str = ""
    next_step: str = ""
    next_on: date | None = None
    done_on: date | None = None
    to_confirm: bool = False

    @property
    def decided(self) -> bool:
        """Whether something was decided."""
        return self.kind == "decision" or bool(self.decision)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every document of a workspace says of itself."""

    workspace: str
    as_of: date
    fictional: bool
    software: str


def framed(
    frame: Frame, title: str, subtitle: str, blocks: Sequence[Block], kicker: str
) -> Document:
    """Return a document for the team alone: the words of the logbook stay with it."""
    banners = []
    if frame.fictional:
        banners.append(_("Démonstration : structure, territoire, personnes et chiffres imaginés."))
    banners.append(_("Ne pas diffuser : document de travail de l’équipe."))
    provenance = (
        _("Écrit d’après le journal de bord de {name}, au {day}.").format(
            name=frame.workspace, day=format_date(frame.as_of)
        ),
        _("Fait avec Terreau {version}.").format(version=frame.software),
    )
    return Document(
        title=typeset(title), subtitle=typeset(subtitle), blocks=tuple(blocks), date=frame.as_of.isoformat(),
        banners=tuple(typeset(text) for text in banners), provenance=tuple(map(typeset, provenance)),
        kicker=typeset(kicker),
    )  # fmt: skip


def day_month(day: date) -> str:
    """Return « 14 novembre », « 1er mars »."""
    return format_date(day).rpartition(" ")[0]


def told(line: LogLine) -> str:
    """Return what happened, as it was typed, without the next step when that is said elsewhere."""
    text = happened(line.text) if line.next_step or line.next_on else line.text
    return typeset(" ".join(text.split()))


def short(line: LogLine) -> str:
    """Return the beginning of what happened, cut at a word."""
    text = told(line)
    if len(text) <= _SHORT:
        return text
    return text[:_SHORT].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def when(line: LogLine) -> str:
    """Return the date of a line, without its year when it is a day."""
    exact = len(line.dated) == 10 and line.dated[4:5] == "-"
    return day_month(line.day) if exact and line.day else date_words(line.dated)


def followed(line: LogLine) -> str:
    """Return « 9 novembre : Réunion mairie… (12 personnes, dont public 3). »."""
    facts = []
    if line.attendance is not None:
        facts.append(number_of(line.attendance, "personne", "personnes"))
    said = _by_sector(line.sectors)
    if said:
        facts.append(
            f"dont {said}"
            if facts and sum(line.sectors.values()) < (line.attendance or 0)
            else said
        )
    if line.milestone:
        state = _("étape {state}").format(state=word("MILESTONES", line.milestone))
        moved = date_words(line.moved_to or line.planned_for)
        facts.append(f"{state}, {moved}" if moved else state)
    if line.decision:
        facts.append(_("décision : {sense}").format(sense=word("DECISIONS", line.decision)))
    text = told(line)
    ended = text if text.endswith((".", "!", "?", "…", "»")) else f"{text}."
    if not facts:
        return typeset(f"{when(line)} : {ended}")
    return typeset(f"{when(line)} : {ended} ({', '.join(facts)})")


def _by_sector(sectors: Mapping[str, int]) -> str:
    said = [f"{label} {sectors[code]}" for code, label in ATTENDANCE_SECTORS if sectors.get(code)]
    return join_words(said)


@dataclass(frozen=True, slots=True)
class Met:
    """People met: by sector, those of no sector said, meetings where nobody wrote how many."""

    sectors: Mapping[str, int]
    unsaid: int
    meetings: int  # lines that count people, or are meetings
    uncounted: int  # meetings without any number

    @property
    def total(self) -> int:
        """How many, at least."""
        return sum(self.sectors.values()) + self.unsaid


def met(lines: Iterable[LogLine]) -> Met:
    """Return the people met in some lines; the larger of the total and of the sum of sectors counts."""
    sectors: dict[str, int] = {}
    unsaid = meetings = uncounted = 0
    for line in lines:
        parts = sum(line.sectors.values())
        if line.attendance is None and not parts:
            uncounted += line.kind == "meeting"
            meetings += line.kind == "meeting"
            continue
        meetings += 1
        unsaid += max(0, (line.attendance or 0) - parts)
        for code, number in line.sectors.items():
            sectors[code] = sectors.get(code, 0) + number
    return Met(sectors, unsaid, meetings, uncounted)


def met_sentence(people: Met) -> str:
    """Return « 34 personnes rencontrées en 4 rencontres : public 6, société civile 19 ; … »."""
    if not people.meetings:
        return ""
    where = number_of(people.meetings, "rencontre", "rencontres")
    if not people.total:
        return typeset(_("{where} ; aucun nombre de personnes n’est écrit.").format(where=where))
    number = number_of(people.total, "personne rencontrée", "personnes rencontrées")
    said = _("{number} en {where}").format(number=number, where=where)
    parts = _by_sector(people.sectors)
    if people.unsaid:
        unknown = _("secteur non dit pour {n}").format(n=format_integer(people.unsaid))
        parts = f"{parts} ; {unknown}" if parts else unknown
    said = f"{said} : {parts}." if parts else f"{said}."
    if people.uncounted:
        count = number_of(people.uncounted, "rencontre", "rencontres")
        said += " " + _("Pour {count}, le nombre n’est pas écrit.").format(count=count)
    return typeset(said)


def met_figure(people: Met, name: str, title: str = "") -> list[Block]:
    """Return the picture of the people met by sector; nothing when no sector is said."""
    if not people.sectors:
        return []
    counts = [(label, people.sectors.get(code, 0)) for code, label in ATTENDANCE_SECTORS]
    if people.unsaid:
        counts.append((_("secteur non dit"), people.unsaid))
    how = _(
        "Présences écrites dans le journal de bord : une même personne peut compter plusieurs fois."
    )
    return [
        draw_sectors(
            counts, counted=PEOPLE, name=name, title=title or _("Par secteur"), how=typeset(how)
        )
    ]
