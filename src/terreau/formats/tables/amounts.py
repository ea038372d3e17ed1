"""Which amount of a line of means is counted: one rule for the study and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["COUNTED", "counted_amount"]

COUNTED = ("amount", "paid", "granted")  # the first one that is said


def counted_amount(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the bounds in euros of a line of means; None when no amount counts (none, or negative)."""
    for name in COUNTED:
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if low is not None and high is not None:
            return (low, high) if low >= 0 else None
    return None
