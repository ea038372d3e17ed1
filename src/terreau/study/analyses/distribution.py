"""How the levels are spread, by variable, and by pillar and phase."""

from __future__ import annotations

from terreau.analysis.comparison import group_cells
from terreau.analysis.measurement import summarise
from terreau.study.answers import Answer, done
from terreau.study.frame import Frame, level_table, rows_by_case, summary_dict

__all__ = ["TABLES", "distribution"]

TABLES = ("cases", "ratings")


def distribution(frame: Frame) -> Answer:
    """Describe the levels given by each one, all cases together."""
    grid, said = frame.grid, frame.ratings.individual
    table = level_table(grid, said.variable, said, len(grid.variables))
    pillar = grid.pillar_of[said.variable]
    cells = group_cells(
        (pillar, said.phase), said.case, said.level,
        n_levels=len(grid.levels), n_special=len(grid.special),
    )  # fmt: skip
    rows = zip(*(key.tolist() for key in cells.keys), cells.n_cases.tolist(), cells.summaries,
               strict=True)  # fmt: skip
    result = {
        "by_variable": [
            {"variable": variable, "summary": summary_dict(grid, summary)}
            for variable, summary in zip(
                grid.variables, summarise(table, n_special=len(grid.special)), strict=True
            )
        ],
        "by_pillar_phase": [
            {
                "pillar": grid.pillars[p],
                "phase": grid.phases[phase],
                "n_cases": n,
                "summary": summary_dict(grid, summary),
            }
            for p, phase, n, summary in rows
        ],
    }
    return done(result, rows_by_case(frame, said))
