"""An import undone later: what nobody touched since goes back; what changed since is left, and said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from terreau.formats.tables import table
from terreau.i18n import gettext as _
from terreau.web.core.bulk import save_many
from terreau.web.core.models import Record, Workspace
from terreau.web.core.records import note_act
from terreau.web.exchange.comparing import chunks
from terreau.web.exchange.importing import Progress
from terreau.web.exchange.mapping import LINKS, Link
from terreau.web.exchange.models import Batch, BatchRow
from terreau.web.exchange.staging import LISTED

__all__ = ["Undoing", "examine", "undo"]


@dataclass
class Undoing:
    """What undoing an import would do to one table: rows that go back, rows that are left."""

    link: Link
    going: dict[int, BatchRow] = field(default_factory=dict)
    kept: list[BatchRow] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        """The word of the table."""
        return table(self.link.table).sheet

    def keep(self, ids: Iterable[int]) -> None:
        """Leave these rows as they are."""
        self.kept += [self.going.pop(pk) for pk in sorted(ids)]


def _pointing(link: Link) -> Iterator[tuple[Link, str]]:
    """Yield the tables whose rows hang on those of `link`, and by which field."""
    for other in LINKS:
        for one in other.model._meta.concrete_fields:
            if one.is_relation and one.related_model is link.model:
                yield other, one.attname


def _touched(one: Undoing, rows: models.QuerySet) -> set[int]:
    """Return the rows that changed, or went, since the import wrote them."""
    held = one.link.model._base_manager.filter(pk__in=rows.values("object_id"))
    if not issubclass(one.link.model, Record):
        return set(one.going) - set(held.values_list("pk", flat=True))
    versions = dict(held.values_list("pk", "version"))
    return {pk for pk, row in one.going.items() if versions.get(pk) != row.after}


def _held_by_others(
    one: Undoing, rows: models.QuerySet, done: dict[str, Undoing]
) -> list[tuple[int, int, str]]:
    """Return (row, row that hangs on it, table of the latter) for the rows that the import made."""
    found = []
    made = rows.filter(created=True)
    if not made.exists():
        return []
    for other, name in _pointing(one.link):
        query = other.model._base_manager.filter(**{f"{name}__in": made.values("object_id")})
        if issubclass(other.model, Record):
            query = query.filter(archived_on__isnull=True)
        found += [(owner, pk, other.table) for pk, owner in query.values_list("pk", name)]
    return found


def examine(batch: Batch) -> list[Undoing]:
    """Return what undoing `batch` would do now, what hangs on other rows first."""
    by_table: dict[str, list[BatchRow]] = {}
    for row in BatchRow.objects.filter(batch=batch, undone=False).order_by("id"):
        by_table.setdefault(row.table, []).append(row)
    done: dict[str, Undoing] = {}
    for link in reversed(LINKS):
        if link.table not in by_table:
            continue
        one = Undoing(link, {row.object_id: row for row in by_table[link.table]})
        done[link.table] = one
        rows = BatchRow.objects.filter(batch=batch, table=link.table, undone=False)
        one.keep(_touched(one, rows))
        pairs = _held_by_others(one, rows, done)
        while held := {
            owner
            for owner, pk, name in pairs
            if owner in one.going and not _goes(done.get(name), pk)
        }:
            one.keep(held)
    return list(done.values())


def _goes(one: Undoing | None, pk: int) -> bool:
    return one is not None and pk in one.going and one.going[pk].created


def _put_away(actor: models.Model | None, one: Undoing) -> int:
    ids = [pk for pk, row in one.going.items() if row.created]
    model = one.link.model
    for some in chunks(ids):
        if not issubclass(model, Record):
            model._base_manager.filter(pk__in=some).delete()
            continue
        records = list(model._base_manager.filter(pk__in=some))
        for record in records:
            record.archived_on = timezone.now()
        save_many(actor, records, ["archived_on"])
    return len(ids)


def _put_back(actor: models.Model | None, one: Undoing) -> int:
    """Write again the values that the changed rows had before the import."""
    before = {pk: row.before for pk, row in one.going.items() if not row.created}
    model: Any = one.link.model
    names = [f for f in model._meta.concrete_fields if f.editable and not f.primary_key]
    for some in chunks(before):
        records = model._base_manager.in_bulk(some)
        for past in model.history.model.objects.filter(id__in=some).order_by("history_id"):
            if past.version != before[past.id]:
                continue
            for one_field in names:
                setattr(records[past.id], one_field.attname, getattr(past, one_field.attname))
        save_many(actor, list(records.values()), [f.name for f in names])
    return len(before)


@transaction.atomic
def undo(actor: Any, *, batch: Batch, progress: Progress) -> None:
    """Undo an import in one transaction; rows that changed since are left and told in its report."""
    workspace = Workspace.objects.select_for_update().get(pk=batch.workspace_id)
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.state != Batch.State.UNDOING:
        return
    made = changed = 0
    kept: list[dict[str, str]] = []
    tables = examine(batch)
    for rank, one in enumerate(tables):
        progress(_("Feuille {name}").format(name=one.sheet), rank / len(tables))
        made += _put_away(actor, one)
        changed += _put_back(actor, one)
        kept += [{"sheet": one.sheet, "label": row.label} for row in one.kept]
        for some in chunks(row.pk for row in one.going.values()):
            BatchRow.objects.filter(pk__in=some).update(undone=True)
    current.state, current.undone_on = Batch.State.UNDONE, timezone.now()
    current.report |= {
        "undone": {
            "created": made, "changed": changed, "kept": len(kept), "kept_rows": kept[:LISTED]
        }
    }  # fmt: skip
    current.save(update_fields=["state", "undone_on", "report"])
    note_act(actor, "undo-import", workspace)
