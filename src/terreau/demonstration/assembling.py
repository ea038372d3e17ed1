"""The demonstration put together: one seed, one dataset, the same bytes each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from terreau import framework
from terreau.demonstration.appraising import Appraised, appraise
from terreau.demonstration.courses import Course, courses
from terreau.demonstration.logbook import log_rows
from terreau.demonstration.spoken import interview_tables
from terreau.demonstration.surroundings import (
    actor_rows,
    case_rows,
    involvement_rows,
    life_rows,
    link_rows,
    means_rows,
)
from terreau.demonstration.world import cases, read
from terreau.formats.tables import Dataset, arrow_table, table

__all__ = ["AS_OF", "DEFAULT_SEED", "Drawn", "draw", "generate"]

AS_OF = "2026-11-12"
DEFAULT_SEED = 20261112
TITLE = "Ce qui pousse en Haute-Aubraie"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance gave before it is laid out as tables."""

    courses: list[Course]
    appraised: Appraised
    streams: list[np.random.Generator]


def draw(seed: int, *, effects: bool) -> Drawn:
    """Draw lives and ratings; each part has its own stream, so that one may grow alone."""
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(5)]
    lived = courses(streams[0], effects=effects)
    given = appraise(lived, framework.default(), streams[1], effects=effects)
    return Drawn(lived, given, streams)


def _evidence(
    ratings: list[dict[str, Any]], spoken: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Tie each passage to the ratings of its variable, in its case and phase."""
    codes = {row["passage"]: row["code"] for row in spoken["codings"]}
    cited: dict[tuple[str, str, str], list[str]] = {}
    for row in spoken["passages"]:
        place = (row["case"], row["phase"], codes[row["passage"]])
        cited.setdefault(place, []).append(row["passage"])
    return [
        {"rating": row["rating"], "source_kind": "passage", "source": passage}
        for row in ratings
        if row["level"].isdigit()
        for passage in cited.get((row["case"], row["phase"], row["variable"]), [])
    ]


def _minutes(log: list[dict[str, Any]], first: int) -> list[dict[str, Any]]:
    """Return the minutes of each decision that stopped, or one decision in twelve."""
    decisions = [row for row in log if row["kind"] == "decision"]
    kept = [row for n, row in enumerate(decisions) if n % 12 == 0 or row["decision"] == "stop"]
    rows = []
    for number, row in enumerate(kept, first):
        present = f"Présents : {row['attendance']}.\n" if row.get("attendance") else ""
        text = f"Séance du {row['date']}.\n{present}{row['text']}"
        rows.append({
            "document": f"D-{number:04d}", "kind": "minutes", "n_characters": len(text),
            "confidentiality": "workspace", "case": row["case"],
            "title": "Relevé de décisions", "date": row["date"], "text": text,
        })  # fmt: skip
    return rows


def _tables(drawn: Drawn) -> dict[str, list[dict[str, Any]]]:
    territories = read("places")["territories"]
    communes = [row for one in territories for row in one["communes"]]
    actors = actor_rows()
    names = {
        one["code"]: [(a["actor"], a["_said"]) for a in actors
                      if a["_territory"] == one["code"] and not a["person"]]
        for one in territories
    }  # fmt: skip
    log, attendances = log_rows(
        drawn.courses, {row[0]: row[1] for row in communes}, names, drawn.streams[2]
    )
    spoken = interview_tables()
    spoken["documents"] += _minutes(log, len(spoken["documents"]) + 1)
    return {
        "cases": case_rows(cases(), drawn.courses),
        **life_rows(drawn.courses),
        "case_links": link_rows(),
        "log": log,
        "attendances": attendances,
        "involvements": involvement_rows(drawn.courses, actors, drawn.streams[3]),
        "means": means_rows(drawn.courses, drawn.streams[4]),
        "actors": [{k: v for k, v in row.items() if k[0] != "_"} for row in actors],
        "raters": [{"rater": one.code, "kind": one.kind} for one in drawn.appraised.raters],
        "ratings": drawn.appraised.ratings,
        "evidence": _evidence(drawn.appraised.ratings, spoken),
        **spoken,
        "communes": [
            dict(zip(("code", "name", "population", "longitude", "latitude"), row, strict=True))
            | {"vintage": "imaginé"}
            for row in communes
        ],
        "territories": [
            {"code": one["code"], "name": one["name"], "vintage": "imaginé",
             "members": [row[0] for row in one["communes"]]}
            for one in territories
        ],
    }  # fmt: skip


def generate(seed: int = DEFAULT_SEED, *, effects: bool = True) -> Dataset:
    """Return the whole demonstration; without `effects`, nothing is planted and stories remain told."""
    tables = {
        name: arrow_table(table(name), rows, workbook=True)
        for name, rows in _tables(draw(seed, effects=effects)).items()
    }
    return Dataset(tables, framework.default().identifier, fictional=True, workbook=True,
                   title=TITLE, as_of=AS_OF)  # fmt: skip
