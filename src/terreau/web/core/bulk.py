"""Many new records at once: written, with their first history, findable; for the loading of a workbook.

The history is copied from the rows inside the base: the same rows as `records.create` writes, for a
hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from terreau.web.core import search
from terreau.web.core.models import Record, Workspace

__all__ = ["create_many"]

_BATCH = 2_000


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
