"""Ratings described as what they are: ordered levels, given by someone, with gaps."""

from terreau.analysis.measurement.cells import Cells, count_distinct, group_rows, tally
from terreau.analysis.measurement.coverage import CellCoverage, cell_coverage
from terreau.analysis.measurement.levels import LevelSummary, summarise, tabulate

__all__ = [
    "CellCoverage",
    "Cells",
    "LevelSummary",
    "cell_coverage",
    "count_distinct",
    "group_rows",
    "summarise",
    "tabulate",
    "tally",
]
