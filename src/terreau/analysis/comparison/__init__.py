"""Comparisons in time and between groups, in words that the data can bear."""

from terreau.analysis.comparison.change import Changes, consecutive_changes, count_directions
from terreau.analysis.comparison.groups import GroupCells, group_cells, shared_raters

__all__ = [
    "Changes",
    "GroupCells",
    "consecutive_changes",
    "count_directions",
    "group_cells",
    "shared_raters",
]
