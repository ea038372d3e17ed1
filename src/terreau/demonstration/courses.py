"""How each project lived: conditions met or not, phases, end, success. Drawn before any rating."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

import numpy as np

from terreau.demonstration.world import Place, cases

__all__ = ["CONDITIONS", "Course", "Span", "courses", "succeeds"]

CONDITIONS = ("need_debated", "role_clear", "means_mixed", "risk_shared")
_LAST = date(2026, 11, 12)
# what the stories impose: conditions met, phases gone through, success
_TOLD: dict[str, tuple[tuple[int, int, int, int], str, bool]] = {
    "P-0001": ((1, 1, 1, 0), "P1 P2 P3 P4 P5 P6", True),
    "P-0002": ((1, 1, 0, 1), "P1 P2 P3 P4 P5", True),
    "P-0005": ((0, 0, 0, 0), "P1 P3 P6", False),
    "P-0011": ((0, 0, 1, 0), "P1 P2 P3", False),
    "P-0017": ((1, 0, 1, 1), "P1 P2 P3 P4", True),
    "P-0018": ((1, 1, 1, 1), "P1 P2 P3 P4 P5", True),
    "P-0024": ((1, 1, 0, 0), "P2 P3 P4 P5", True),
    "P-0032": ((0, 1, 0, 0), "P1 P3", False),
}
# the last month of the stories that end on a day everyone remembers
_UNTIL = {
    "P-0002": (2024, 3),
    "P-0005": (2017, 4),
    "P-0011": (2020, 2),
    "P-0017": (2020, 1),
    "P-0032": (2022, 6),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A phase gone through; no `end` while it lasts."""

    phase: str
    seq: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """What a project lived; `success` is None while nothing can be said."""

    place: Place
    conditions: dict[str, bool]
    spans: tuple[Span, ...]
    ended: date | None
    exit_reason: str | None
    success: bool | None


def succeeds(conditions: dict[str, bool]) -> bool:
    """Return what the planted rule says: need debated and role clear, or means mixed and risk shared."""
    return (conditions["need_debated"] and conditions["role_clear"]) or (
        conditions["means_mixed"] and conditions["risk_shared"]
    )


def _path(place: Place, success: bool | None, rng: np.random.Generator) -> list[str]:
    if success is None:
        stages = {2024: 3, 2025: 2, 2026: 1}[place.year or 2026]
        return ["P1", "P2", "P3"][:stages]
    if success:
        return ["P1", "P2", "P3", "P4", "P5"] + (["P6"] if rng.random() < 0.4 else [])
    path = ["P1", "P2", "P3", "P4"][: int(rng.integers(2, 5))]
    if rng.random() < 0.3:  # some come back to the study before they stop
        path += ["P2"]
    return path


def _spans(place: Place, path: list[str], past: bool, rng: np.random.Generator) -> list[Span]:
    month = (place.year or 2026) * 12 + int(rng.integers(0, 6))
    until = _UNTIL.get(place.reference)
    last = until[0] * 12 + until[1] - 1 if until else _LAST.year * 12 + _LAST.month - 2
    seen: dict[str, int] = {}
    found: list[Span] = []
    for step, phase in enumerate(path):
        room = max(2, (last - month) // (len(path) - step))
        drawn = int(rng.integers(6, 20))
        length = room if until else min(drawn, room)
        seen[phase] = seen.get(phase, 0) + 1
        start, stop = month, min(month + length, last)
        ongoing = step + 1 == len(path) and not past
        end = None if ongoing else date(stop // 12, stop % 12 + 1, 28)
        found.append(Span(phase, seen[phase], date(start // 12, start % 12 + 1, 3), end))
        month = stop + 1
    return found


def courses(rng: np.random.Generator, *, effects: bool) -> list[Course]:
    """Return the course of every project; without `effects`, success owes nothing to conditions."""
    combinations = list(itertools.product((0, 1), repeat=4))
    projects = [place for place in cases() if place.project]
    deck = [combinations[i % 16] for i in range(len(projects))]
    deck = [deck[i] for i in rng.permutation(len(deck))]
    found = []
    for place, drawn in zip(projects, deck, strict=True):
        told = _TOLD.get(place.reference)
        met = dict(zip(CONDITIONS, map(bool, told[0] if told else drawn), strict=True))
        coin = bool(rng.random() < 0.5)
        current = (place.year or 0) >= 2024
        success = None if current else told[2] if told else succeeds(met) if effects else coin
        path = told[1].split() if told else _path(place, success, rng)
        spans = _spans(place, path, not current, rng)
        ended = None if current else spans[-1].end
        reason = None if current else "autonomy" if success else "abandonment"
        if place.reference in ("P-0017", "P-0032"):
            reason = "absorption"
        elif success and path[-1] == "P6":
            reason = "spin_off"
        found.append(Course(place, met, tuple(spans), ended, reason, success))
    return found
