"""What is planted: latent values in logits, severities, halos, and every effect by its size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terreau.demonstration.courses import Course
from terreau.demonstration.world import ELSEWHERE

__all__ = [
    "CONDITION_VARIABLES", "CONTRASTS", "PILLARS", "SIZES", "Rater", "halo", "latent_values", "raters",
    "variable_shift",
]  # fmt: skip

PILLARS = ("A", "B", "C", "D")
CONDITION_VARIABLES = {"need_debated": "B1", "role_clear": "A7", "means_mixed": "D1", "risk_shared": "A3"}  # fmt: skip
# in logits; under 1, nothing shows with twenty projects
CONTRASTS = {
    "territory": {"A": -1.2, "D": 1.2},  # the other structure: less together, more trade
    "cohort_since_2020": {"B": 1.3},  # since 2020, the need is debated in public before anything
}
SIZES = {
    "condition": 3.0,  # between met and not met, on the variable of the condition
    "phase": 0.35,  # by phase gone through
    "fading": -1.1,  # by phase, on A and C, for the enthusiasm that fades
    "at_all_costs": -0.8,  # by phase, on A and C, for the project pushed at all costs
    "slow_anchor": 0.7,  # by phase, on B, for the slow anchor
}
_KIND_SEVERITY = {"holder": -0.6, "accompanist": 0.0, "researcher": 0.5, "partner": 0.1}
_SPREAD, _HALO = 0.35, 0.45
_FIRST_ELAN = 1.8  # the fading enthusiasm starts high


@dataclass(frozen=True, slots=True)
class Rater:
    """One who appraises, by code; `severity` lowers what is given, in logits."""

    code: str
    kind: str
    severity: float


def raters(courses: list[Course], rng: np.random.Generator) -> list[Rater]:
    """Return the shared raters, then one holder by project."""
    shared = [("accompanist", 8), ("researcher", 3), ("partner", 5)]
    kinds = [kind for kind, count in shared for _ in range(count)] + ["holder"] * len(courses)
    return [
        Rater(f"R-{number:02d}", kind, float(rng.normal(_KIND_SEVERITY[kind], _SPREAD)))
        for number, kind in enumerate(kinds, 1)
    ]


def halo(rng: np.random.Generator) -> float:
    """Return what one rater feels for one case as a whole, in logits."""
    return float(rng.normal(0, _HALO))


def _drift(course: Course, pillar: str, step: int) -> float:
    own = {
        "P-0005": ("fading", "AC"), "P-0011": ("at_all_costs", "AC"), "P-0002": ("slow_anchor", "B"),
    }.get(course.place.reference)  # fmt: skip
    return SIZES[own[0] if own and pillar in own[1] else "phase"] * step


def latent_values(
    course: Course, rng: np.random.Generator, *, effects: bool
) -> dict[tuple[int, str], float]:
    """Return the latent value of each (rank of phase, pillar)."""
    whole = float(rng.normal(0, 0.7))
    found = {}
    for pillar in PILLARS:
        base = whole + float(rng.normal(0, 0.4))
        if effects:
            base += (course.place.territory == ELSEWHERE) * CONTRASTS["territory"].get(pillar, 0.0)
            since = (course.place.year or 0) >= 2020
            base += since * CONTRASTS["cohort_since_2020"].get(pillar, 0.0)
            if course.place.reference == "P-0005" and pillar in "AC":
                base += _FIRST_ELAN
        for step in range(len(course.spans)):
            found[step, pillar] = base + (_drift(course, pillar, step) if effects else 0.0)
    return found


def variable_shift(course: Course, variable: str, *, effects: bool) -> float:
    """Return what the conditions of a project add to one variable."""
    for condition, named in CONDITION_VARIABLES.items():
        if effects and named == variable:
            half = SIZES["condition"] / 2
            return half if course.conditions[condition] else -half
    return 0.0
