"""The only way a record is written: version, history, journal of acts and search move together.

Every function is one transaction. On SQLite a transaction is IMMEDIATE (writers queue); on PostgreSQL
the row is locked. Nothing is half-written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from terreau.web.core import search
from terreau.web.core.models import Act, Counter, Record, ReferencedRecord, Workspace

__all__ = [
    "Changed",
    "archive",
    "create",
    "note_act",
    "restore",
    "revert",
    "save",
    "take_reference",
]

R = TypeVar("R", bound=Record)


class Changed(Exception):  # noqa: N818 - somebody else wrote first: a fact, not a fault
    """Raised when a record changed since it was read; `current` is what it has become."""

    def __init__(self, current: Record) -> None:
        self.current = current
        super().__init__(f"{current._meta.label_lower} {current.pk} changed")


def take_reference(workspace: Workspace, prefix: str, width: int = 4) -> str:
    """Return the next reference of `prefix`, never given before: ``P-0042``. Call it in a transaction."""
    Counter.objects.get_or_create(workspace=workspace, prefix=prefix)
    counter = Counter.objects.select_for_update().get(workspace=workspace, prefix=prefix)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{prefix}-{counter.last:0{width}d}"


def note_act(
    actor: models.Model | None, verb: str, record: Record | models.Model, fields: Iterable[str] = ()
) -> None:
    """Write one line of the journal of acts about `record`: identifiers only."""
    workspace = record if isinstance(record, Workspace) else getattr(record, "workspace", None)
    case = getattr(record, "case", None)
    if case is None and record._meta.label_lower == "cases.case":
        case = record
    Act.objects.create(
        workspace=workspace,
        actor=actor,
        verb=verb,
        kind=record._meta.label_lower,
        reference=getattr(record, "reference", "") or str(record.pk),
        about=getattr(case, "reference", "") or "",
        fields=sorted(fields),
    )


def _stamp(record: Record, actor: models.Model | None) -> None:
    record.changed_on = timezone.now()
    record.changed_by = actor
    record._history_user = actor  # type: ignore[attr-defined]


def changed_fields(record: Record, before: Record) -> list[str]:
    """Return the names of the editable fields whose values differ."""
    return [
        field.name
        for field in record._meta.concrete_fields
        if field.editable and getattr(record, field.attname) != getattr(before, field.attname)
    ]


@transaction.atomic
def create(actor: models.Model | None, record: R, *, verb: str = "create") -> R:
    """Write a new record; its reference is taken here when it has none."""
    if isinstance(record, ReferencedRecord) and not record.reference:
        record.reference = take_reference(record.workspace, record.prefix, record.width)
    record.created_by = actor
    _stamp(record, actor)
    record.save()
    note_act(actor, verb, record)
    search.index(record)
    return record


@transaction.atomic
def save(
    actor: models.Model | None,
    record: R,
    *,
    expected_version: int | None = None,
    verb: str = "change",
) -> R:
    """Write a changed record; an empty `verb` writes no act: it is part of another one, told by itself.

    Raises
    ------
    Changed
        When its version is no longer `expected_version`: nothing is written.
    """
    current = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if expected_version is not None and current.version != expected_version:
        raise Changed(current)
    fields = changed_fields(record, current)
    if not fields and record.archived_on == current.archived_on:
        return record  # nothing was said: no version, no act
    record.version = current.version + 1
    _stamp(record, actor)
    record.save()
    if verb:
        note_act(actor, verb, record, fields)
    search.index(record)
    return record


@transaction.atomic
def archive(actor: models.Model | None, record: R) -> R:
    """Take a record out of the lists; it can be restored."""
    record.archived_on = timezone.now()
    return save(actor, record, verb="archive")


@transaction.atomic
def restore(actor: models.Model | None, record: R) -> R:
    """Put an archived record back."""
    record.archived_on = None
    return save(actor, record, verb="restore")


@transaction.atomic
def revert(actor: models.Model | None, record: R, version: int) -> R:
    """Write the values that `record` had at `version` as a new version: an undo is an act too."""
    past = record.history.filter(version=version).order_by("-history_id").first()  # type: ignore[attr-defined]
    if past is None:
        raise LookupError(f"no version {version}")
    for field in record._meta.concrete_fields:
        if field.editable:
            setattr(record, field.attname, getattr(past, field.attname))
    record.archived_on = past.archived_on
    return save(actor, record, verb="undo")
