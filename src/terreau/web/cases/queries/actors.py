"""Actors: where they are involved, when they were there, what a merger would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from terreau.i18n import fold, sort_key
from terreau.web.cases.models import Actor, Attendance, Involvement
from terreau.web.core.models import Workspace
from terreau.web.territories.queries import commune_name

__all__ = [
    "Moving",
    "actors_list",
    "communes_of_actors",
    "involvements_of",
    "moving",
    "narrow_actors",
    "presences_of",
]


def _seen(workspace: Workspace, *, team: bool) -> QuerySet[Actor]:
    """Return the actors a reader may know: names of persons are for the team."""
    actors = Actor.objects.of(workspace)
    return actors if team else actors.filter(person=False)


def actors_list(workspace: Workspace, *, team: bool) -> QuerySet[Actor]:
    """Return the actors of `workspace`, each with the number of cases it is in (`n_cases`)."""
    cases = (
        Involvement.objects.live()
        .filter(actor=OuterRef("pk"), case__archived_on__isnull=True)
        .order_by()
        .values("actor")
        .annotate(n=Count("case", distinct=True))
        .values("n")
    )
    counted = Coalesce(Subquery(cases), Value(0))
    return _seen(workspace, team=team).annotate(n_cases=counted).order_by("name_key", "id")


def narrow_actors(actors: QuerySet[Actor], asked: dict[str, Any]) -> QuerySet[Actor]:
    """Apply the filters of the list."""
    if text := asked.get("q"):
        actors = actors.filter(name_key__contains=fold(text))
    if sector := asked.get("sector"):
        actors = actors.filter(sector="" if sector == "none" else sector)
    if person := asked.get("person"):
        actors = actors.filter(person=person == "yes")
    if commune := asked.get("commune"):
        actors = actors.filter(commune=commune)
    if text := asked.get("case"):
        reference, _space, name = text.partition(" ")
        named = Q(case__name_key__contains=fold(text)) | Q(case__reference__iexact=reference)
        if name and "-" in reference:  # a label chosen among proposals
            named = Q(case__reference__iexact=reference)
        there = Involvement.objects.live().filter(
            named, actor=OuterRef("pk"), case__archived_on__isnull=True
        )
        actors = actors.filter(Exists(there))
    return actors


def communes_of_actors(workspace: Workspace, *, team: bool) -> list[tuple[str, str]]:
    """Return (code, name) of the communes where actors are, by name."""
    codes = _seen(workspace, team=team).exclude(commune="").order_by()
    named = [
        (code, commune_name(workspace, code))
        for code in codes.values_list("commune", flat=True).distinct()
    ]
    return sorted(named, key=lambda pair: (sort_key(pair[1]), pair[0]))


def involvements_of(actor: Actor) -> QuerySet[Involvement]:
    """Return the places of `actor` in live cases."""
    rows = Involvement.objects.live().filter(actor=actor, case__archived_on__isnull=True)
    return rows.select_related("case").order_by("case__name_key", "case_id", "seq")


def presences_of(actor: Actor) -> QuerySet[Attendance]:
    """Return the lines of logbooks where `actor` was there, latest first; for the team."""
    rows = Attendance.objects.live().filter(actor=actor, entry__archived_on__isnull=True)
    return rows.select_related("entry__case").order_by(
        F("entry__date_latest").desc(nulls_last=True), "-entry_id"
    )


@dataclass(frozen=True, slots=True)
class Moving:
    """What a merger moves: places and presences of the one that goes."""

    involvements: int
    presences: int
    twice: int  # lines where both are noted: one presence stays
    completed: tuple[str, ...]  # fields that the other fills


def moving(kept: Actor, gone: Actor) -> Moving:
    """Return what merging `gone` into `kept` would do."""
    lines = set(Attendance.objects.live().filter(actor=gone).values_list("entry_id", flat=True))
    both = Attendance.objects.live().filter(actor=kept, entry_id__in=lines).count()
    completed = tuple(
        str(Actor._meta.get_field(name).verbose_name)
        for name in ("sector", "form", "commune")
        if not getattr(kept, name) and getattr(gone, name)
    )
    places = Involvement.objects.live().filter(actor=gone).count()
    return Moving(places, len(lines), both, completed)
