"""What a workbook would do to a workspace that lives: rows matched by their keys, cell against cell.

Both sides are compared as a workbook holds them (`dataset`, the file): an export handed back says
nothing. Only what the file says counts: an absent row or column changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from terreau.formats.tables import Dataset, table
from terreau.formats.workbook.reading import ReadResult
from terreau.i18n import parse_date
from terreau.web.core.models import Record, Workspace
from terreau.web.exchange.cells import from_base
from terreau.web.exchange.completing import complete
from terreau.web.exchange.dataset import gather
from terreau.web.exchange.disputes import mark_disputes
from terreau.web.exchange.extra import extra_of
from terreau.web.exchange.mapping import LINKS, Link
from terreau.web.exchange.models import Batch, BatchRow

__all__ = ["Change", "Plan", "TablePlan", "chunks", "compare", "declared_types", "label"]

Row = dict[str, Any]
Key = tuple[Any, ...]
_CHUNK = 500


@dataclass
class Change:
    """A row of the base that the file says otherwise: column → (before, after)."""

    key: Key
    pk: int
    row: Row
    cells: dict[str, tuple[Any, Any]]
    # columns that somebody changed in the application since the file was made
    disputed: set[str] = field(default_factory=set)

    def taken(self, name: str, chosen: frozenset[str]) -> dict[str, tuple[Any, Any]]:
        """Return the cells that will be written: disputed ones only where the file was chosen."""
        if name in chosen or f"{name}:{label(self.key)}" in chosen:
            return self.cells
        return {column: pair for column, pair in self.cells.items() if column not in self.disputed}


@dataclass
class TablePlan:
    """What the file would do to one table."""

    link: Link
    created: list[tuple[Key, Row]] = field(default_factory=list)
    revived: dict[Key, int] = field(default_factory=dict)  # of `created`: made, then undone
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    missing: list[Key] = field(default_factory=list)  # in the base, not in the file
    archived: list[Key] = field(default_factory=list)  # in the file, put away in the base
    withheld: int = 0  # cells that the base keeps for itself


@dataclass
class Plan:
    """What a file would do to every table, in the order of loading."""

    tables: list[TablePlan]

    def digest(self) -> str:
        """Return the same short text for the same work, whatever else moved in the base."""
        told = [
            (
                one.link.table,
                [[list(key), row] for key, row in one.created],
                sorted(one.revived.values()),
                [[c.pk, c.cells, sorted(c.disputed)] for c in one.changed],
            )
            for one in self.tables
        ]
        content = json.dumps(told, default=str, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def works(self) -> bool:
        """Whether there is anything to do."""
        return any(one.created or one.changed for one in self.tables)


def label(key: Key) -> str:
    """Return a key in one line: « P-0042 · P1 · 1 »."""
    return " · ".join(str(part) for part in key if part is not None)[:200]


def chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the items by pieces that one question to the base may name."""
    held = list(items)
    for start in range(0, len(held), _CHUNK):
        yield held[start : start + _CHUNK]


def declared_types(workspace: Workspace, dataset: Dataset) -> dict[str, str]:
    """Return the nature of each added field: what the file declares, else what the base does."""
    link = next(one for one in LINKS if one.table == "added_fields")
    held = dict(link.model._base_manager.filter(workspace=workspace).values_list("code", "type"))
    told = {row["code"]: row["type"] for row in dataset.rows("added_fields") if row["type"]}
    return held | told


def _raw_keys(link: Link, workspace: Workspace) -> dict[Key, tuple[int, bool]]:
    """Return the rows of the base by key, archived ones too: (pk, whether it is archived)."""
    declared = table(link.table)
    paths = [link.fields.get(name) or link.derived[name][0] for name in declared.key]
    converts = [from_base(declared.column(name)) for name in declared.key]
    held = link.model._base_manager.filter(workspace=workspace).order_by("id")
    found = {}
    for pk, archived, *values in held.values_list("pk", "archived_on", *paths):
        key = tuple(
            None if value is None else convert(value)
            for convert, value in zip(converts, values, strict=True)
        )
        found[key] = (pk, archived is not None)
    return found


def _undone(workspace: Workspace, name: str, ids: Sequence[int]) -> set[int]:
    """Return those of `ids` that an import made and that its undoing put away."""
    found: set[int] = set()
    for some in chunks(ids):
        held = BatchRow.objects.filter(
            batch__workspace=workspace, batch__state=Batch.State.UNDONE,
            table=name, created=True, undone=True, object_id__in=some,
        )  # fmt: skip
        found |= set(held.values_list("object_id", flat=True))
    return found


def _columns(link: Link, held: frozenset[str]) -> list[str]:
    """Return the columns to compare: those that the file has and that are not how rows are matched."""
    own = [name for name in link.fields if name in held and name not in table(link.table).key]
    return [*own, *sorted(name for name in held if name.startswith("x_") and link.extra)]


def _differs(column: str, before: Any, after: Any, types: dict[str, str]) -> bool:
    if before == after:
        return False
    if column.startswith("x_"):
        return extra_of({column: before}, types) != extra_of({column: after}, types)
    return True


