"""The only door to levels: what a reader may see, and how many regards are in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from terreau.web.cases.models import Case
from terreau.web.core.models import RecordQuerySet, Workspace
from terreau.web.ratings.models import Rating
from terreau.web.ratings.rules import sight

__all__ = ["past_levels", "raters_in", "visible"]


def visible(user: Any, workspace: Workspace, *, discussing: bool = False) -> RecordQuerySet:
    """Return the live ratings of `workspace` whose level `user` may read (see `ratings.rules`)."""
    everything: RecordQuerySet = Rating.objects.of(workspace)
    seen = sight(user, workspace)
    return (
        everything.none() if seen is None else everything.filter(seen.allows(discussing=discussing))
    )


def raters_in(case: Case, framework: str) -> dict[tuple[str, int, str], int]:
    """Return, by (phase, rank, variable), how many regards are in: a count, no level."""
    held = (
        Rating.objects.of(case.workspace)
        .filter(case=case, framework=framework, layer="individual")
        .order_by()
        .values_list("phase", "seq", "variable")
        .annotate(n=Count("pk"))
    )
    return {(phase, seq, variable): n for phase, seq, variable, n in held}


def past_levels(readable: Iterable[Rating]) -> dict[int, list[Any]]:
    """Return the former levels of `readable` ratings (already passed through `visible`), oldest first.

    One line each time the level changed, with the day; the last one is the level as it is.
    """
    rows = Rating.history.filter(id__in=[rating.pk for rating in readable]).order_by(  # type: ignore[attr-defined]
        "id", "history_id"
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        line = found.setdefault(row.id, [])
        if not line or line[-1].level != row.level:
            line.append(row)
    return found
