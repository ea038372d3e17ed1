"""What is done to a case as a whole: put away, brought back, verified, undone. It is never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction

from terreau.web.cases.models import Case, Verification
from terreau.web.core import search
from terreau.web.core.models import Record, SearchEntry
from terreau.web.core.records import archive, note_act, restore, revert

__all__ = ["CannotUndo", "archive_case", "restore_case", "take_back", "undo", "verify"]


class CannotUndo(Exception):  # noqa: N818 - a refusal
    """Raised when a row cannot be as it was: another one took its place, or it changed since."""


def _hung_on(
    model: type[models.Model] = Case, path: str = ""
) -> Iterator[tuple[type[Record], str]]:
    """Return the models whose rows hang on a case and are searched, in whatever room, with the way to
    the case: a log line by ``case``, a person met by ``interview__case``.
    """
    for relation in model._meta.related_objects:
        child, field = relation.related_model, relation.field
        if not issubclass(child, Record) or child in (model, Case):
            continue
        way = f"{field.name}__{path}" if path else field.name
        if child.search_text is not Record.search_text:
            yield child, way
        yield from _hung_on(child, way)


@transaction.atomic
def archive_case(actor: models.Model, *, case: Case) -> None:
    """Put a case away: it leaves the lists, and the search with all that hangs on it."""
    archive(actor, case)
    for model, way in _hung_on():
        ids = model._base_manager.filter(**{way: case}).values("pk")
        SearchEntry.objects.filter(kind=model._meta.label_lower, object_id__in=ids).delete()


@transaction.atomic
def restore_case(actor: models.Model, *, case: Case) -> None:
    """Bring an archived case back, and what hangs on it into the search."""
    restore(actor, case)
    for model, way in _hung_on():
        for row in model._base_manager.filter(**{way: case}, archived_on__isnull=True):
            search.index(row)


@transaction.atomic
def verify(actor: models.Model, *, case: Case, field: str, on: date) -> Verification:
    """Say that a field (empty: the whole) was looked at that day and found true."""
    verification = Verification.objects.create(
        workspace=case.workspace, case=case, field=field, on=on, by=actor
    )
    note_act(actor, "verify", case, [field] if field else [])
    return verification


@transaction.atomic
def take_back(actor: models.Model, *, case: Case, verification: int, on: date) -> bool:
    """Take back one's own verification of the day, made by mistake; return whether there was one."""
    own = Verification.objects.filter(pk=verification, case=case, by=actor, on=on)
    deleted, _by_model = own.delete()
    if deleted:
        note_act(actor, "unverify", case)
    return bool(deleted)


def undo(actor: models.Model, *, record: Record, version: int, current: int) -> Any:
    """Write `record` as it was at `version`; `current` is the version that was read.

    Raises
    ------
    CannotUndo
        When it changed since, when there is no such version, or when another row took its place.
    """
    try:
        with transaction.atomic():
            held = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
            if held.version != current:
                raise CannotUndo("changed")
            return revert(actor, held, version)
    except IntegrityError as error:
        raise CannotUndo("taken") from error
    except LookupError as error:
        raise CannotUndo("changed") from error
