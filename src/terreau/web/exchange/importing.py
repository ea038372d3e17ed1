"""A compared workbook written into a workspace that lives: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction

from terreau.formats.tables import Dataset, table
from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.problems import Problem, Refused
from terreau.web.core.bulk import save_many
from terreau.web.core.models import Record, Workspace
from terreau.web.exchange.building import Builder
from terreau.web.exchange.comparing import Change, Plan, TablePlan, chunks, declared_types, label
from terreau.web.exchange.extra import extra_of
from terreau.web.exchange.loading import count_on, in_turn, write
from terreau.web.exchange.models import BatchRow

__all__ = ["Importer"]

_SAID = 20
Progress = Callable[[str, float], object]


def _collision(one: TablePlan) -> Refused:
    message = _(
        "Une ligne nouvelle de la feuille {sheet} dit autrement ce qu’une autre ligne dit déjà : "
        "la même clé, ou la même appréciation par le même regard."
    ).format(sheet=quote(table(one.link.table).sheet))
    return Refused([Problem("rows-collide", "", typeset(message))])


def _moves(record: models.Model, values: dict[str, Any]) -> bool:
    """Whether the values differ from those that the record has; no row of another table is read."""
    held = {name: getattr(record, record._meta.get_field(name).attname) for name in values}
    said = {n: v.pk if isinstance(v, models.Model) else v for n, v in values.items()}
    return held != said


class Importer:
    """Builds and writes what a plan says; `done` are the rows written, for a later undoing."""

    def __init__(
        self,
        actor: models.Model | None,
        workspace: Workspace,
        dataset: Dataset,
        *,
        chosen: frozenset[str] = frozenset(),
        types: dict[str, str] | None = None,
    ) -> None:
        self.actor, self.workspace, self.chosen = actor, workspace, chosen
        self.types = types or declared_types(workspace, dataset)
        self.builder = Builder(workspace, self.types, elsewhere=True)
        self.done: list[BatchRow] = []

    def try_out(self, plan: Plan) -> list[Problem]:
        """Build everything and write nothing; return what the application could not hold."""
        for one in plan.tables:
            self._build_new(one)
            rows = [change.row for change in one.changed]
            self.builder.learn(one.link, rows, self._columns(one))
            for change in one.changed:
                self.builder.values(one.link, change.row, change.cells)
        return self.builder.problems

    def write(self, plan: Plan, progress: Progress) -> list[BatchRow]:
        """Write everything, in the transaction of the caller.

        Raises
        ------
        Refused
            The base could not hold a row: the caller's transaction must be undone.
        """
        total = sum(len(one.created) + len(one.changed) for one in plan.tables) or 1
        made = 0
        for one in plan.tables:
            if not (one.created or one.changed):
                continue
            progress(_("Feuille {name}").format(name=table(one.link.table).sheet), made / total)
            try:
                with transaction.atomic():
                    self._create(one)
                    self._change(one)
            except IntegrityError:
                raise _collision(one) from None
            made += len(one.created) + len(one.changed)
        return self.done

    def _build_new(self, one: TablePlan) -> list[models.Model]:
        rows = [row for _key, row in one.created]
        self.builder.learn(one.link, rows)
        built = self.builder.build(one.link, rows)
        self.builder.remember(one.link, built)
        return built

    def _create(self, one: TablePlan) -> None:
        built = self._build_new(one)
        if self.builder.problems:
            raise Refused(self.builder.problems[:_SAID])
        pairs = list(zip(one.created, built, strict=True))
        self._revive(one, [(key, record) for (key, _row), record in pairs if key in one.revived])
        new = [((key, row), record) for (key, row), record in pairs if key not in one.revived]
        reference = table(one.link.table).reference
        held = self._held(one, reference.name) if reference else {}
        records = [record for _pair, record in new]
        for batch in in_turn(one.link, [row for (_key, row), _record in new], records, held):
            write(self.actor, self.workspace, one.link.model, batch)
        self.builder.remember(one.link, records)
        count_on(self.workspace, one.link, records)
        for (key, _row), record in new:
            self._keep(one, key, record, created=True, before=0)

    def _held(self, one: TablePlan, reference: str) -> dict[Any, models.Model]:
        """Return, by reference, the rows of the table itself that the base has and that rows name."""
        model, attribute = one.link.model, one.link.fields[reference].rpartition("__")[2]
        try:
            known = self.builder.named(model, attribute)
        except KeyError:
            return {}
        return {name: record for name, record in known.items() if record.pk is not None}

    def _revive(self, one: TablePlan, pairs: list[tuple[Any, models.Model]]) -> None:
        """Put back rows that an import made and that its undoing put away, as the file says them."""
        link = one.link
        found = self._records(one, [one.revived[key] for key, _record in pairs])
        names = [link.model._meta.get_field(name).attname for name in sorted(link.field_names())]
        for key, built in pairs:
            record = found[one.revived[key]]
            for name in names:
                setattr(record, name, getattr(built, name))
            record.archived_on = None
        save_many(self.actor, list(found.values()), [*link.field_names(), "archived_on"])
        self.builder.remember(link, list(found.values()))
        for key, _built in pairs:
            record = found[one.revived[key]]
            self._keep(one, key, record, created=True, before=record.version - 1)

    def _records(self, one: TablePlan, ids: list[int]) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for some in chunks(ids):
            found |= one.link.model._base_manager.in_bulk(some)
        return found

    def _columns(self, one: TablePlan) -> list[str]:
        names = {column for change in one.changed for column in change.cells}
        return sorted(name for name in names if not name.startswith("x_"))

    def _change(self, one: TablePlan) -> None:
        changes = [
            (change, cells)
            for change in one.changed
            if (cells := change.taken(one.link.table, self.chosen))
        ]
        self.builder.learn(one.link, [change.row for change, _cells in changes], self._columns(one))
        records = self._records(one, [change.pk for change, _cells in changes])
        written: list[tuple[Change, Record]] = []
        fields: set[str] = set()
        for change, cells in changes:
            record = records[change.pk]
            values = self._values(one, change, cells, record)
            if not _moves(record, values):
                continue
            for name, value in values.items():
                setattr(record, name, value)
            fields |= values.keys()
            written.append((change, record))
        if self.builder.problems:
            raise Refused(self.builder.problems[:_SAID])
        save_many(self.actor, [record for _change, record in written], fields)
        for change, record in written:
            self._keep(one, change.key, record, created=False, before=record.version - 1)

    def _values(
        self, one: TablePlan, change: Change, cells: dict[str, Any], record: Any
    ) -> dict[str, Any]:
        values = self.builder.values(one.link, change.row, cells)
        added = [name for name in cells if name.startswith("x_")]
        if added:
            held = dict(getattr(record, one.link.extra))
            for name in added:
                held.pop(name[2:], None)
            values[one.link.extra] = held | extra_of({n: change.row[n] for n in added}, self.types)
        return values

    def _keep(self, one: TablePlan, key: Any, record: Any, *, created: bool, before: int) -> None:
        after = record.version if isinstance(record, Record) else 0
        self.done.append(
            BatchRow(
                table=one.link.table, object_id=record.pk, label=label(key), created=created,
                before=before, after=after,
            )
        )  # fmt: skip
