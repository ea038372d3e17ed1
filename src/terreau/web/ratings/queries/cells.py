"""The cells of a case: what each reader may see of a variable in a stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from terreau.framework import Framework, Variable
from terreau.web.cases.models import Case
from terreau.web.ratings.models import Rater, Rating
from terreau.web.ratings.queries.levels import raters_in, visible
from terreau.web.ratings.rules import rater_of

__all__ = ["Cell", "cells_of", "gap_of", "readable_ratings"]

Key = tuple[str, int, str]  # phase, rank, variable


@dataclass(slots=True)
class Cell:
    """A variable in a stay, for one reader: own level, others' where the rule allows, hidden ones counted."""

    phase: str
    seq: int
    variable: Variable
    expected: bool
    raters: int = 0  # regards that are in, whoever they are
    own: Rating | None = None
    others: list[Rating] = field(default_factory=list)
    consensus: Rating | None = None

    @property
    def readable(self) -> list[Rating]:
        """Own level first, then those of others that may be read."""
        return ([self.own] if self.own else []) + self.others

    @property
    def hidden(self) -> int:
        """How many regards are in that the reader may not see yet."""
        return max(0, self.raters - len(self.readable))

    @property
    def gap(self) -> float:
        """How far apart the readable levels are; half a level when one said no level."""
        return gap_of([rating.level for rating in self.readable])

    @property
    def differs(self) -> bool:
        """Whether the readable answers are not all the same."""
        return len({rating.level for rating in self.readable}) > 1

    @property
    def unsupported(self) -> bool:
        """Whether a readable level of 3 or more cites nothing."""
        return any(rating.to_support for rating in self.readable)


def gap_of(levels: Sequence[str]) -> float:
    """Return the distance between the highest and lowest level; 0.5 where only some gave a level."""
    known = [int(level) for level in levels if level.isdigit()]
    apart = float(max(known) - min(known)) if known else 0.0
    return max(apart, 0.5 if len(set(levels)) > 1 else 0.0)


def readable_ratings(
    user: Any, case: Case, framework: str, *, discussing: bool = False
) -> list[Rating]:
    """Return the ratings of `case` that `user` may read, each with its regard and its count of evidence."""
    held = (
        visible(user, case.workspace, discussing=discussing)
        .filter(case=case, framework=framework)
        .select_related("rater")
        .annotate(n_evidence=Count("evidence", filter=Q(evidence__archived_on=None)))
        .order_by("rater__reference", "pk")
    )
    return list(held)


def cells_of(
    user: Any,
    case: Case,
    framework: Framework,
    *,
    discussing: bool = False,
    rater: Rater | None = None,
) -> dict[Key, Cell]:
    """Return the cells of `case` that hold at least one regard, as `user` may read them.

    `rater` is whose own levels are meant: the reader's, or the holder's they enter for.
    """
    mine = rater or rater_of(user, case.workspace)
    known = {variable.code: variable for variable in framework.variables}
    cells: dict[Key, Cell] = {}
    for (phase, seq, code), count in raters_in(case, framework.identifier).items():
        if code in known:
            expected = phase in known[code].expected
            cells[phase, seq, code] = Cell(phase, seq, known[code], expected, count)
    for rating in readable_ratings(user, case, framework.identifier, discussing=discussing):
        key = (rating.phase, rating.seq, rating.variable)
        if rating.variable not in known:
            continue
        if key not in cells:  # an imported consensus whose levels are not in the base
            variable = known[rating.variable]
            cells[key] = Cell(*key[:2], variable, rating.phase in variable.expected)
        cell = cells[key]
        if rating.layer == "consensus":
            cell.consensus = rating
        elif mine is not None and rating.rater_id == mine.pk:
            cell.own = rating
        else:
            cell.others.append(rating)
    return cells
