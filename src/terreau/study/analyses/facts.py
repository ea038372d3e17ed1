"""What is described, counted: no judgement, no rating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from terreau.formats.tables import table
from terreau.i18n import gettext as _
from terreau.i18n import sort_key
from terreau.study.answers import Answer, done, refused
from terreau.study.frame import Frame
from terreau.study.occasions import in_time_order, phase_dates

__all__ = ["TABLES", "facts"]

TABLES = ("cases", "phases", "actors", "involvements", "attendances")
_SILENCE_SPEAKS = ("ended", "exit_reason", "contact")  # an empty cell is an answer there
_OPTIONAL = tuple(
    column.name
    for column in table("cases").columns
    if not column.required and column.name not in _SILENCE_SPEAKS
)


def _counted(values: Iterable[str | None]) -> list[dict[str, Any]]:
    """Return the counts, most frequent first, what is not said last."""
    counts = Counter(value or None for value in values)
    order = sorted(counts, key=lambda v: (v is None, -counts[v], sort_key(v or "")))
    return [{"value": value, "n": counts[value]} for value in order]


def _last_phases(frame: Frame) -> list[dict[str, Any]]:
    """Count the last phase of each case: by date if it came back to one, else the furthest."""
    place = {phase: i for i, phase in enumerate(frame.grid.phases)}
    dates = phase_dates(frame.dataset)
    lived: dict[str, list[tuple[str, int]]] = {}
    for row in frame.dataset["phases"].select(["case", "phase", "seq"]).to_pylist():
        if row["phase"] in place:
            lived.setdefault(row["case"], []).append((row["phase"], row["seq"] or 1))
    counts: Counter[int] = Counter()
    for case in frame.cases:
        occasions = lived.get(case, [])
        ordered = in_time_order(occasions, place, dates.get(case, {}))
        last = ordered[-1:] if ordered is not None else [max(occasions, key=lambda o: place[o[0]])]
        counts[place[last[0][0]] if last else -1] += 1
    order = sorted(counts, key=lambda i: (i < 0, i))
    return [{"value": frame.grid.phases[i] if i >= 0 else None, "n": counts[i]} for i in order]


def facts(frame: Frame) -> Answer:
    """Count cases by what is known of them, and what is missing."""
    if not frame.cases:
        return refused(_("Aucun projet ni lieu dans le périmètre de cette étude."))
    rows = frame.dataset.rows("cases")
    actors = frame.dataset["actors"].select(["sector"]).to_pylist()
    missing = [(name, sum(not row.get(name) for row in rows)) for name in _OPTIONAL]
    result: dict[str, Any] = {
        "n_cases": len(rows),
        **{
            f"by_{name}": _counted(row[name] for row in rows)
            for name in ("kind", "territory", "cohort", "commune", "exit_reason")
        },
        "by_theme": _counted(theme for row in rows for theme in (row["themes"] or [None])),
        "by_phase": _last_phases(frame),
        "actors_by_sector": _counted(actor["sector"] for actor in actors),
        "missing": [{"column": name, "n": n} for name, n in missing if n],
    }
    return done(result, [{"case": case, "rows": [case]} for case in frame.cases])
