"""From a workbook to data that may be shared: without words, without names, consents applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from terreau.formats.tables import TABLES, Dataset, Table, arrow_schema

__all__ = ["ordered", "to_snapshot"]

_LENGTHS = {"documents": "n_characters", "passages": "length"}


def _withdrawn(row: dict[str, Any], as_of: str) -> str:
    """Return why the consent of one person no longer covers the interview; empty when it does."""
    if row["withdrawn_on"] is not None:
        return "withdrawn"
    expiry = row["expires_on_latest"]
    if expiry is not None and as_of and expiry.isoformat() < as_of:
        return "expired"
    return "refused" if row["laboratory"] is False else ""


def _removed_interviews(dataset: Dataset) -> dict[str, str]:
    """Return the interviews that must not leave, each with the first reason found."""
    removed: dict[str, str] = {}
    for row in dataset.rows("consents"):
        reason = _withdrawn(row, dataset.as_of)
        if reason:
            removed.setdefault(row["interview"], reason)
    return removed


def _without(held: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    names = pa.array(sorted(values), pa.string())
    return held.filter(pc.invert(pc.is_in(held[column], names))) if len(names) else held


def _refs(held: pa.Table, reference: str, column: str, values: Iterable[str]) -> set[str]:
    """Return the references of the rows whose `column` is one of `values`."""
    kept = held.filter(pc.is_in(held[column], pa.array(sorted(values), pa.string())))
    return set(kept[reference].to_pylist())


def _set(held: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    at = held.schema.get_field_index(name)
    return held.set_column(at, held.schema.field(name), values)


def _apply_consents(tables: dict[str, pa.Table], removed: dict[str, str]) -> dict[str, int]:
    """Take the interviews `removed` out of `tables`, with all that rests on them; return counts."""
    before = {
        name: tables[name].num_rows
        for name in ("interviews", "documents", "passages", "codings", "evidence")
    }
    documents = _refs(tables["documents"], "document", "interview", removed)
    passages = _refs(tables["passages"], "passage", "document", documents)
    tables["interviews"] = _without(tables["interviews"], "interview", removed)
    tables["documents"] = _without(tables["documents"], "document", documents)
    tables["passages"] = _without(tables["passages"], "passage", passages)
    tables["codings"] = _without(tables["codings"], "passage", passages)
    evidence = tables["evidence"]
    for kind, gone in (("document", documents), ("passage", passages)):
        cited = pc.is_in(evidence["source"], pa.array(sorted(gone), pa.string()))
        hit = pc.and_(pc.equal(evidence["source_kind"], kind), cited)
        evidence = evidence.filter(pc.invert(hit))
    tables["evidence"] = evidence
    counts = {f"{name}_removed": before[name] - tables[name].num_rows for name in before}
    return counts | {"informants_cleared": _clear_informants(tables, removed)}


def _clear_informants(tables: dict[str, pa.Table], removed: dict[str, str]) -> int:
    ratings = tables["ratings"]
    hit = pc.is_in(ratings["informant"], pa.array(sorted(removed), pa.string()))
    tables["ratings"] = _set(ratings, "informant", pc.if_else(hit, None, ratings["informant"]))
    return int(pc.sum(hit).as_py() or 0)


def _hide_names(tables: dict[str, pa.Table]) -> int:
    """Replace the name of each actor that is a person by its reference; return how many."""
    actors = tables["actors"]
    person = pc.fill_null(actors["person"], False)
    hit = pc.and_(person, pc.not_equal(actors["name"], actors["actor"]))
    tables["actors"] = _set(actors, "name", pc.if_else(person, actors["actor"], actors["name"]))
    return int(pc.sum(pc.fill_null(hit, False)).as_py() or 0)


def _measure(tables: dict[str, pa.Table]) -> None:
    """Give documents and passages their length from their words, where it was left blank."""
    for name, column in _LENGTHS.items():
        held = tables[name]
        if "text" in held.column_names:
            length = pc.cast(pc.utf8_length(held["text"]), pa.int64())
            tables[name] = _set(held, column, pc.coalesce(held[column], length))


def _words(dataset: Dataset) -> int:
    """Return how many cells of words, and rows of workbook-only sheets, stay behind."""
    left = 0
    for declared in TABLES:
        held = dataset[declared.name]
        if declared.workbook_only:
            left += held.num_rows
            continue
        spoken = [
            c.name for c in declared.columns if c.workbook_only and c.name in held.column_names
        ]
        left += sum(held.num_rows - held[name].null_count for name in spoken)
    return left


def ordered(declared: Table, held: pa.Table) -> pa.Table:
    """Return the rows sorted by key, the columns a snapshot carries, in declared order."""
    added = tuple(sorted(name for name in held.column_names if name.startswith("x_")))
    # an added column that nobody filled is no column
    added = tuple(name for name in added if held[name].null_count < held.num_rows)
    schema = arrow_schema(declared, added=added)
    kept = held.select(schema.names).cast(schema)
    if kept.num_rows > 1:
        kept = kept.sort_by([(name, "ascending") for name in declared.key])
    return kept.combine_chunks()


def to_snapshot(dataset: Dataset) -> tuple[Dataset, dict[str, Any]]:
    """Return the data that may leave the workbook, and what the consents took out of them.

    Words and workbook-only sheets are dropped, persons are named by their reference, interviews
    whose consent is withdrawn, expired at the date of the data or refuses the laboratory are taken
    out with their documents, passages, codings and the evidence that cites them. A snapshot given
    again is returned equal.

    Returns
    -------
    (Dataset, dict)
        The report holds counts only: ``applied``, ``as_of``, ``reasons`` (by kind), rows removed by
        table, ``informants_cleared``, ``names_replaced``, ``interviews_without_consent``,
        ``words_left_behind``.
    """
    tables = {
        declared.name: dataset[declared.name] for declared in TABLES if not declared.workbook_only
    }
    removed = _removed_interviews(dataset)
    said = {row["interview"] for row in dataset.rows("consents")}
    silent = set(tables["interviews"]["interview"].to_pylist()) - said
    counts = _apply_consents(tables, removed)
    names = _hide_names(tables)
    _measure(tables)
    report = {
        "applied": True,
        "as_of": dataset.as_of,
        "reasons": dict(sorted(Counter(removed.values()).items())),
        **counts,
        "names_replaced": names,
        "interviews_without_consent": len(silent),
        "words_left_behind": _words(dataset),
    }
    kept = {
        d.name: ordered(d, tables[d.name])
        for d in TABLES
        if not d.workbook_only and tables[d.name].num_rows
    }
    return replace(dataset, tables=kept, workbook=False), report
