"""Figures drawn from plain data, one of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from terreau.gazetteer import Commune, Gazetteer
from terreau.publishing.components import (
    draw_change,
    draw_groups,
    draw_levels,
    draw_map,
    draw_means,
    draw_profile,
    draw_sectors,
    draw_timeline,
    log_marks,
    outcome_marks,
    phase_spans,
    places,
)
from terreau.publishing.document import Figure

HOSTILE = "<script>alert('x')</script> & \"guillemets\""
PILLARS = [("A", "Coopération"), ("B", HOSTILE), ("C", "Résilience"), ("D", "Économie hybride")]
PHASES = [("P1", "Émergence"), ("P2", "Étude d’opportunité"), ("P3", "Expérimentation")]


def summarise(levels: list[int]) -> dict[str, Any]:
    """A summary of levels in the shape of docs/dev/results.md."""
    levels, n = sorted(levels), len(levels)
    low, high = (levels[(n - 1) // 2], levels[n // 2]) if n else (0, 0)
    return {
        "n": n,
        "counts": {str(level): levels.count(level) for level in range(5)},
        "special": {"NO": 1, "SO": 0, "JNSP": 2},
        "median": {"value": low if low == high else None, "lo": low, "hi": high} if n else None,
        "middle": [levels[n // 4], levels[3 * n // 4]] if n else None,
        "range": [levels[0], levels[-1]] if n else None,
    }


@pytest.fixture(name="summarise")
def summarise_fixture() -> Callable[[list[int]], dict[str, Any]]:
    return summarise


def row(phase: str, seq: int, start: date | None, end: date | None) -> dict[str, Any]:
    """A row of the table of phases, exact to the day."""
    return {
        "phase": phase, "seq": seq,
        "start": start.isoformat() if start else None, "start_earliest": start, "start_latest": start,
        "end": end.isoformat() if end else None, "end_earliest": end, "end_latest": end,
    }  # fmt: skip


def _timeline() -> Figure:
    rows = [
        row("P1", 1, date(2018, 3, 1), date(2019, 3, 1)),
        row("P2", 1, date(2020, 1, 1), date(2021, 1, 1)),
        row("P1", 2, date(2021, 1, 2), None),
        row("P3", 1, None, None),
    ]
    day = {"date": "2019-06-01", "date_earliest": date(2019, 6, 1), "date_latest": date(2019, 6, 1)}
    marks = log_marks(
        [{"kind": kind, **day} for kind in ("meeting", "decision", "difficulty", "nouveau")]
    )
    marks += outcome_marks(
        [{"outcome": "jobs", "value": HOSTILE, "unit": "ETP", **day}], {"jobs": "emplois"}
    )
    return draw_timeline(phase_spans(rows, dict(PHASES)), marks, as_of=date(2026, 11, 12))


def _cells() -> list[dict[str, Any]]:
    return [
        {"pillar": "A", "phase": "P1", "seq": 1, "summary": summarise([1, 2, 2, 3]), "n_raters": 2, "too_early": False},
        {"pillar": "B", "phase": "P1", "seq": 1, "summary": summarise([0, 1]), "n_raters": 1, "too_early": False},
        {"pillar": "C", "phase": "P1", "seq": 1, "summary": summarise([]), "n_raters": 0, "too_early": True},
        {"pillar": "A", "phase": "P2", "seq": 2, "summary": summarise([4]), "n_raters": 1, "too_early": False},
    ]  # fmt: skip


def _profile() -> Figure:
    return draw_profile(_cells(), PILLARS, PHASES)


def _groups() -> Figure:
    cells = [{**cell, "n_cases": 2} for cell in _cells()]
    groups = [
        {"name": HOSTILE, "n_rated_cases": 3, "cells": cells},
        {"name": "Plateau", "n_rated_cases": 1, "cells": cells[:1]},
    ]
    return draw_groups(groups, PILLARS, PHASES)


def _means() -> Figure:
    families = {
        "market": {"low": 24300, "high": 24300},
        "reciprocity": {"low": 9000, "high": 12000},
    }
    return draw_means(
        families, n_without_amount=1, years=(2024, 2025), local_share={"low": 0.4, "high": 0.5}
    )


def _map() -> Figure:
    square = (((5.0, 46.0), (5.1, 46.0), (5.1, 46.1), (5.0, 46.1), (5.0, 46.0)),)
    gazetteer = Gazetteer([Commune("39001", HOSTILE, "39", longitude=5.05, latitude=46.05)])
    found = places(gazetteer, ["39001", "39999"], {"39001": 2}, {"39001": "communes.html#c"})
    from dataclasses import replace

    return draw_map([replace(found[0], polygons=(square,)), found[1]], note="IGN")


FIGURES: dict[str, Callable[[], Figure]] = {
    "timeline": _timeline,
    "profile": _profile,
    "groups": _groups,
    "means": _means,
    "map": _map,
    "sectors": lambda: draw_sectors([("public", 3), (HOSTILE, 400), ("recherche", 0)]),
    "levels": lambda: draw_levels([("A1 Diversité", summarise([0, 1, 1, 4])), (HOSTILE, summarise([]))]),
    "change": lambda: draw_change(
        [
            {"pillar": "A", "from": "P1", "to": "P2", "n": 6, "up": 3, "same": 2, "down": 1},
            {"pillar": "B", "from": {"phase": "P1", "seq": 1}, "to": {"phase": "P1", "seq": 2}, "n": 1, "up": 0, "same": 1, "down": 0},
        ],
        PILLARS, PHASES,
    ),
}  # fmt: skip
EMPTY: dict[str, Callable[[], Figure]] = {
    "timeline": lambda: draw_timeline([], as_of=date(2026, 1, 1)),
    "profile": lambda: draw_profile([], PILLARS, PHASES),
    "groups": lambda: draw_groups([], PILLARS, PHASES),
    "means": lambda: draw_means({}),
    "map": lambda: draw_map([]),
    "sectors": lambda: draw_sectors([]),
    "levels": lambda: draw_levels([]),
    "change": lambda: draw_change([], PILLARS, PHASES),
}


@pytest.fixture(params=[*FIGURES, *(f"{name} without data" for name in EMPTY)])
def make_it(request: pytest.FixtureRequest) -> Callable[[], Figure]:
    name, _, empty = request.param.partition(" ")
    return EMPTY[name] if empty else FIGURES[name]


@pytest.fixture
def figures() -> dict[str, Callable[[], Figure]]:
    return FIGURES
