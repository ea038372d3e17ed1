"""From rows as a person writes them to a typed Arrow table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from terreau.formats.tables.dataset import arrow_schema
from terreau.formats.tables.model import Column, Table
from terreau.i18n import parse_amount, parse_date

__all__ = ["arrow_table", "expand"]


def expand(column: Column, value: Any) -> dict[str, Any]:
    """Return the Arrow cells of one value: an approximate date or amount becomes three.

    Raises
    ------
    ValueError
        When a date or an amount cannot be read: readers must have checked it before.
    """
    name = column.name
    if column.kind == "date":
        if value is None:
            return {name: None, f"{name}_earliest": None, f"{name}_latest": None}
        when = parse_date(value)
        if when is None:
            raise ValueError(f"{name}: {value!r} is not a date")
        return {name: when.text, f"{name}_earliest": when.earliest, f"{name}_latest": when.latest}
    if column.kind == "amount":
        if value is None:
            return {name: None, f"{name}_low": None, f"{name}_high": None}
        amount = parse_amount(value)
        if amount is None:
            raise ValueError(f"{name}: {value!r} is not an amount")
        return {name: amount.text, f"{name}_low": amount.low, f"{name}_high": amount.high}
    return {name: value}


def arrow_table(
    declared: Table,
    rows: Iterable[Mapping[str, Any]],
    *,
    added: tuple[str, ...] = (),
    workbook: bool = False,
) -> pa.Table:
    """Return `rows` (dates and amounts as text, codes as codes) as the table `declared`.

    Missing cells are null; `added` names the x_ columns of an extensible table.
    """
    schema = arrow_schema(declared, added=added, workbook=workbook)
    columns = declared.columns if workbook else declared.snapshot_columns
    cells: dict[str, list[Any]] = {field.name: [] for field in schema}
    for row in rows:
        for column in columns:
            for name, value in expand(column, row.get(column.name)).items():
                cells[name].append(value)
        for name in added:
            cells[name].append(row.get(name))
    return pa.table(cells, schema=schema)
