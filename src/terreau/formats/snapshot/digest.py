"""The digest of data: the same for the same content, whatever file it travels in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.types as pt

from terreau.formats.tables import TABLES, Dataset

__all__ = ["content_digest", "digest", "table_digest"]


def _values(column: pa.ChunkedArray) -> list[Any]:
    # dates as ISO text: JSON has none
    values: list[Any] = (
        column.cast(pa.string()) if pt.is_date(column.type) else column
    ).to_pylist()
    return values


def table_digest(held: pa.Table) -> str:
    """Return the SHA-256 of a table: names and values of its columns, in their order."""
    seal = hashlib.sha256()
    for name in held.column_names:
        # one line by column: names cannot run into values, JSON quotes both
        line = json.dumps([name, _values(held[name])], ensure_ascii=True, separators=(",", ":"))
        seal.update(line.encode("ascii") + b"\n")
    return seal.hexdigest()


def content_digest(about: Mapping[str, Any], tables: Mapping[str, str]) -> str:
    """Return the SHA-256 of what the data say of themselves and of the digests of their tables."""
    said = {key: about[key] for key in ("as_of", "fictional", "framework", "title")}
    text = json.dumps([said, dict(sorted(tables.items()))], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def digest(data: Dataset | Mapping[str, Any]) -> str:
    """Return the digest of data in memory, or the one their manifest must have.

    It rests on the content alone: neither the version of the software nor that of the file format
    changes it. Empty tables do not count.
    """
    if isinstance(data, Dataset):
        tables = {t.name: table_digest(data[t.name]) for t in TABLES if data[t.name].num_rows}
        about = {key: getattr(data, key) for key in ("as_of", "fictional", "framework", "title")}
        return content_digest(about, tables)
    return content_digest(data, {name: held["content"] for name, held in data["tables"].items()})
