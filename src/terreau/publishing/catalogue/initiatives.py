"""What the catalogue says of each initiative: facts written to be published, nothing else.

Ratings, logbook, risks and the names of persons are never read here; of the columns that a structure
added, only those that its plan opens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from terreau.formats.tables import Dataset, counted_amount, table
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import fold, sort_key, typeset
from terreau.publishing.columns import added_label
from terreau.publishing.components.spans import (
    Mark,
    Span,
    date_words,
    outcome_marks,
    phase_spans,
)

__all__ = ["Actor", "Initiative", "MeansFacts", "read_initiatives"]

Row = Mapping[str, Any]

_LISTED = ("territoire",)  # kinds that are the ground of the catalogue, not its subject


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation at its place; a person has no name here."""

    name: str
    sector: str
    role: str
    gives: str
    receives: str
    person: bool


@dataclass(frozen=True, slots=True)
class MeansFacts:
    """Euros by family, with bounds, and how many resources are named without an amount."""

    families: Mapping[str, Mapping[str, float]]
    n_without_amount: int
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Initiative:
    """One page of the catalogue."""

    ref: str
    file: str
    name: str
    kind: str
    kind_word: str
    structure: str
    territory: str
    commune: str
    commune_name: str
    themes: tuple[str, ...]
    started: str
    ended: str
    exit_word: str
    summary: str
    story: tuple[str, ...]
    contact: str
    source: str
    source_url: str
    verified: str
    spans: tuple[Span, ...]
    outcomes: tuple[Mark, ...]
    actors: tuple[Actor, ...]
    means: MeansFacts | None
    lonlat: tuple[float, float] | None
    added: tuple[tuple[str, str], ...] = ()

    @property
    def phase(self) -> Span | None:
        """The last documented phase (see `phase_spans`)."""
        return self.spans[-1] if self.spans else None

    @property
    def tone_phases(self) -> tuple[str, ...]:
        """Codes of the phases crossed."""
        return tuple(span.code for span in self.spans)


def _text(row: Row, name: str) -> str:
    return typeset((row.get(name) or "").strip())


def _words(name: str, column: str) -> dict[str, str]:
    return dict(table(name).column(column).choices)


def _by_case(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["case"]].append(row)
    return grouped


def _file(ref: str, name: str, taken: set[str]) -> str:
    """Return an address that reads well, works on any disk and is nobody else's."""
    slug = fold(name).replace(" ", "-")[:48].strip("-")
    base = "-".join(part for part in (fold(ref).replace(" ", "-"), slug) if part) or "initiative"
    file, number = base, 1
    while file in taken:
        number += 1
        file = f"{base}-{number}"
    taken.add(file)
    return f"{file}.html"


def _actors(rows: Iterable[Row], actors: Mapping[str, Row]) -> tuple[Actor, ...]:
    sectors = _words("actors", "sector")
    found = []
    for row in rows:
        who = actors.get(row["actor"])
        if who is None:
            continue
        person = bool(who.get("person"))
        found.append(
            Actor(
                name="" if person else _text(who, "name"),
                sector=sectors.get(who.get("sector") or "", ""),
                role=_text(row, "role"),
                gives="" if person else _text(row, "gives"),
                receives="" if person else _text(row, "receives"),
                person=person,
            )
        )
    return tuple(sorted(found, key=lambda a: (a.person, sort_key(a.name), a.role)))


def _means(rows: list[Row]) -> MeansFacts | None:
    if not rows:
        return None
    families: dict[str, dict[str, float]] = {}
    missing = 0
    for row in rows:
        counted = counted_amount(row)
        if counted is None:
            missing += 1
            continue
        bounds = families.setdefault(row["family"], {"low": 0.0, "high": 0.0})
        bounds["low"] += counted[0]
        bounds["high"] += counted[1]
    years = [row["year"] for row in rows if row.get("year")]
    return MeansFacts(families, missing, (min(years), max(years)) if years else None)


def read_initiatives(
    dataset: Dataset,
    framework: Framework,
    gazetteer: Gazetteer,
    cases: Iterable[str] | None = None,
    added_columns: Sequence[str] = (),
) -> list[Initiative]:
    """Return the initiatives of `dataset` in order of name; only `cases` if they are given.

    `added_columns` are the columns x_… that the plan opens to anyone.
    """
    kept = None if cases is None else set(cases)
    names = {phase.code: phase.short for phase in framework.phases}
    places = {row["code"]: row["name"] for row in dataset.rows("territories")}
    actors = {row["actor"]: row for row in dataset.rows("actors")}
    by_case = {
        name: _by_case(dataset.rows(name))
        for name in ("phases", "outcomes", "involvements", "means")
    }
    kinds, exits = _words("cases", "kind"), _words("cases", "exit_reason")
    outcomes = _words("outcomes", "outcome")
    taken: set[str] = set()
    found = []
    for row in sorted(dataset.rows("cases"), key=lambda r: (sort_key(r["name"]), r["case"])):
        ref = row["case"]
        if row["kind"] in _LISTED or (kept is not None and ref not in kept):
            continue
        phases = by_case["phases"].get(ref, [])
        commune = gazetteer.commune(row.get("commune") or "")
        centre = (commune.longitude, commune.latitude) if commune else (None, None)
        found.append(
            Initiative(
                ref=ref,
                file=_file(ref, row["name"], taken),
                name=_text(row, "name"),
                kind=row["kind"],
                kind_word=kinds.get(row["kind"], row["kind"]),
                structure=_text(row, "structure"),
                territory=typeset(
                    places.get(row.get("territory") or "", row.get("territory") or "")
                ),
                commune=commune.code if commune else "",
                commune_name=typeset(commune.name) if commune else (row.get("commune") or ""),
                themes=tuple(typeset(theme) for theme in row.get("themes") or ()),
                started=date_words(row.get("started") or ""),
                ended=date_words(row.get("ended") or ""),
                exit_word=exits.get(row.get("exit_reason") or "", ""),
                summary=_text(row, "summary"),
                story=_paragraphs(row.get("story") or ""),
                contact=_text(row, "contact"),
                source=_text(row, "source"),
                source_url=(row.get("source_url") or "").strip(),
                verified=date_words(row.get("verified_on") or ""),
                spans=tuple(phase_spans(phases, names)),
                outcomes=tuple(outcome_marks(by_case["outcomes"].get(ref, []), outcomes)),
                actors=_actors(by_case["involvements"].get(ref, []), actors),
                means=_means(by_case["means"].get(ref, [])),
                lonlat=(centre[0], centre[1])
                if centre[0] is not None and centre[1] is not None
                else None,
                added=_added(row, added_columns),
            )
        )
    return found


def _added(row: Row, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((added_label(name), text) for name in columns if (text := _text(row, name)))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(typeset(part.strip()) for part in text.splitlines() if part.strip())


def latest_day(initiatives: Iterable[Initiative]) -> date | None:
    """Return the latest day any phase or outcome speaks of: the present, when the data have no date."""
    days = [day for i in initiatives for s in i.spans for b in (s.start, s.end) if b for day in b]
    days += [mark.when[1] for i in initiatives for mark in i.outcomes]
    return max(days, default=None)
