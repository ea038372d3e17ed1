"""The data in memory: one Arrow table by declared table, typed as declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from terreau.formats.tables.declared import TABLES, table
from terreau.formats.tables.model import Column, Table

if TYPE_CHECKING:  # loaded when a table is made: words and columns are read far more often
    import pyarrow as pa

__all__ = ["Dataset", "arrow_fields", "arrow_schema", "empty_table"]


@cache
def _types() -> dict[str, pa.DataType]:
    """Return the Arrow type of each kind of column."""
    import pyarrow as pa

    return {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "choices": pa.list_(pa.string()),
        "words": pa.list_(pa.string()),
        "counts": pa.list_(pa.struct([("sector", pa.string()), ("count", pa.int64())])),
    }


def arrow_fields(column: Column) -> list[pa.Field]:
    """Return the Arrow fields of one declared column.

    A date ``d`` becomes ``d`` (as written), ``d_earliest``, ``d_latest``; an amount ``a`` becomes
    ``a`` (as written), ``a_low``, ``a_high``; everything else is one field.
    """
    import pyarrow as pa

    name = column.name
    if column.kind == "date":
        spans = [pa.field(f"{name}_{end}", pa.date32()) for end in ("earliest", "latest")]
        return [pa.field(name, pa.string()), *spans]
    if column.kind == "amount":
        bounds = [pa.field(f"{name}_{end}", pa.float64()) for end in ("low", "high")]
        return [pa.field(name, pa.string()), *bounds]
    return [pa.field(name, _types().get(column.kind, pa.string()))]


def arrow_schema(
    declared: Table, *, added: tuple[str, ...] = (), workbook: bool = False
) -> pa.Schema:
    """Return the schema of `declared`, with `added` x_ columns and, if `workbook`, the words."""
    import pyarrow as pa

    columns = declared.columns if workbook else declared.snapshot_columns
    fields = [field for column in columns for field in arrow_fields(column)]
    return pa.schema([*fields, *(pa.field(name, pa.string()) for name in sorted(added))])


def empty_table(declared: Table, *, workbook: bool = False) -> pa.Table:
    """Return `declared` without rows."""
    return arrow_schema(declared, workbook=workbook).empty_table()


@dataclass(frozen=True)
class Dataset:
    """All tables of a workbook or of a snapshot.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        By table name; a declared table that is absent counts as empty.
    framework : str
        Identifier of the référentiel of its ratings, e.g. ``"ect@0.1"``.
    fictional : bool
        Whether everything in it is imagined; said on every page and file made from it.
    workbook : bool
        True when it still holds the words that a snapshot never carries.
    title : str
        What these data are, in French.
    as_of : str
        ISO date of the data (« données figées le »): the clock of everything made from them.
    """

    tables: Mapping[str, pa.Table]
    framework: str
    fictional: bool = False
    workbook: bool = False
    title: str = ""
    as_of: str = ""

    def __getitem__(self, name: str) -> pa.Table:
        """Return table `name`, empty when it holds nothing."""
        found = self.tables.get(name)
        return found if found is not None else empty_table(table(name), workbook=self.workbook)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return table `name` as rows, dates as `datetime.date`."""
        rows: list[dict[str, Any]] = self[name].to_pylist()
        return rows

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table that may be carried."""
        return {
            t.name: self[t.name].num_rows for t in TABLES if self.workbook or not t.workbook_only
        }
