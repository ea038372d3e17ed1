"""One value, from a field of the base to a column of the workbook and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import models

from terreau.formats.tables import Column
from terreau.formats.workbook.words import clean
from terreau.i18n import parse_amount, parse_date

__all__ = ["Convert", "from_base", "to_base"]

Convert = Callable[[Any], Any]


def _text(value: Any) -> str | None:
    return clean(value) or None


def _date(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() if parse_date(value) else None


def _amount(value: str) -> str | None:
    return value.strip() if parse_amount(value) else None


def _words(value: Any) -> list[str] | None:
    """Return the words as a cell can hold them: what separates two words is in none of them."""
    parts = [clean(part) for word in value for part in str(word).replace("\n", ";").split(";")]
    return [part for part in parts if part] or None


def _counts(column: Column) -> Convert:
    order = [code for code, _word in column.choices]

    def convert(value: Mapping[str, int]) -> list[dict[str, Any]] | None:
        return [{"sector": code, "count": value[code]} for code in order if code in value] or None

    return convert


def _plain(value: Any) -> Any:
    return None if value == "" else value


def from_base(column: Column) -> Convert:
    """Return the function from a value of the base (never None) to a value of the data."""
    if column.kind == "counts":
        return _counts(column)
    by_kind: dict[str, Convert] = {"text": _text, "date": _date, "amount": _amount, "words": _words}
    return by_kind.get(column.kind, _plain)


def _day(text: str) -> date | None:
    """Return the day of an exact date, or the last day that an approximate one can mean."""
    when = parse_date(text)
    return when.latest if when else None


def to_base(field: models.Field) -> Convert:
    """Return the function from a value of the data, or None, to a value of the base."""

    def default() -> Any:
        if field.has_default():
            return field.get_default()
        return "" if field.empty_strings_allowed and not field.null else None

    if isinstance(field, models.JSONField):
        return lambda value: default() if value is None else _json(value)
    if isinstance(field, models.DateField):
        return lambda value: _day(value) if value else None
    return lambda value: default() if value is None else value


def _json(value: list[Any]) -> Any:
    if value and isinstance(value[0], Mapping):
        return {item["sector"]: item["count"] for item in value}
    return list(value)
