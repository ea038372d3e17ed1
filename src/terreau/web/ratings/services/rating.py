"""Giving a level: one rating for each (case, phase, rank, variable, regard, layer, référentiel)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.interviews.models import Interview
from terreau.web.ratings.models import Evidence, Rater, Rating
from terreau.web.ratings.rules import rater_of

__all__ = ["Answer", "cite", "rate", "withdraw"]

Key = tuple[str, str]  # kind and source of a piece


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person chose: the level, what it rests on.

    `added` and `removed` are the pieces ticked and unticked since the page was read: what another tab
    ticked stays.
    """

    level: str
    informant: Interview | None = None
    retrospective: bool = False
    added: frozenset[Key] = frozenset()
    removed: frozenset[Key] = frozenset()


def _writer(actor: Any, rater: Rater) -> Any:
    """Return who signs the record: nobody for one's own regard, the one who types for a holder."""
    own = rater_of(actor, rater.workspace)
    if own is not None and own.pk == rater.pk:
        return None
    if rater.kind != "holder" or not actor.has_perm("rate_for_holders", rater.workspace):
        raise PermissionDenied
    return actor


def cite(writer: Any, rating: Rating, added: frozenset[Key], removed: frozenset[Key]) -> None:
    """Add and take away evidence; what is already so stays so."""
    if not added and not removed:
        return
    held = {(row.source_kind, row.source): row for row in rating.evidence.live()}
    for kind, source in sorted(added - held.keys()):
        records.create(
            writer,
            Evidence(workspace=rating.workspace, rating=rating, source_kind=kind, source=source),
        )
    for key in sorted(removed & held.keys()):
        records.archive(writer, held[key])


@transaction.atomic
def rate(
    actor: Any,
    *,
    case: Case,
    phase: str,
    seq: int,
    variable: str,
    framework: str,
    rater: Rater,
    answer: Answer,
    expected_version: int | None,
) -> Rating:
    """Write the level that `rater` gives; the former one stays in the history.

    `expected_version` is the version that was read, None when no level had been given yet.

    Raises
    ------
    Changed
        When another level was written since, in another tab.
    """
    writer = _writer(actor, rater)
    cell = {
        "case": case, "phase": phase, "seq": seq, "variable": variable, "framework": framework,
        "rater": rater, "layer": "individual",
    }  # fmt: skip
    day = case.workspace.current_day().isoformat()
    rating = Rating.objects.live().select_for_update(of=("self",)).filter(**cell).first()
    if rating is None:
        rating = _first(writer, Rating(workspace=case.workspace, date=day, **cell), answer)
    else:
        if rating.version != expected_version and rating.level != answer.level:
            raise records.Changed(rating)
        if rating.level != answer.level:
            rating.date = day
        _fill(rating, answer)
        rating = records.save(writer, rating)
    cite(writer, rating, answer.added, answer.removed)
    return rating


def _fill(rating: Rating, answer: Answer) -> None:
    rating.level = answer.level
    rating.informant = answer.informant
    rating.retrospective = answer.retrospective


def _first(writer: Any, rating: Rating, answer: Answer) -> Rating:
    _fill(rating, answer)
    try:
        with transaction.atomic():
            return records.create(writer, rating)
    except IntegrityError:  # two tabs at the same moment: the other one was first
        cell = {name: getattr(rating, name) for name in (
            "case", "phase", "seq", "variable", "framework", "rater", "layer",
        )}  # fmt: skip
        raise records.Changed(Rating.objects.live().get(**cell)) from None


@transaction.atomic
def withdraw(actor: Any, *, rating: Rating) -> None:
    """Take back a level that one gave: it leaves the grids, its history stays."""
    writer = _writer(actor, rating.rater)
    for row in rating.evidence.live():
        records.archive(writer, row)
    records.archive(writer, rating)
