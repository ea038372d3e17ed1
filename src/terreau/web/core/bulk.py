"""Many records at once, new or changed: written, with their history, findable; for workbooks.

The history is copied from the rows inside the base: the same rows as `records.create` writes, for a
hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from terreau.i18n import fold
from terreau.web.core import search
from terreau.web.core.models import NamedRecord, Record, Workspace
from terreau.web.core.values import AmountBound, DateBound

__all__ = ["create_many", "save_many"]

_BATCH = 2_000
_CHANGED = 200  # rows changed by one statement, each with all its fields
_MARKS = 500


def _first_history(actor: models.Model | None, workspace: Workspace, model: type[Record]) -> None:
    """Write the history of the rows of `model` in `workspace` that have none yet."""
    past = model.history.model
    copied = [field.column for field in past.tracked_fields]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    given = {
        "history_date": now,
        "history_type": "+",
        "history_user_id": getattr(actor, "pk", None),
    }
    name = connection.ops.quote_name
    rows, key = name(model._meta.db_table), name(model._meta.pk.column)
    columns = ", ".join(name(column) for column in [*copied, "history_relation_id", *given])
    values = ", ".join(
        [*(f"r.{name(column)}" for column in copied), f"r.{key}", *["%s"] * len(given)]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name(past._meta.db_table)} ({columns}) SELECT {values} FROM {rows} r "  # noqa: S608 - names of ours only
            f"WHERE r.workspace_id = %s AND NOT EXISTS "
            f"(SELECT 1 FROM {name(past._meta.db_table)} h WHERE h.{key} = r.{key})",
            [*given.values(), workspace.pk],
        )


@transaction.atomic
def create_many(
    actor: models.Model | None, workspace: Workspace, records: Sequence[Record]
) -> list[Any]:
    """Write new records of one model in `workspace`; the act that tells of them is the caller's."""
    if not records:
        return []
    model = type(records[0])
    for record in records:
        record.created_by = record.changed_by = actor
    made = model._base_manager.bulk_create(records, batch_size=_BATCH)
    _first_history(actor, workspace, model)
    search.index_new(made)
    return made


def _next_history(actor: models.Model | None, model: type[Record], ids: Sequence[int]) -> None:
    """Write the history of rows as they are now, copied inside the base."""
    past = model.history.model
    copied = [field.column for field in past.tracked_fields]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    given = {
        "history_date": now,
        "history_type": "~",
        "history_user_id": getattr(actor, "pk", None),
    }
    name = connection.ops.quote_name
    rows, key = name(model._meta.db_table), name(model._meta.pk.column)
    columns = ", ".join(name(column) for column in [*copied, "history_relation_id", *given])
    values = ", ".join(
        [*(f"r.{name(column)}" for column in copied), f"r.{key}", *["%s"] * len(given)]
    )
    with connection.cursor() as cursor:
        for start in range(0, len(ids), _MARKS):
            some = ids[start : start + _MARKS]
            cursor.execute(
                f"INSERT INTO {name(past._meta.db_table)} ({columns}) SELECT {values} FROM {rows} r "  # noqa: S608 - names of ours only
                f"WHERE r.{key} IN ({', '.join(['%s'] * len(some))})",
                [*given.values(), *some],
            )


@transaction.atomic
def save_many(actor: models.Model | None, records: Sequence[Record], fields: Iterable[str]) -> None:
    """Write `fields` of records of one model as a new version of each; the act is the caller's.

    The records were read in the transaction of the caller, which holds the base.
    """
    if not records:
        return
    model, now = type(records[0]), timezone.now()
    written = {*fields, "version", "changed_on", "changed_by"}
    bounds = [f for f in model._meta.concrete_fields if isinstance(f, DateBound | AmountBound)]
    written |= {bound.name for bound in bounds}
    if issubclass(model, NamedRecord):
        written.add("name_key")
    for record in records:
        record.version += 1
        record.changed_on, record.changed_by = now, actor
        for bound in bounds:
            bound.pre_save(record, add=False)
        if isinstance(record, NamedRecord):
            record.name_key = fold(record.name)[:300]
    model._base_manager.bulk_update(records, sorted(written), batch_size=_CHANGED)
    _next_history(actor, model, [record.pk for record in records])
    search.index_again(records)
