"""Ratings: two to four regards a project, with severities, halos, disagreement and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from terreau.demonstration.courses import Course
from terreau.demonstration.planting import Rater, halo, latent_values, raters, variable_shift
from terreau.demonstration.world import HOME
from terreau.framework import Framework

__all__ = ["THRESHOLDS", "Appraised", "appraise"]

THRESHOLDS = (-2.2, -0.8, 0.7, 2.1)  # in logits, between the five levels
_GAP, _OUTSIDE, _NOT_OBSERVED, _UNKNOWN = 0.28, 0.06, 0.05, 0.08


@dataclass(frozen=True, slots=True)
class Appraised:
    """The ratings given, and what they were drawn from."""

    ratings: list[dict[str, Any]]
    raters: list[Rater]
    latent: dict[tuple[str, str, int, str], float]  # case, phase, rank, pillar
    difficulty: dict[str, float]


def _team(
    course: Course, rank: int, everyone: list[Rater], rng: np.random.Generator
) -> list[Rater]:
    by_kind: dict[str, list[Rater]] = {}
    for rater in everyone:
        by_kind.setdefault(rater.kind, []).append(rater)
    accompanists = by_kind["accompanist"]
    own = accompanists[:6] if course.place.territory == HOME else accompanists[6:]
    team = [own[int(rng.integers(len(own)))], by_kind["holder"][rank]]
    for kind, chance in (("researcher", 0.7), ("partner", 0.4)):
        if rng.random() < chance:
            team.append(by_kind[kind][int(rng.integers(len(by_kind[kind])))])
    return team


def _level(eta: float, rng: np.random.Generator) -> str:
    draw = rng.random()
    if draw < _UNKNOWN:
        return "NO" if draw < _NOT_OBSERVED else "JNSP"
    return str(int(np.searchsorted(THRESHOLDS, eta + rng.logistic(0, 0.8))))


def appraise(
    courses: list[Course], framework: Framework, rng: np.random.Generator, *, effects: bool
) -> Appraised:
    """Return every rating of `courses`, and the truth behind them."""
    everyone = raters(courses, rng)
    difficulty = {variable.code: float(rng.normal(0, 0.3)) for variable in framework.variables}
    rows: list[dict[str, Any]] = []
    latent: dict[tuple[str, str, int, str], float] = {}
    for rank, course in enumerate(courses):
        values = latent_values(course, rng, effects=effects)
        team = [(rater, halo(rng)) for rater in _team(course, rank, everyone, rng)]
        for step, span in enumerate(course.spans):
            for pillar in framework.pillars:
                latent[course.place.reference, span.phase, span.seq, pillar.code] = values[
                    step, pillar.code
                ]
            for variable in framework.variables:
                expected = variable.expectation(span.phase) == "expected"
                asked = expected or rng.random() < _OUTSIDE
                shift = variable_shift(course, variable.code, effects=effects)
                centre = values[step, variable.pillar] + shift - difficulty[variable.code]
                for rater, felt in team:
                    if not asked or rng.random() < _GAP:
                        continue
                    rows.append({
                        "rating": f"N-{len(rows) + 1:05d}", "case": course.place.reference,
                        "phase": span.phase, "seq": span.seq, "variable": variable.code,
                        "rater": rater.code, "layer": "individual",
                        "level": _level(centre - rater.severity + felt, rng),
                        "framework": framework.identifier, "date": "octobre 2026",
                        "retrospective": span.end is not None,
                    })  # fmt: skip
    return Appraised(rows, everyone, latent, difficulty)
