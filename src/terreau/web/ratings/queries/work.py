"""What one is asked to do: what to appraise next, in how many minutes; what to discuss."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from terreau.framework import Framework
from terreau.web.accounts.rules import membership
from terreau.web.cases.models import Case, CasePhase
from terreau.web.cases.queries.phases import framework_for
from terreau.web.core.models import Workspace
from terreau.web.ratings.models import Discussion, Rater, Rating
from terreau.web.ratings.queries.stays import Stay, current_stay, stays_of
from terreau.web.ratings.rules import CELL, KIND_OF_ROLE, Sight, rater_of, sight

__all__ = [
    "Appraise", "Discuss", "ToDo", "differing", "minutes", "minutes_left", "minutes_spent", "seen_once",
    "to_do",
    "with_phases",
]  # fmt: skip

_MINUTES_EACH = 1  # to read a variable, its five levels and the pieces
_SHOWN = 12  # cases proposed at once


@dataclass(frozen=True, slots=True)
class Appraise:
    """A case to appraise in its current phase: how many variables remain, in how many minutes."""

    case: Case
    stay: Stay
    remaining: int
    minutes: int
    url: str


@dataclass(frozen=True, slots=True)
class Discuss:
    """A case where levels differ and where one has not spoken yet."""

    case: Case
    differences: int
    url: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """What the first page proposes to a member."""

    appraise: list[Appraise] = field(default_factory=list)
    second: list[Appraise] = field(default_factory=list)  # one regard is in: a second is wanted
    discuss: list[Discuss] = field(default_factory=list)


def minutes(variables: int) -> int:
    """Return how long so many variables take, about."""
    return variables * _MINUTES_EACH


def _half_year(day: date) -> date:
    return date(day.year, 1 if day.month < 7 else 7, 1)


def minutes_spent(rater: Rater | None, case: Case, day: date) -> int:
    """Return about how many minutes a regard gave to `case` this half-year."""
    if rater is None:
        return 0
    given = Rating.objects.live().filter(
        rater=rater, case=case, layer="individual", date_earliest__gte=_half_year(day)
    )
    return minutes(given.count())


def minutes_left(framework: Framework, kind: str, spent: int) -> int | None:
    """Return what the référentiel still allows to ask of this kind of regard; None: it sets no bound."""
    allowed = framework.budget.minutes.get(kind)
    return None if allowed is None else max(0, allowed - spent)


def with_phases(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return `cases` with their stays, read at once, as `case.stay_rows`."""
    stays = CasePhase.objects.live()
    return cases.prefetch_related(Prefetch("casephase_rows", stays, to_attr="stay_rows"))


def _own(rater: Rater | None, cases: Iterable[Case]) -> dict[int, list[tuple[Any, ...]]]:
    """Return the cells of a regard by case: (phase, rank, variable, référentiel, day)."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    if rater is None:
        return found
    rows = Rating.objects.live().filter(rater=rater, layer="individual", case__in=list(cases))
    names = ("case_id", "phase", "seq", "variable", "framework", "date_earliest")
    for case, *cell in rows.order_by().values_list(*names):
        found.setdefault(case, []).append(tuple(cell))
    return found


def _proposed(
    workspace: Workspace, cases: list[Case], rater: Rater | None, kind: str
) -> list[Appraise]:
    day = workspace.current_day()
    own = _own(rater, cases)
    found = []
    for case in cases:
        framework = framework_for(workspace, case.kind)
        if framework is None:
            continue
        stay = current_stay(stays_of(case, framework, day, case.stay_rows))  # type: ignore[attr-defined]
        if stay is None:
            continue
        held = own.get(case.pk, [])
        given = {
            cell[2] for cell in held if cell[:2] == stay.key and cell[3] == framework.identifier
        }
        remaining = sum(variable.code not in given for variable in stay.expected(framework))
        spent = minutes(sum(cell[4] is not None and cell[4] >= _half_year(day) for cell in held))
        left = minutes_left(framework, kind, spent)
        asked = minutes(remaining) if left is None else min(minutes(remaining), left)
        if asked:
            parts = [workspace.code, case.reference, *stay.key]
            found.append(
                Appraise(case, stay, remaining, asked, reverse("ratings:rate-stay", args=parts))
            )
    return found


def _open_cases(workspace: Workspace) -> QuerySet[Case]:
    return with_phases(Case.objects.of(workspace).filter(ended="", exit_reason=""))


def seen_once(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return those of `cases` that one regard alone has appraised; it is `first` on each."""
    given = Rating.objects.live().filter(layer="individual", case=OuterRef("pk"))
    alone = cases.filter(Exists(given)).annotate(
        first=Subquery(given.order_by().values("rater")[:1])
    )
    return alone.filter(~Exists(given.exclude(rater=OuterRef("first"))))


