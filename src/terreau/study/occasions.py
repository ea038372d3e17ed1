"""The order in which a case lived its phases: that of the référentiel, or that of the dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.formats.tables import Dataset

__all__ = ["in_time_order", "phase_dates"]

Occasion = tuple[str, int]  # phase, rank
Span = tuple[Any, Any]


def phase_dates(dataset: Dataset) -> dict[str, dict[Occasion, Span]]:
    """Return, by case, the earliest and latest day each documented phase may have started."""
    dates: dict[str, dict[Occasion, Span]] = {}
    columns = ["case", "phase", "seq", "start_earliest", "start_latest"]
    for row in dataset["phases"].select(columns).to_pylist():
        if row["start_earliest"] is not None:
            occasion = (row["phase"], row["seq"] or 1)
            span = (row["start_earliest"], row["start_latest"])
            dates.setdefault(row["case"], {})[occasion] = span
    return dates


def in_time_order(
    occasions: list[Occasion], place: Mapping[str, int], dates: Mapping[Occasion, Span]
) -> list[Occasion] | None:
    """Return `occasions` from first to last, or None when their order cannot be known.

    A case that never came back to a phase follows the order of the phases (`place`). One that
    came back follows the dates; without the date of each occasion, its order is not known.
    """
    if all(seq == 1 for _phase, seq in occasions):
        return sorted(occasions, key=lambda occasion: place[occasion[0]])
    if any(occasion not in dates for occasion in occasions):
        return None
    return sorted(occasions, key=lambda o: (*dates[o], place[o[0]], o[1]))
