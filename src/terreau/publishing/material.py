"""What a study leaves on the disk, held by case: only `publishing.view` opens it to pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from terreau.formats.tables import Dataset
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.gazetteer import default as default_gazetteer
from terreau.publishing.catalogue.figures import perimeter, with_own_communes
from terreau.publishing.disclosure import Agreements, Figures, digest_of, figures_by_case

__all__ = ["Material", "Row"]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """Results, frozen data and référentiel of one study.

    Parameters
    ----------
    results : mapping
        ``results.json`` (docs/dev/results.md).
    data : Dataset
        The frozen data it was made from.
    framework : Framework
        The référentiel of its ratings.
    """

    results: Mapping[str, Any]
    data: Dataset
    framework: Framework

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """References of the cases in the scope of the study, in order."""
        return tuple(self.results["scope"]["cases"])

    def analysis(self, name: str) -> Row:
        """Return an analysis as written in the results; ``not_asked`` when it is not there."""
        found: Row = self.results["analyses"].get(name) or {
            "status": "not_asked", "reason": "", "warnings": [], "result": None, "cases": [],
        }  # fmt: skip
        return found

    def result(self, name: str) -> Row:
        """Return the figures of an analysis, empty when it was not done."""
        return self.analysis(name).get("result") or {}

    @cached_property
    def _tables(self) -> dict[str, dict[str, list[Row]]]:
        return {}

    def rows(self, table: str, case: str) -> list[Row]:
        """Return the rows of `table` about `case`, in the order of the data."""
        if table not in self._tables:
            by_case: dict[str, list[Row]] = {}
            for row in self.data.rows(table):
                by_case.setdefault(row["case"], []).append(row)
            self._tables[table] = by_case
        return self._tables[table].get(case, [])

    @cached_property
    def facts(self) -> dict[str, Row]:
        """The row of each case of the scope."""
        rows = {row["case"]: row for row in self.data.rows("cases")}
        return {case: rows[case] for case in self.cases if case in rows}

    @cached_property
    def actors(self) -> dict[str, Row]:
        """The actors, by reference."""
        return {row["actor"]: row for row in self.data.rows("actors")}

    @cached_property
    def territories(self) -> dict[str, str]:
        """Names of territories, by code."""
        return {row["code"]: row["name"] for row in self.data.rows("territories")}

    @cached_property
    def evidence(self) -> dict[str, list[Row]]:
        """What each rating cites."""
        found: dict[str, list[Row]] = {}
        for row in self.data.rows("evidence"):
            found.setdefault(row["rating"], []).append(row)
        return found

    @cached_property
    def rater_kinds(self) -> dict[str, str]:
        """The kind of each coded rater."""
        return {row["rater"]: row["kind"] for row in self.data.rows("raters")}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The official code, with the communes that the data bring with them."""
        return with_own_communes(default_gazetteer(), self.data)

    @cached_property
    def perimeter(self) -> tuple[str, ...]:
        """Codes of the communes of every territory described, in order."""
        return tuple(perimeter(self.data, self.gazetteer))

    @cached_property
    def means(self) -> dict[str, Row]:
        """The sums of the amounts declared, by case."""
        return {row["case"]: row for row in self.result("means").get("cases", ())}

    @cached_property
    def figures(self) -> dict[str, Figures]:
        """Every computed figure, by case then analysis."""
        return figures_by_case(self.results)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The print of the figures of each case."""
        return {case: digest_of(case, self.figures.get(case)) for case in self.cases}

    @cached_property
    def agreements(self) -> Agreements:
        """The answers of those who carry the cases."""
        return Agreements(self.data.rows("agreements"), self.digests)