def _second_wanted(workspace: Workspace, rater: Rater | None) -> list[Case]:
    """Return open cases that one regard alone has appraised, and it is not mine."""
    alone = seen_once(_open_cases(workspace))
    if rater is not None:
        alone = alone.exclude(first=rater.pk)
    return list(alone.order_by("name_key")[:_SHOWN])


def _others() -> QuerySet[Rating]:
    """Return the individual levels on the cell of an outer rating."""
    return Rating.objects.filter(
        layer="individual", archived_on=None, **{name: OuterRef(name) for name in CELL}
    )


def differing(seen: Sight) -> QuerySet[Rating]:
    """Return one rating for each cell whose levels differ, among the cells that `seen` opens.

    Those cells are the ones where one's own level is in or, for a member of the team without a
    regard, those where two are: a count of anything else would betray a level.
    """
    # the workspace is said by the regard or by the case: asked again, it would send SQLite through
    # the index of the whole workspace
    given = Rating.objects.live().filter(layer="individual").order_by()
    if seen.rater is not None:
        base = given.filter(rater=seen.rater)
    elif seen.team:
        base = given.filter(~Exists(_others().filter(pk__lt=OuterRef("pk"))))
    else:
        return given.none()
    return base.filter(Exists(_others().exclude(level=OuterRef("level"))))


def _to_discuss(seen: Sight, workspace: Workspace) -> list[Discuss]:
    if seen.rater is None:
        return []
    agreed = Rating.objects.filter(
        layer="consensus", archived_on=None, **{name: OuterRef(name) for name in CELL}
    )
    spoken = Discussion.objects.live().filter(rating=OuterRef("pk"), rater=seen.rater)
    waiting = differing(seen).filter(~Exists(agreed), ~Exists(spoken))
    counts = dict(
        waiting.values_list("case").annotate(n=Count("pk")).order_by(F("n").desc())[:_SHOWN]
    )
    cases = Case.objects.of(workspace).in_bulk(list(counts))
    return [
        Discuss(
            cases[pk], n, reverse("ratings:discussion", args=[workspace.code, cases[pk].reference])
        )
        for pk, n in counts.items()
        if pk in cases
    ]


def to_do(user: Any, workspace: Workspace) -> ToDo:
    """Return what `user` could appraise next and what awaits their word; eight queries at most.

    First the open cases they follow, in their current phase, within the minutes that the référentiel
    allows each half-year; then, for a researcher, cases that only one regard has seen.
    """
    seen, member = sight(user, workspace), membership(user, workspace)
    if seen is None or member is None or member.role not in KIND_OF_ROLE:
        return ToDo()
    rater = rater_of(user, workspace)
    kind = rater.kind if rater else KIND_OF_ROLE[member.role]
    followed = list(_open_cases(workspace).filter(followed_by=user).order_by("name_key")[:_SHOWN])
    second = _second_wanted(workspace, rater) if kind == "researcher" else []
    return ToDo(
        _proposed(workspace, followed, rater, kind),
        _proposed(workspace, [case for case in second if case not in followed], rater, kind),
        _to_discuss(seen, workspace),
    )
