"""Added fields: values kept by declared code in one JSON field, columns x_… of the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from terreau.formats.workbook.words import NO, SEPARATOR, YES, clean, decode
from terreau.i18n import fold

__all__ = ["added_columns", "extra_of"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _shown(value: Any) -> str | None:
    """Return an added value as the text of its column."""
    if value is None:
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return SEPARATOR.join(str(item) for item in value) or None
    return clean(str(value)) or None


def added_columns(held: Iterable[Mapping[str, Any]]) -> dict[str, list[str | None]]:
    """Return the columns x_… of the values of all rows, in alphabetical order."""
    rows = list(held)
    codes = sorted({code for row in rows for code in row})
    columns = {f"x_{code.lower()}": [_shown(row.get(code)) for row in rows] for code in codes}
    return {name: values for name, values in columns.items() if any(v is not None for v in values)}


def _number(text: str) -> int | float | str:
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return text
    return int(plain) if "." not in plain else float(plain)


def _value(text: str, kind: str) -> Any:
    if kind == "number":
        return _number(text)
    if kind == "boolean":
        known = decode((("true", YES), ("false", NO)))
        return {"true": True, "false": False}.get(known.get(fold(text), ""), text)
    return text


def extra_of(row: Mapping[str, Any], declared: Mapping[str, str]) -> dict[str, Any]:
    """Return what the JSON field holds of the columns x_… of `row`; `declared` gives each its kind."""
    return {
        name[2:]: _value(text, declared.get(name[2:], "text"))
        for name, text in row.items()
        if name.startswith("x_") and text is not None
    }
