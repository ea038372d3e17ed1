"""The columns that a structure added to its workbook, and who may read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["added_label", "opened_columns"]


def added_label(name: str) -> str:
    """Return what a reader sees of the column `name`: « x_forme_juridique » reads « Forme juridique »."""
    words = name.removeprefix("x_").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def opened_columns(results: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the added columns that the plan of the study opens to anyone, in its order."""
    return tuple(results["study"].get("publish", {}).get("added_columns", ()))
