"""What every analysis of a study receives: data in scope, ratings as arrays, plan, référentiel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from terreau.analysis.measurement import LevelSummary, group_rows, tabulate
from terreau.formats.tables import Dataset
from terreau.gazetteer import Gazetteer
from terreau.study.grid import Grid
from terreau.study.plan_model import Plan
from terreau.study.ratings import Ratings

__all__ = ["Frame", "level_table", "rows_by_case", "summary_dict"]


@dataclass(frozen=True)
class Frame:
    """A study ready to be analysed."""

    dataset: Dataset
    plan: Plan
    grid: Grid
    cases: tuple[str, ...]
    ratings: Ratings
    gazetteer: Gazetteer | None = None


def summary_dict(grid: Grid, summary: LevelSummary) -> dict[str, Any]:
    """Return a summary of levels as written in `results.json`."""
    counts = dict(zip(grid.levels, summary.counts, strict=True))
    special = dict(zip(grid.special, summary.special, strict=True))
    figures = {"n": summary.n, "counts": counts, "special": special}
    if summary.median is None or summary.middle is None or summary.extent is None:
        return figures | {"median": None, "middle": None, "range": None}
    lo, hi = summary.median
    median = {"value": lo if lo == hi else None, "lo": lo, "hi": hi, "level": "ordinal"}
    return figures | {
        "median": median,
        "middle": list(summary.middle),
        "range": list(summary.extent),
    }


def level_table(
    grid: Grid, cell: NDArray[np.int64], said: Ratings, n_cells: int
) -> NDArray[np.int64]:
    """Return the answers of `said` by cell, as `terreau.analysis.measurement.tabulate` does."""
    return tabulate(
        cell, said.level, n_cells, n_levels=len(grid.levels), n_special=len(grid.special)
    )


def rows_by_case(
    frame: Frame, ratings: Ratings, rows: NDArray[np.int64] | None = None
) -> list[dict[str, Any]]:
    """Return the references of `ratings` (of these rows only, if given) under each case."""
    chosen = ratings if rows is None else ratings.take(np.unique(rows))
    cells = group_rows(chosen.case)
    return [
        {"case": frame.cases[case], "rows": chosen.reference[rows_of].tolist()}
        for case, rows_of in zip(cells.keys[0].tolist(), cells.rows(), strict=True)
    ]
