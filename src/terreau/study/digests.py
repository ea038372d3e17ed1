"""Fingerprints of tables: the same rows in another order have the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyarrow as pa

from terreau.formats.tables import Dataset, arrow_fields, table

__all__ = ["combined_digest", "table_digest"]

_CELL, _ROW = "\x1f", "\x1e"
_NULL = "\x00"


def _words(column: pa.ChunkedArray) -> list[str]:
    if pa.types.is_string(column.type):
        return [_NULL if cell is None else cell for cell in column.to_pylist()]
    return [_NULL if cell is None else repr(cell) for cell in column.to_pylist()]


def table_digest(dataset: Dataset, name: str) -> str:
    """Return the SHA-256 of table `name`: column names, then the rows in the order of their text.

    Columns that hold the words of someone are left out, as a snapshot leaves them out.
    """
    rows = dataset[name]
    declared = [f.name for column in table(name).snapshot_columns for f in arrow_fields(column)]
    added = sorted(column for column in rows.schema.names if column.startswith("x_"))
    names = [column for column in (*declared, *added) if column in rows.schema.names]
    columns = [_words(rows[column]) for column in names]
    lines = sorted(_CELL.join(cells) for cells in zip(*columns, strict=True))
    text = _ROW.join([_CELL.join(names), *lines])
    return hashlib.sha256(text.encode()).hexdigest()


def combined_digest(named: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 of several named digests, whatever their order."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(named))
    return hashlib.sha256(lines.encode()).hexdigest()
