"""Figures over several cases, as one audience may read them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from terreau.i18n import gettext as _
from terreau.publishing.material import Row
from terreau.publishing.view.cases import CaseView, Withheld

__all__ = ["View"]


def _few() -> str:
    return _("moins de 5 projets")


class View(CaseView):
    """Facts, figures and sentences of a study, as one audience may read them."""

    def result(self, name: str) -> Row:
        """Return the figures of ``facts``: counts of public facts; those of others have their door."""
        if name != "facts":
            raise KeyError(name)
        return self._material.result(name)

    @cached_property
    def _rated_in(self) -> dict[tuple[str, str], set[str]]:
        """Cases with at least one level, by pillar and phase."""
        found: dict[tuple[str, str], set[str]] = {}
        for cell in self._material.result("profile").get("cells", ()):
            if cell["summary"]["n"]:
                found.setdefault((cell["pillar"], cell["phase"]), set()).add(cell["case"])
        return found

    def _in_cell(
        self, pillar: str, phase: str, among: frozenset[str] | None = None
    ) -> frozenset[str]:
        cases = frozenset(self._rated_in.get((pillar, phase), ()))
        return cases if among is None else cases & among

    @cached_property
    def _withheld_phases(self) -> dict[str, frozenset[str]]:
        """Phases whose levels are not shown, by pillar."""
        phases = [phase.code for phase in self.framework.phases]
        pillars = [pillar.code for pillar in self.framework.pillars]
        return {
            pillar: self._withheld(
                {phase: self._in_cell(pillar, phase) for phase in phases},
                never=self._exposed_phases(pillar),
            )
            for pillar in pillars
        }

    def _exposed_phases(self, _pillar: str) -> frozenset[str]:
        """Return the phases whose levels, set beside what else is shown, would tell of a few cases."""
        return frozenset()

    def distribution(self) -> list[dict[str, Any]]:
        """Return the levels by pillar and phase: ``pillar``, ``phase``, ``n_cases``, ``summary``.

        A row that may not be shown has ``withheld`` true, and neither number nor summary.
        """
        rows = self._material.result("distribution").get("by_pillar_phase", ())
        return [
            self._shown(row, row["phase"] in self._withheld_phases.get(row["pillar"], ()))
            for row in rows
        ]

    @staticmethod
    def _shown(row: Row, withheld: bool) -> dict[str, Any]:
        if not withheld:
            return {**row, "withheld": False}
        return {**row, "n_cases": None, "summary": None, "withheld": True}

    def comparisons(self) -> list[dict[str, Any]]:
        """Return the groups set side by side, by ``territory`` then ``cohort``, cell by cell."""
        found = self._material.result("compare").get("by", ())
        return [self._comparison(comparison) for comparison in found]

    def _comparison(self, comparison: Row) -> dict[str, Any]:
        by = comparison["by"]
        members = {
            group["value"]: frozenset(
                c for c, row in self._material.facts.items() if row[by] == group["value"]
            )
            for group in comparison["groups"]
        }
        groups = []
        for group in comparison["groups"]:
            cells = []
            for cell in group["cells"]:
                pillar, phase = cell["pillar"], cell["phase"]
                inside = {
                    name: self._in_cell(pillar, phase, cases) for name, cases in members.items()
                }
                outside = self._in_cell(pillar, phase).difference(*members.values())
                # what is withheld as a whole is withheld in its parts, or they would give it away
                hidden = phase in self._withheld_phases.get(pillar, ()) or group[
                    "value"
                ] in self._withheld(inside, outside=outside)
                cells.append(self._shown(cell, hidden))
            groups.append({**group, "cells": cells})
        return {
            **comparison,
            "groups": groups,
            "warnings": self.sayable(comparison.get("warnings", ())),
        }

    def steps(self) -> list[dict[str, Any]]:
        """Return what changed between phases over all cases: ``pillar``, ``from``, ``to``, counts."""
        result = self._material.result("change")
        concerned: dict[tuple[str, str, str], set[str]] = {}
        for pair in result.get("pairs", ()):
            key = (pair["pillar"], pair["from"]["phase"], pair["to"]["phase"])
            concerned.setdefault(key, set()).add(pair["case"])
        rows = []
        for step in result.get("steps", ()):
            cases = frozenset(concerned.get((step["pillar"], step["from"], step["to"]), ()))
            if self._withheld({"step": cases}) or not cases:
                kept = {name: step[name] for name in ("pillar", "from", "to")}
                rows.append({**kept, "withheld": True})
            else:
                rows.append({**step, "withheld": False})
        return rows

    def variables(self) -> list[dict[str, Any]]:
        """Return the levels of each variable over all phases; empty where they could be subtracted."""
        return list(self._material.result("distribution").get("by_variable", ()))

    def agreement(self) -> Row | Withheld:
        """Return the agreement between raters: over all pillars, by pillar, by variable."""
        if self.status("agreement") != "done":
            return self._material.result("agreement")
        found = self._material.result("agreement")
        by_pillar = {row["pillar"]: frozenset(row["cases"]) for row in found["by_pillar"]}
        overall = frozenset(found["overall"]["cases"])
        if overall and self._withheld({"all": overall}):
            return Withheld(_few())
        withheld = self._withheld(by_pillar)
        return {
            "overall": found["overall"],
            "by_pillar": [row for row in found["by_pillar"] if row["pillar"] not in withheld],
            "by_variable": self._by_variable(found["by_variable"]),
        }

    def _by_variable(self, rows: list[Row]) -> list[Row]:
        return rows

    def coverage(self) -> Row:
        """Return the totals of the coverage: number of ratings, of raters, by kind of regard."""
        result = self._material.result("coverage")
        return {
            name: result[name]
            for name in ("n_ratings", "n_raters", "by_rater_kind")
            if name in result
        }

    def coverage_cells(self) -> list[Row]:
        """Return who said what about which case in which phase; empty when it could give cases away."""
        return list(self._material.result("coverage").get("cells", ()))

    def coverage_by_phase(self) -> list[dict[str, Any]]:
        """Return the number of rated cases and of ratings by phase."""
        by_phase: dict[str, list[Row]] = {}
        for cell in self._material.result("coverage").get("cells", ()):
            if cell["n_ratings"]:
                by_phase.setdefault(cell["phase"], []).append(cell)
        cases = {phase: frozenset(c["case"] for c in rows) for phase, rows in by_phase.items()}
        withheld = self._withheld(cases)
        return [
            {
                "phase": phase,
                "withheld": phase in withheld,
                "n_cases": len(cases[phase]),
                "n_ratings": sum(cell["n_ratings"] for cell in rows),
            }
            for phase, rows in sorted(by_phase.items())
        ]

    def pseudonymised(self) -> dict[str, list[dict[str, Any]]]:
        """Return, by phase, the profiles of cases that are not named: ``number``, ``cells``."""
        return {}

    def unnamed(self) -> int:
        """Return how many cases have figures that may not stand beside their name."""
        return sum(
            self.has_figures(case) and not self.may_show_figures(case) for case in self.cases
        )
