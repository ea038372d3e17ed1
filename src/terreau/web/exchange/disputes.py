"""Cells that the file says otherwise and that somebody changed in the application meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from terreau.web.exchange.mapping import Link

if TYPE_CHECKING:
    from terreau.web.exchange.comparing import Change

__all__ = ["mark_disputes"]

_CHUNK = 500


def _value(past: dict[str, Any], link: Link, column: str) -> str:
    if column.startswith("x_"):
        return repr(past[link.extra].get(column[2:]))
    name = link.fields[column].partition("__")[0]
    return repr(past[link.model._meta.get_field(name).attname])


def _moved(versions: list[dict[str, Any]], link: Link, column: str, start: datetime | None) -> bool:
    """Whether the field had two values between the day of the file and now."""
    before = [past for past in versions if start and past["history_date"] < start]
    lately = [*before[-1:], *versions[len(before) :]]
    return len({_value(past, link, column) for past in lately}) > 1


def mark_disputes(link: Link, changed: Sequence[Change], since: date | None) -> None:
    """Mark, in `changed`, the columns whose field changed in the base since that day (None: ever)."""
    start = timezone.make_aware(datetime.combine(since, time.min)) if since else None
    by_pk = {change.pk: change for change in changed}
    ids, columns = list(by_pk), {column for change in changed for column in change.cells}
    fields = {
        link.extra if column.startswith("x_") else link.fields[column].partition("__")[0]
        for column in columns
    }
    asked = [link.model._meta.get_field(name).attname for name in sorted(fields)]
    for some in (ids[n : n + _CHUNK] for n in range(0, len(ids), _CHUNK)):
        past = link.model.history.model.objects.filter(id__in=some)  # type: ignore[attr-defined]
        rows = past.order_by("id", "history_id").values("id", "history_date", *asked)
        for pk, versions in groupby(rows, key=lambda row: row["id"]):
            held, change = list(versions), by_pk[pk]
            if len(held) > 1:
                change.disputed |= {c for c in change.cells if _moved(held, link, c, start)}
