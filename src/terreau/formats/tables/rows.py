"""From values as a person writes them to a typed Arrow table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from terreau.formats.tables.dataset import arrow_schema
from terreau.formats.tables.model import Column, Table
from terreau.i18n import parse_amount, parse_date

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_columns", "arrow_table", "expand"]


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


def _expand_column(column: Column, values: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """Expand a whole column, each distinct value once."""
    if column.kind not in ("date", "amount"):
        return {column.name: values}
    known = {value: expand(column, value) for value in dict.fromkeys(values)}
    return {name: [known[value][name] for value in values] for name in expand(column, None)}


def arrow_columns(
    declared: Table,
    columns: Mapping[str, Sequence[Any]],
    length: int,
    *,
    added: tuple[str, ...] = (),
    workbook: bool = False,
) -> pa.Table:
    """Return `columns` (dates and amounts as text, codes as codes) as the table `declared`.

    Every sequence has `length` values; a column that is absent is null; `added` names the x_
    columns of an extensible table.
    """
    import pyarrow as pa

    schema = arrow_schema(declared, added=added, workbook=workbook)
    empty = [None] * length
    cells: dict[str, Sequence[Any]] = {}
    for column in declared.columns if workbook else declared.snapshot_columns:
        cells |= _expand_column(column, columns.get(column.name, empty))
    cells |= {name: columns.get(name, empty) for name in added}
    arrays = [pa.array(cells[field.name], type=field.type) for field in schema]
    return pa.table(arrays, schema=schema)


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
    held = list(rows)
    names = [*(column.name for column in declared.columns), *added]
    columns = {name: [row.get(name) for row in held] for name in names}
    return arrow_columns(declared, columns, len(held), added=added, workbook=workbook)
