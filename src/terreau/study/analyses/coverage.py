"""Who said what about which case in which phase, and what nobody said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from terreau.analysis.measurement import cell_coverage, count_distinct, group_rows
from terreau.i18n import ngettext
from terreau.study.answers import Answer, done
from terreau.study.frame import Frame, level_table, rows_by_case
from terreau.study.ratings import Ratings

__all__ = ["TABLES", "coverage"]

TABLES = ("cases", "phases", "raters", "ratings", "evidence")
Integers = NDArray[np.int64]


def _documented(frame: Frame, rated: Ratings) -> tuple[Integers, Integers, Integers]:
    """Return the phases that the facts document for cases that have ratings."""
    cases = {frame.cases[c]: c for c in np.unique(rated.case).tolist()}
    phases = {phase: i for i, phase in enumerate(frame.grid.phases)}
    columns = frame.dataset["phases"].select(["case", "phase", "seq"])
    assert isinstance(columns, pa.Table)
    found = [
        (cases[row["case"]], phases[row["phase"]], row["seq"] or 1)
        for row in columns.to_pylist()
        if row["case"] in cases and row["phase"] in phases
    ]
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _cells(frame: Frame, rated: Ratings) -> list[dict[str, Any]]:
    grid, said = frame.grid, rated.individual
    facts = _documented(frame, rated)
    keys = [
        np.concatenate([own, agreed, fact])
        for own, agreed, fact in zip(
            (said.case, said.phase, said.seq),
            (rated.agreed.case, rated.agreed.phase, rated.agreed.seq),
            facts,
            strict=True,
        )
    ]
    cells = group_rows(*keys)
    case, phase, seq = cells.keys
    index = cells.index[: len(said)]
    agreed = cells.index[len(said) : len(rated)]
    figures = cell_coverage(
        index, said.variable, said.rater, said.level, said.supported,
        expected=grid.expected[phase], kind_of_rater=rated.kind_of_rater, n_kinds=len(rated.kinds),
    )  # fmt: skip
    n_consensus = np.bincount(agreed, minlength=len(cells))
    return [
        {
            "case": frame.cases[case[i]],
            "phase": grid.phases[phase[i]],
            "seq": int(seq[i]),
            "n_ratings": int(figures.n_ratings[i]),
            "n_raters": int(figures.n_raters[i]),
            "rater_kinds": named_counts(rated.kinds, figures.kinds[i]),
            "variables": int(figures.n_variables[i]),
            "expected": int(figures.n_expected[i]),
            "expected_observed": int(figures.n_expected_observed[i]),
            "to_support": int(figures.n_to_support[i]),
            "consensus": int(n_consensus[i]),
        }
        for i in range(len(cells))
    ]


def named_counts(names: tuple[str, ...], counts: Integers) -> dict[str, int]:
    """Return the counts that are not zero, by name."""
    return {name: n for name, n in zip(names, counts.tolist(), strict=True) if n}


def _special(frame: Frame, row: Integers) -> dict[str, int]:
    codes = reversed(frame.grid.special)
    return {f"n_{code.lower()}": n for code, n in zip(codes, row.tolist(), strict=False)}


def _variables(frame: Frame, said: Ratings) -> list[dict[str, Any]]:
    n = len(frame.grid.variables)
    table = level_table(frame.grid, said.variable, said, n)
    levelled = said.level >= 0
    cases = count_distinct(said.variable[levelled], said.case[levelled], n)
    return [
        {
            "variable": variable,
            "n_levels": int(row[len(frame.grid.special) :].sum()),
            **_special(frame, row),
            "n_cases": int(n_cases),
        }
        for variable, row, n_cases in zip(frame.grid.variables, table, cases, strict=True)
    ]


def _without(frame: Frame, rated: Ratings) -> list[str]:
    """Return the cases of the kind that the référentiel describes and that nobody rated."""
    met = {frame.cases[case] for case in np.unique(rated.case).tolist()}
    rows = frame.dataset["cases"].select(["case", "kind"]).to_pylist()
    kinds = {row["case"]: row["kind"] for row in rows}
    return [c for c in frame.cases if kinds[c] == frame.grid.kind and c not in met]


def coverage(frame: Frame) -> Answer:
    """Say what the ratings cover, phase by phase, and which cases have none."""
    rated = frame.ratings
    said = rated.individual
    kinds = np.bincount(rated.kind_of_rater[np.unique(said.rater)], minlength=len(rated.kinds))
    without = _without(frame, rated)
    result = {
        "n_ratings": len(said),
        "n_consensus": len(rated) - len(said),
        "n_raters": len(np.unique(said.rater)),
        "by_rater_kind": [
            {"value": kind, "n": n} for kind, n in named_counts(rated.kinds, kinds).items()
        ],
        "cells": _cells(frame, rated),
        "variables": _variables(frame, said),
        "without_ratings": without,
    }
    warnings: tuple[str, ...] = ()
    if without:
        sentence = ngettext(
            "{n} projet ou lieu du périmètre n’a aucune appréciation.",
            "{n} projets ou lieux du périmètre n’ont aucune appréciation.",
            len(without),
        )
        warnings = (sentence.format(n=len(without)),)
    return done(result, rows_by_case(frame, rated), warnings, {"support_from": 3})