class _Comparing:
    """The comparison of one file with one workspace."""

    def __init__(
        self, workspace: Workspace, result: ReadResult, circles: frozenset[str] | None
    ) -> None:
        assert result.dataset is not None
        self.workspace, self.columns, self.dataset = workspace, result.columns, result.dataset
        self.base = gather(workspace, circles).dataset
        self.types = declared_types(workspace, result.dataset)

    def table(self, link: Link) -> TablePlan:
        """Return what the file does to the table of `link`."""
        plan = TablePlan(link)
        told = self.dataset.rows(link.table)
        whole = complete(link.table, self.dataset, self.workspace)
        if link.table == "verifications":
            self._verifications(plan, whole)
            return plan
        names = table(link.table).key
        base = {tuple(row[name] for name in names): row for row in self.base.rows(link.table)}
        raw = _raw_keys(link, self.workspace) if whole else {}
        compared, away = _columns(link, self.columns.get(link.table, frozenset())), []
        seen = set()
        for rank, row in enumerate(whole):
            key = tuple(row.get(name) for name in names)
            seen.add(key)
            if key not in raw:
                if rank < len(told) or not self._is_lived_with(link, row):
                    plan.created.append((key, row))
            elif key not in base:
                away.append((key, row))
            else:
                said = told[rank] if rank < len(told) else row
                cells = self._cells(compared, base[key], said, row)
                if cells:
                    plan.changed.append(Change(key, raw[key][0], row, cells))
                else:
                    plan.unchanged += 1
        plan.missing = [key for key in base if key not in seen]
        self._away(plan, away, raw)
        self._withhold(plan)
        return plan

    def _is_lived_with(self, link: Link, row: Row) -> bool:
        """Whether a declaration that the file does not make was already missing in the application."""
        cases = self.base.rows("cases")
        if link.table == "kinds":
            return any(case["kind"] == row["kind"] for case in cases)
        if link.table == "added_fields":
            name = f"x_{row['code']}"
            return any(c["kind"] == row["kind"] and c.get(name) is not None for c in cases)
        return link.table == "themes" and bool(cases)

    def _cells(
        self, compared: list[str], before: Row, told: Row, whole: Row
    ) -> dict[str, tuple[Any, Any]]:
        # a cell that the application would fill as the base already has it says nothing new
        return {
            name: (before.get(name), told.get(name))
            for name in compared
            if _differs(name, before.get(name), told.get(name), self.types)
            and _differs(name, before.get(name), whole.get(name), self.types)
        }

    def _away(
        self, plan: TablePlan, away: list[tuple[Key, Row]], raw: dict[Key, tuple[int, bool]]
    ) -> None:
        """Tell rows put away by a person, that stay so, from those that an undone import made."""
        ids = [raw[key][0] for key, _row in away if raw[key][1]]
        undone = _undone(self.workspace, plan.link.table, ids)
        for key, row in away:
            if raw[key][0] in undone:
                plan.created.append((key, row))
                plan.revived[key] = raw[key][0]
            else:
                plan.archived.append(key)

    def _withhold(self, plan: TablePlan) -> None:
        """Leave the cells that look empty only because the base keeps them: closed words, names."""
        link, doubtful = plan.link, {c.pk: c for c in plan.changed if self._looks_empty(c)}
        if not doubtful:
            return
        names = [name for name in link.fields if name not in table(link.table).key]
        for some in chunks(doubtful):
            held = link.model._base_manager.filter(pk__in=some)
            for pk, *values in held.values_list("pk", *(link.fields[name] for name in names)):
                real, cells = dict(zip(names, values, strict=True)), doubtful[pk].cells
                for name in [n for n, (before, _after) in cells.items() if before is None]:
                    if real.get(name) not in (None, "", [], {}):
                        del cells[name]
                        plan.withheld += 1
        plan.unchanged += sum(not change.cells for change in plan.changed)
        plan.changed = [change for change in plan.changed if change.cells]

    def _looks_empty(self, change: Change) -> bool:
        return any(before is None for before, _after in change.cells.values())

    def _verifications(self, plan: TablePlan, rows: list[Row]) -> None:
        """Add the verifications that the base does not have: what was said on a day stays said."""
        model = plan.link.model
        held = model._base_manager.filter(workspace=self.workspace)
        known = {
            (case, name or None, on)
            for case, name, on in held.values_list("case__reference", "field", "on")
        }
        seen = set()
        for row in rows:
            when = parse_date(row["date"])
            key = (row["case"], row.get("field"), when.latest if when else None)
            seen.add(key)
            if key in known:
                plan.unchanged += 1
            else:
                known.add(key)
                plan.created.append((key, row))
        plan.missing = sorted(known - seen, key=str)


def _since(workspace: Workspace, dataset: Dataset) -> date | None:
    """Return the day from which what changed in the application may be unknown to the file."""
    when = parse_date(dataset.as_of) if dataset.as_of else None
    if when is None or workspace.today is not None or when.latest > workspace.current_day():
        return None  # the file does not say it: all that ever changed counts
    return when.latest


def compare(
    workspace: Workspace, result: ReadResult, *, circles: frozenset[str] | None = None
) -> Plan:
    """Return what the workbook that was read would do to `workspace`, for a person of these circles."""
    assert result.dataset is not None
    comparing, since = _Comparing(workspace, result, circles), _since(workspace, result.dataset)
    plan = Plan([comparing.table(link) for link in LINKS])
    for one in plan.tables:
        if issubclass(one.link.model, Record):
            mark_disputes(one.link, one.changed, since)
    return plan
