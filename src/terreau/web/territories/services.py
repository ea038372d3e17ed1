"""What keeps a territory or an added commune from being taken away."""

from __future__ import annotations

from terreau.web.core.models import Record
from terreau.web.territories.models import AddedCommune, Territory

__all__ = ["attached_to", "next_code", "territories_with"]


def attached_to(territory: Territory) -> int:
    """Return how many live records of other rooms are in `territory`, whatever these rooms are."""
    return sum(
        relation.related_model._base_manager.filter(
            **{relation.field.name: territory}, archived_on__isnull=True
        ).count()
        for relation in territory._meta.related_objects
        if issubclass(relation.related_model, Record)  # not the pages of history
    )


def territories_with(commune: AddedCommune) -> list[Territory]:
    """Return the live territories that hold `commune`."""
    known = Territory.objects.of(commune.workspace)
    return [territory for territory in known if commune.code in territory.members]


def next_code(codes: set[str]) -> str:
    """Return the first imagined code that is free: 00001, 00002…"""
    free = (f"00{number:03d}" for number in range(1, 1000))
    return next((code for code in free if code not in codes), "")
