"""The scope of a plan applied to the data: which cases stay, which leave and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from terreau.formats.tables import TABLES, Dataset
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem
from terreau.study.plan_model import Plan, Scope
from terreau.study.plan_reading import nearest

__all__ = ["Scoped", "apply_scope", "check_scope"]

# tables without a case of their own follow the rows that name them
_FOLLOWERS = (
    ("evidence", "rating", "ratings", "rating"),
    ("documents", "interview", "interviews", "interview"),
    ("codings", "passage", "passages", "passage"),
    ("case_links", "other", "cases", "case"),
)
_PHASED = ("phases", "stances", "ratings")


@dataclass(frozen=True)
class Scoped:
    """The data of the study, its cases in order, and the cases left out with the reason."""

    dataset: Dataset
    cases: tuple[str, ...]
    excluded: tuple[Mapping[str, str], ...]


def _reason(row: Mapping[str, Any], scope: Scope, named: Mapping[str, str]) -> str:
    if row["case"] in named:
        return named[row["case"]]
    asked = (
        (scope.kinds, row["kind"], _("type hors du périmètre de l’étude")),
        (scope.territories, row["territory"], _("territoire hors du périmètre de l’étude")),
        (scope.cohorts, row["cohort"], _("cohorte hors du périmètre de l’étude")),
    )
    return next((reason for among, value, reason in asked if among and value not in among), "")


def _among(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=pa.array(list(values), pa.string())))


def _filtered(dataset: Dataset, cases: tuple[str, ...], phases: tuple[str, ...]) -> Dataset:
    tables = {t.name: dataset[t.name] for t in TABLES if not t.workbook_only}
    for name, table in tables.items():
        if "case" in table.schema.names:
            tables[name] = _among(table, "case", cases)
        if phases and name in _PHASED:
            tables[name] = _among(tables[name], "phase", phases)
    for name, column, leader, reference in _FOLLOWERS:
        tables[name] = _among(tables[name], column, tables[leader][reference].to_pylist())
    return Dataset(
        tables, dataset.framework, dataset.fictional, False, dataset.title, dataset.as_of
    )


def _actors_of_scope(dataset: Dataset) -> Dataset:
    met = {
        actor
        for name in ("involvements", "attendances")
        for actor in dataset[name]["actor"].to_pylist()
    }
    tables = dict(dataset.tables)
    tables["actors"] = _among(dataset["actors"], "actor", sorted(met))
    return Dataset(
        tables, dataset.framework, dataset.fictional, False, dataset.title, dataset.as_of
    )


def check_scope(dataset: Dataset, plan: Plan, phases: tuple[str, ...]) -> list[Problem]:
    """Return what the scope names and the data or the référentiel do not hold."""
    scope, cases = plan.scope, dataset["cases"]
    asked = (
        ("territories", scope.territories, set(cases["territory"].to_pylist())),
        ("cohorts", scope.cohorts, set(cases["cohort"].to_pylist())),
        ("phases", scope.phases, set(phases)),
        ("exclude", [item.case for item in scope.exclude], set(cases["case"].to_pylist())),
    )
    return [
        Problem(
            "plan-scope-unknown",
            _("plan d’analyse, {place}").format(place=quote(f"[scope] {key}")),
            _("{value} n’est pas dans ces données.").format(value=quote(value)),
            nearest(value, known - {None}),
        )
        for key, values, known in asked
        for value in values
        if value not in known
    ]


def apply_scope(dataset: Dataset, plan: Plan) -> Scoped:
    """Return the part of `dataset` that `plan` studies.

    Phases outside the scope take their ratings and stances with them; the case stays. When cases
    are left out, only the actors met by those that stay are kept.
    """
    named = {item.case: item.reason for item in plan.scope.exclude}
    kept: list[str] = []
    excluded: list[Mapping[str, str]] = []
    rows = dataset["cases"].select(["case", "kind", "territory", "cohort"]).to_pylist()
    for row in sorted(rows, key=lambda row: str(row["case"])):
        reason = _reason(row, plan.scope, named)
        if reason:
            excluded.append({"case": row["case"], "reason": reason})
        else:
            kept.append(row["case"])
    part = _filtered(dataset, tuple(kept), plan.scope.phases)
    return Scoped(_actors_of_scope(part) if excluded else part, tuple(kept), tuple(excluded))
