"""The truth behind the demonstration: what a good method should find again."""

from __future__ import annotations

import json
from typing import Any

from terreau.demonstration.appraising import THRESHOLDS
from terreau.demonstration.assembling import AS_OF, DEFAULT_SEED, draw
from terreau.demonstration.planting import CONDITION_VARIABLES, CONTRASTS, SIZES
from terreau.demonstration.world import stories

__all__ = ["truth", "truth_text"]


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


def truth(seed: int = DEFAULT_SEED, *, effects: bool = True) -> dict[str, Any]:
    """Return latent values, severities and what was planted, as plain data."""
    drawn = draw(seed, effects=effects)
    given = drawn.appraised
    return {
        "fictional": True,
        "seed": seed,
        "as_of": AS_OF,
        "effects": {"contrasts": CONTRASTS, "sizes": SIZES} if effects else {},
        "rule": "need_debated*role_clear + means_mixed*risk_shared" if effects else "",
        "condition_variables": CONDITION_VARIABLES,
        "thresholds": list(THRESHOLDS),
        "severities": _rounded({one.code: one.severity for one in given.raters}),
        "difficulties": _rounded(given.difficulty),
        "latent": [
            {"case": case, "phase": phase, "seq": seq, "pillar": pillar, "value": round(value, 4)}
            for (case, phase, seq, pillar), value in given.latent.items()
        ],
        "courses": [
            {"case": one.place.reference, "conditions": one.conditions, "success": one.success}
            for one in drawn.courses
        ],
        "stories": [
            {"key": story.key, "cases": list(story.cases), "title": story.title}
            for story in stories()
        ],
    }


def truth_text(seed: int = DEFAULT_SEED, *, effects: bool = True) -> str:
    """Return the truth as the text of ``verite.json``."""
    return json.dumps(truth(seed, effects=effects), ensure_ascii=False, indent=1) + "\n"
