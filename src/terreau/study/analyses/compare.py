"""Territories and cohorts side by side, with their context and what forbids a conclusion."""

from __future__ import annotations

from typing import Any

import numpy as np

from terreau.analysis.comparison import group_cells, shared_raters
from terreau.analysis.measurement import count_distinct
from terreau.i18n import gettext as _
from terreau.i18n import join_words, ngettext, quote, sort_key
from terreau.study.answers import Answer, done, refused
from terreau.study.context import group_context, territory_names
from terreau.study.frame import Frame, rows_by_case, summary_dict
from terreau.study.ratings import Ratings

__all__ = ["SMALL_GROUP", "TABLES", "compare"]

TABLES = ("cases", "phases", "raters", "ratings", "communes", "territories")
SMALL_GROUP = 5


def _groups(frame: Frame, by: str) -> dict[str, list[str]]:
    """Return the cases of each group, groups in the order of French words."""
    groups: dict[str, list[str]] = {}
    rows = frame.dataset["cases"].select(["case", by]).to_pylist()
    for row in sorted(rows, key=lambda row: str(row["case"])):
        if row[by]:
            groups.setdefault(row[by], []).append(row["case"])
    return {value: groups[value] for value in sorted(groups, key=sort_key)}


def _cells(frame: Frame, said: Ratings, group: Any) -> dict[int, list[dict[str, Any]]]:
    grid = frame.grid
    keys = (group, grid.pillar_of[said.variable], said.phase)
    found = group_cells(
        keys, said.case, said.level, n_levels=len(grid.levels), n_special=len(grid.special)
    )
    cells: dict[int, list[dict[str, Any]]] = {}
    rows = zip(*(key.tolist() for key in found.keys), found.n_cases.tolist(), strict=True)
    for (g, pillar, phase, n), summary in zip(rows, found.summaries, strict=True):
        cell = {"pillar": grid.pillars[pillar], "phase": grid.phases[phase], "n_cases": n}
        cells.setdefault(g, []).append(cell | {"summary": summary_dict(grid, summary)})
    return cells


def _without(frame: Frame, by: str, n: int) -> str:
    word = _("sans territoire") if by == "territory" else _("sans cohorte")
    return ngettext(
        "{n} projet ou lieu {word} ne figure pas dans cette comparaison.",
        "{n} projets ou lieux {word} ne figurent pas dans cette comparaison.",
        n,
    ).format(n=n, word=word)


def _warnings(frame: Frame, by: str, groups: list[dict[str, Any]], shared: int) -> list[str]:
    said = []
    if n := len(frame.cases) - sum(group["n_cases"] for group in groups):
        said.append(_without(frame, by, n))
    small = [group["name"] for group in groups if group["n_rated_cases"] < SMALL_GROUP]
    if small:
        said.append(
            _(
                "Moins de {n} projets appréciés\u00a0: {names}. Les chiffres décrivent ces projets et ne "
                "disent rien des autres."
            ).format(n=SMALL_GROUP, names=join_words([quote(name) for name in small]))
        )
    if not shared:
        said.append(
            _(
                "Aucun regard n’a apprécié des projets de deux groupes\u00a0: un écart peut venir de "
                "ceux qui apprécient autant que de ce qui est apprécié."
            )
        )
    return said


def _side_by_side(frame: Frame, by: str) -> dict[str, Any] | None:
    grouped = _groups(frame, by)
    if len(grouped) < 2:
        return None
    place = {case: g for g, cases in enumerate(grouped.values()) for case in cases}
    group_of_case = np.array([place.get(case, -1) for case in frame.cases], dtype=np.int64)
    said = frame.ratings.individual
    said = said.take(group_of_case[said.case] >= 0)
    group = group_of_case[said.case]
    levelled = said.level >= 0
    rated = count_distinct(group[levelled], said.case[levelled], len(grouped)).tolist()
    n_ratings = np.bincount(group, minlength=len(grouped)).tolist()
    cells = _cells(frame, said, group)
    names = territory_names(frame) if by == "territory" else {}
    groups = [
        {
            "value": value,
            "name": names.get(value, value),
            "n_cases": len(cases),
            "n_rated_cases": rated[g],
            "n_ratings": n_ratings[g],
            "context": group_context(frame, by, value, set(cases)),
            "cells": cells.get(g, []),
        }
        for g, (value, cases) in enumerate(grouped.items())
    ]
    warnings = _warnings(frame, by, groups, shared_raters(group, said.rater))
    return {"by": by, "groups": groups, "warnings": warnings}


def compare(frame: Frame) -> Answer:
    """Put territories, then cohorts, side by side."""
    compared = [_side_by_side(frame, by) for by in frame.plan.compare_by]
    found = [side for side in compared if side is not None]
    if not found:
        return refused(
            _("Moins de deux territoires ou de deux cohortes\u00a0: il n’y a rien à comparer.")
        )
    parameters = {"by": list(frame.plan.compare_by), "small_group": SMALL_GROUP}
    said = frame.ratings.individual
    return done({"by": found}, rows_by_case(frame, said), (), parameters)
