"""What changed from one phase to the next, said by the same rater on the same variable."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from terreau.analysis.comparison import Changes, consecutive_changes, count_directions
from terreau.analysis.measurement import Cells, count_distinct, group_rows
from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.study.answers import Answer, done, refused
from terreau.study.frame import Frame, rows_by_case
from terreau.study.occasions import in_time_order, phase_dates
from terreau.study.ratings import Ratings

__all__ = ["TABLES", "change"]

TABLES = ("cases", "phases", "ratings")


def _directions(down: int, same: int, up: int) -> dict[str, int]:
    return {"up": up, "same": same, "down": down}


def _counts(cells: Cells, changes: Changes) -> list[dict[str, int]]:
    table = count_directions(cells.index, changes.direction, len(cells))
    return [_directions(*row) for row in table.tolist()]


def _keys(cells: Cells) -> list[tuple[int, ...]]:
    return list(zip(*(key.tolist() for key in cells.keys), strict=True))


def _pairs(frame: Frame, said: Ratings, changes: Changes) -> list[dict[str, Any]]:
    grid, before, after = frame.grid, said.take(changes.before), said.take(changes.after)
    pillar = grid.pillar_of[before.variable]
    moment = (before.case, before.phase, before.seq, after.phase, after.seq, pillar)
    whole, detail = group_rows(*moment), group_rows(*moment, before.variable)
    variables: dict[tuple[int, ...], list[dict[str, Any]]] = {}
    for key, counts in zip(_keys(detail), _counts(detail, changes), strict=True):
        variables.setdefault(key[:-1], []).append({"variable": grid.variables[key[-1]]} | counts)
    return [
        {
            "case": frame.cases[key[0]],
            "pillar": grid.pillars[key[5]],
            "from": {"phase": grid.phases[key[1]], "seq": key[2]},
            "to": {"phase": grid.phases[key[3]], "seq": key[4]},
            "n": sum(counts.values()),
            **counts,
            "variables": variables[key],
        }
        for key, counts in zip(_keys(whole), _counts(whole, changes), strict=True)
    ]


def _steps(frame: Frame, said: Ratings, changes: Changes) -> list[dict[str, Any]]:
    grid, before, after = frame.grid, said.take(changes.before), said.take(changes.after)
    cells = group_rows(grid.pillar_of[before.variable], before.phase, after.phase)
    n_cases = count_distinct(cells.index, before.case, len(cells)).tolist()
    return [
        {
            "pillar": grid.pillars[pillar],
            "from": grid.phases[first],
            "to": grid.phases[second],
            "n_cases": n,
            "n": sum(counts.values()),
            **counts,
        }
        for (pillar, first, second), n, counts in zip(
            _keys(cells), n_cases, _counts(cells, changes), strict=True
        )
    ]


def _ranks(frame: Frame, said: Ratings) -> tuple[NDArray[np.int64], int]:
    """Return the rank in time of each rating within its case, and the cases without order.

    The ratings of a case whose order is not known have the rank −1.
    """
    place = {phase: i for i, phase in enumerate(frame.grid.phases)}
    dates = phase_dates(frame.dataset)
    lived = group_rows(said.case, said.phase, said.seq)
    by_case: dict[int, list[tuple[int, tuple[str, int]]]] = {}
    for cell, (case, phase, seq) in enumerate(_keys(lived)):
        by_case.setdefault(case, []).append((cell, (frame.grid.phases[phase], seq)))
    rank = np.full(len(lived), -1, dtype=np.int64)
    unknown = 0
    for case, cells in by_case.items():
        order = in_time_order([o for _, o in cells], place, dates.get(frame.cases[case], {}))
        unknown += order is None
        at = {occasion: i for i, occasion in enumerate(order or ())}
        for cell, occasion in cells:
            rank[cell] = at.get(occasion, -1)
    return rank[lived.index], unknown


def _no_order(n: int) -> str:
    return ngettext(
        "{n} projet revenu dans une phase sans que ses dates soient connues n’est pas comparé\u00a0: "
        "on ne sait pas dans quel ordre il a vécu ses phases.",
        "{n} projets revenus dans une phase sans que leurs dates soient connues ne sont pas "
        "comparés\u00a0: on ne sait pas dans quel ordre ils ont vécu leurs phases.",
        n,
    ).format(n=n)


def change(frame: Frame) -> Answer:
    """Count, from one phase to the next, the levels that went up, stayed, went down."""
    said = frame.ratings.individual
    rank, unknown = _ranks(frame, said)
    said, rank = said.take(rank >= 0), rank[rank >= 0]
    warnings = (_no_order(unknown),) if unknown else ()
    changes = consecutive_changes(said.case, rank, said.variable, said.rater, said.level)
    if not len(changes):
        return refused(
            _(
                "Aucun regard n’a apprécié la même variable d’un même projet dans deux phases "
                "successives\u00a0: on ne peut pas parler de changement."
            ),
            warnings,
        )
    result = {"pairs": _pairs(frame, said, changes), "steps": _steps(frame, said, changes)}
    used = np.concatenate([changes.before, changes.after])
    return done(result, rows_by_case(frame, said, used), warnings)
