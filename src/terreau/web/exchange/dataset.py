"""A whole workspace as the data of a workbook: every row and word entered by hand, own hours excepted.

One query by table. What is archived stays, with all that hangs on it; what consents and rights keep in
the house is said in `withheld`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from terreau.formats.tables import Column, Dataset, arrow_columns, table
from terreau.web.core.models import Record, Workspace
from terreau.web.exchange.cells import from_base
from terreau.web.exchange.extra import added_columns
from terreau.web.exchange.mapping import LINKS, Link
from terreau.web.exchange.withheld import withhold

__all__ = ["Gathered", "dataset_of", "gather"]

_PIECES = {"passage": ("passages", "passage"), "document": ("documents", "document"),
           "log": ("log", "entry")}  # fmt: skip


@dataclass
class Rows:
    """A table while it is gathered, column by column."""

    link: Link
    columns: dict[str, list[Any]]
    archived: list[bool]
    added: tuple[str, ...] = ()
    blanks: dict[str, int] = field(default_factory=dict)  # before the text of each document

    def __len__(self) -> int:
        return len(self.archived)

    def keep(self, wanted: list[bool]) -> int:
        """Keep the rows that are `wanted`; return how many went."""
        gone = wanted.count(False)
        if gone:
            self.columns = {
                name: [value for value, kept in zip(held, wanted, strict=True) if kept]
                for name, held in self.columns.items()
            }
            self.archived = [a for a, kept in zip(self.archived, wanted, strict=True) if kept]
        return gone


@dataclass(frozen=True)
class Gathered:
    """The data, and what did not leave: rows and words, counted by reason."""

    dataset: Dataset
    left: Counter[str] = field(default_factory=Counter)


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value not in (None, "")), None)


def _read(link: Link, workspace: Workspace, left: Counter[str]) -> Rows:
    """Return the rows of one table, values as the workbook holds them."""
    declared, is_record = table(link.table), issubclass(link.model, Record)
    derived = [path for paths in link.derived.values() for path in paths]
    more = [link.extra] if link.extra else []
    query = link.model._base_manager.filter(workspace=workspace).order_by("id")
    if is_record and not link.named:
        query = query.filter(archived_on__isnull=True)
    asked = [*link.fields.values(), *derived, *more, *(["archived_on"] if is_record else [])]
    found = list(zip(*query.values_list(*asked), strict=True)) or [()] * len(asked)
    held = dict(zip(asked, found, strict=True))
    columns = {
        name: _column(declared.column(name), held[path]) for name, path in link.fields.items()
    }
    for name, path in link.fields.items():
        # nothing of the kind is let in by a form; what a script wrote must not stop the others
        if declared.column(name).kind in ("date", "amount"):
            pairs = zip(held[path], columns[name], strict=True)
            left["unread"] += sum(bool(raw) and value is None for raw, value in pairs)
    for name, paths in link.derived.items():
        values = [_first(several) for several in zip(*(held[path] for path in paths), strict=True)]
        columns[name] = _column(declared.column(name), values)
    archived = [day is not None for day in held.get("archived_on", [None] * len(found[0]))]
    rows = Rows(link, columns, archived)
    if link.table == "documents":
        texts = zip(held["reference"], held["text"], strict=True)
        rows.blanks = {name: n for name, text in texts if (n := len(text) - len(text.lstrip()))}
    if link.extra:
        own = added_columns(held[link.extra])
        rows.columns |= own
        rows.added = tuple(own)
    return rows


def _column(column: Column, values: Iterable[Any]) -> list[Any]:
    convert = from_base(column)
    return [None if value is None else convert(value) for value in values]


def _references(tables: dict[str, Rows], name: str) -> set[str]:
    reference = table(name).reference
    rows = tables.get(name)
    return set(rows.columns[reference.name]) if rows and reference else set()


def _close(rows: Rows, tables: dict[str, Rows], left: Counter[str]) -> None:
    """Leave out what names a row that does not leave: the whole row, or the mention."""
    declared = table(rows.link.table)
    tables[declared.name] = rows
    for column in declared.columns:
        held = rows.columns.get(column.name)
        if not column.target or held is None or column == declared.reference:
            continue
        known = _references(tables, column.target)
        if all(value is None or value in known for value in held):
            continue
        if column.required or column.name in rows.link.owners:
            gone = rows.keep([value is None or value in known for value in held])
            if column.name == "other":
                left[declared.name] += gone
        else:
            rows.columns[column.name] = [value if value in known else None for value in held]
            left[f"{declared.name}.{column.name}"] += sum(
                value is not None and value not in known for value in held
            )


def _close_evidence(rows: Rows, tables: dict[str, Rows], left: Counter[str]) -> None:
    known = {kind: _references(tables, name) for kind, (name, _column) in _PIECES.items()}
    pairs = zip(rows.columns["source_kind"], rows.columns["source"], strict=True)
    gone = rows.keep([kind not in known or source in known[kind] for kind, source in pairs])
    if gone:
        left["evidence"] += gone


def _named_only(tables: dict[str, Rows]) -> None:
    """Leave out the archived rows of `named` tables that no row that leaves names."""
    named: dict[str, set[str]] = {link.table: set() for link in LINKS if link.named}
    for rows in tables.values():
        for column in table(rows.link.table).columns:
            if column.target in named and column.target != rows.link.table:
                named[column.target] |= set(rows.columns.get(column.name, ()))
    for name, kept in named.items():
        rows, reference = tables[name], table(name).reference
        assert reference is not None
        pairs = zip(rows.archived, rows.columns[reference.name], strict=True)
        rows.keep([not archived or value in kept for archived, value in pairs])


def _verify(tables: dict[str, Rows]) -> None:
    """Say in `cases.verified_on` when the whole of a case was last found true, and number the rest.

    A verification of the whole by nobody known is entirely said by that column.
    """
    rows, cases = tables["verifications"], tables["cases"]
    columns = rows.columns
    last: dict[str, str] = {}
    for case, name, day in zip(columns["case"], columns["field"], columns["date"], strict=True):
        if name is None:
            last[case] = max(day, last.get(case, day))
    cases.columns["verified_on"] = [last.get(case) for case in cases.columns["case"]]
    told = zip(columns["case"], columns["field"], columns["date"], columns["by"], strict=True)
    rows.keep([not (f is None and by is None and last.get(c) == day) for c, f, day, by in told])
    ranks: Counter[str] = Counter()
    columns = rows.columns
    columns["seq"] = []
    for case in columns["case"]:
        ranks[case] += 1
        columns["seq"].append(ranks[case])


def _shift_passages(tables: dict[str, Rows]) -> None:
    """Count the place of passages in the text as a workbook keeps it, without the blanks before it."""
    documents, passages = tables["documents"], tables["passages"]
    pairs = zip(passages.columns["document"], passages.columns["start"], strict=True)
    passages.columns["start"] = [max(s - documents.blanks.get(d, 0), 0) for d, s in pairs]


def gather(workspace: Workspace, circles: frozenset[str] | None = None) -> Gathered:
    """Return the data of `workspace` that a person of these `circles` may take, and what did not leave.

    `circles` None: whoever holds the base itself.
    """
    tables: dict[str, Rows] = {}
    left: Counter[str] = Counter()
    for link in LINKS:
        rows = _read(link, workspace, left)
        _close(rows, tables, left)
        if link.table == "evidence":
            _close_evidence(rows, tables, left)
    _named_only(tables)
    _verify(tables)
    _shift_passages(tables)
    withhold(workspace, {name: rows.columns for name, rows in tables.items()}, left, circles)
    arrow = {
        name: arrow_columns(
            table(name), rows.columns, len(rows), added=rows.added, workbook=True
        )
        for name, rows in tables.items()
        if len(rows)
    }  # fmt: skip
    dataset = Dataset(
        arrow, workspace.framework, fictional=workspace.fictional, workbook=True,
        title=workspace.name, as_of=workspace.current_day().isoformat(),
    )  # fmt: skip
    return Gathered(dataset, left)


def dataset_of(workspace: Workspace) -> Dataset:
    """Return the data of `workspace` as a workbook holds them."""
    return gather(workspace).dataset
