"""Reliability between raters: how far several people agree when they look at the same thing."""

from terreau.analysis.agreement.bootstrap import AlphaInterval, alpha_interval
from terreau.analysis.agreement.krippendorff import (
    Alpha,
    Metric,
    Undefined,
    UnitCounts,
    alpha,
    matrix_counts,
    row_counts,
)

__all__ = [
    "Alpha",
    "AlphaInterval",
    "Metric",
    "Undefined",
    "UnitCounts",
    "alpha",
    "alpha_interval",
    "matrix_counts",
    "row_counts",
]
