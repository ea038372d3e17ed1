"""The profile of each case: levels by phase and pillar, with who gave them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from terreau.analysis.measurement import cell_coverage, group_rows, summarise
from terreau.study.analyses.coverage import named_counts
from terreau.study.answers import Answer, done
from terreau.study.frame import Frame, level_table, rows_by_case, summary_dict

__all__ = ["TABLES", "profile"]

TABLES = ("cases", "raters", "ratings", "evidence")
Integers = NDArray[np.int64]
_TOO_EARLY = 1  # expected variables of the pillar in the phase, at most


def _cells(frame: Frame) -> list[dict[str, Any]]:
    grid, rated = frame.grid, frame.ratings
    pillar = grid.pillar_of[rated.variable]
    cells = group_rows(rated.case, rated.phase, rated.seq, pillar)
    case, phase, seq, of = cells.keys
    own = ~rated.consensus
    said, index = rated.individual, cells.index[own]
    table = level_table(grid, index, said, len(cells))
    agreed = level_table(grid, cells.index[~own], rated.agreed, len(cells))
    n_agreed = agreed.sum(axis=1)
    figures = _figures(frame, index, len(cells), phase, of)
    summaries, consensus = (summarise(t, n_special=len(grid.special)) for t in (table, agreed))
    return [
        {
            "case": frame.cases[case[i]],
            "phase": grid.phases[phase[i]],
            "seq": int(seq[i]),
            "pillar": grid.pillars[of[i]],
            "summary": summary_dict(grid, summaries[i]),
            "consensus": int(n_agreed[i]),
            "consensus_summary": summary_dict(grid, consensus[i]) if n_agreed[i] else None,
            "ratings": rated.reference[rows].tolist(),
            **figures[i],
        }
        for i, rows in enumerate(cells.rows())
    ]


def _figures(
    frame: Frame, index: Integers, n_cells: int, phase: Integers, pillar: Integers
) -> list[dict[str, Any]]:
    grid, said = frame.grid, frame.ratings.individual
    of_pillar = grid.pillar_of[None, :] == pillar[:, None]
    levelled = said.level >= 0  # a regard is counted where it gave a level
    covered = cell_coverage(
        index[levelled], said.variable[levelled], said.rater[levelled], said.level[levelled],
        said.supported[levelled], expected=grid.expected[phase] & of_pillar,
        kind_of_rater=said.kind_of_rater, n_kinds=len(said.kinds),
    )  # fmt: skip
    return [
        {
            "n_raters": int(covered.n_raters[i]),
            "rater_kinds": named_counts(said.kinds, covered.kinds[i]),
            "variables": int(covered.n_variables[i]),
            "expected": int(covered.n_expected[i]),
            "expected_observed": int(covered.n_expected_observed[i]),
            "too_early": bool(covered.n_expected[i] <= _TOO_EARLY),
            "to_support": int(covered.n_to_support[i]),
        }
        for i in range(n_cells)
    ]


def profile(frame: Frame) -> Answer:
    """Describe each case, phase by phase and pillar by pillar."""
    parameters = {"too_early": _TOO_EARLY, "support_from": 3}
    return done({"cells": _cells(frame)}, rows_by_case(frame, frame.ratings), (), parameters)
