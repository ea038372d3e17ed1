"""What is read of appraisals, across rooms; every level goes through `visible`."""

from terreau.web.ratings.queries.cells import Cell, cells_of
from terreau.web.ratings.queries.levels import past_levels, raters_in, visible
from terreau.web.ratings.queries.work import Appraise, Discuss, ToDo, to_do

__all__ = [
    "Appraise",
    "Cell",
    "Discuss",
    "ToDo",
    "cells_of",
    "past_levels",
    "raters_in",
    "to_do",
    "visible",
]
