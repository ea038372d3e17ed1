"""How far raters agree on the same variable of the same case in the same phase."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from terreau.analysis.agreement import Alpha, Undefined, alpha, alpha_interval, row_counts
from terreau.analysis.measurement import group_rows
from terreau.i18n import gettext as _
from terreau.study.answers import Answer, done, refused
from terreau.study.frame import Frame, rows_by_case
from terreau.study.ratings import Ratings

__all__ = ["DRAWS", "TABLES", "agreement"]

TABLES = ("cases", "raters", "ratings")
DRAWS = 1000
LEVEL = 0.95


def reason_sentence(reason: Undefined | None) -> str:
    """Return why a coefficient does not exist, in French."""
    sentences = {
        Undefined.ONE_RATER: _("Un seul regard\u00a0: il n’y a personne avec qui s’accorder."),
        Undefined.TOO_FEW_UNITS: _(
            "Moins de deux variables appréciées par deux regards dans la même phase d’un même projet."
        ),
        Undefined.NO_VARIATION: _(
            "Tous les niveaux donnés sont égaux\u00a0: sans variation, l’accord ne se distingue "
            "pas de l’habitude."
        ),
    }
    return sentences[reason] if reason else ""


def _seed(frame: Frame, label: str) -> np.random.SeedSequence:
    """Return a seed for this figure alone, so that no other figure moves it."""
    words = np.frombuffer(hashlib.sha256(label.encode()).digest()[:16], dtype="<u4")
    return np.random.SeedSequence([frame.plan.seed, *words.tolist()])


def _no_interval() -> str:
    return _("Trop peu de projets, ou trop peu de variation, pour un intervalle.")


def _cases_of(frame: Frame, cases: np.ndarray[Any, Any]) -> list[str]:
    """Return the cases that hold a unit appraised twice: those the coefficient rests on."""
    return [frame.cases[c] for c in np.unique(cases).tolist()]


def _figure(frame: Frame, said: Ratings, label: str) -> dict[str, Any]:
    unit = group_rows(said.case, said.phase, said.seq, said.variable)
    counts = row_counts(unit.index, said.rater, said.level)
    found: Alpha = alpha(counts, "ordinal")
    figure: dict[str, Any] = {
        "alpha": None,
        "n_units": found.n_units,
        "n_ratings": found.n_ratings,
        "n_raters": found.n_raters,
        "reason": reason_sentence(found.reason),
        "cases": _cases_of(frame, unit.keys[0][counts.unit]),
    }
    if found.value is None:
        return figure
    cases = unit.keys[0][counts.unit]
    bounds = alpha_interval(
        counts, cases, "ordinal", seed=_seed(frame, label), draws=DRAWS, level=LEVEL
    )
    figure["alpha"] = {"value": found.value, "lo": bounds.lo, "hi": bounds.hi, "level": LEVEL}
    if bounds.lo is None:
        figure["reason"] = _no_interval()
    return figure


def agreement(frame: Frame) -> Answer:
    """Give Krippendorff's alpha, overall, by pillar and by variable, with its interval."""
    grid, said = frame.grid, frame.ratings.individual
    overall = _figure(frame, said, "agreement")
    if not overall["n_units"]:
        return refused(
            _(
                "Aucune variable n’a été appréciée par deux regards dans la même phase d’un même "
                "projet\u00a0: l’accord ne peut pas être mesuré."
            )
        )
    pillar = grid.pillar_of[said.variable]
    met = np.unique(said.variable).tolist()
    result = {
        "overall": overall,
        "by_pillar": [
            {"pillar": code} | _figure(frame, said.take(pillar == p), f"agreement/{code}")
            for p, code in enumerate(grid.pillars)
        ],
        "by_variable": [
            {"variable": grid.variables[v]}
            | _figure(frame, said.take(said.variable == v), f"agreement/{grid.variables[v]}")
            for v in met
        ],
    }
    parameters = {"metric": "ordinal", "draws": DRAWS, "resampled": "cases", "level": LEVEL}
    return done(result, rows_by_case(frame, said), (), parameters)
