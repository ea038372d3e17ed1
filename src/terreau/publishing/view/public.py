"""What anyone may read (docs/methode/confidentialite.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from terreau.publishing.columns import opened_columns
from terreau.publishing.disclosure import Audience, pseudonyms, publishable, secret, withheld_groups
from terreau.publishing.material import Row
from terreau.publishing.view.cases import named_place
from terreau.publishing.view.groups import View

__all__ = ["PublicView"]

_PUBLIC_FACTS = (
    "case", "name", "kind", "structure", "territory", "cohort", "commune", "themes", "started", "ended",
    "exit_reason", "summary", "story", "contact", "source", "source_url", "verified_on",
)  # fmt: skip
_PUBLIC_PLACE = ("sector", "form", "name", "role", "from_phase", "to_phase", "gives", "receives")


class PublicView(View):
    """What anyone may read."""

    audience: Audience = "public"

    def may_show_figures(self, case: str) -> bool:
        """Return whether those who carry the case agreed to exactly these figures."""
        return self._material.agreements.agreed(case)

    def facts(self, case: str) -> Row:
        """Return the facts declared public, and the added columns that the plan opens."""
        row = self._material.facts[case]
        public = {*_PUBLIC_FACTS, *opened_columns(self._material.results)}
        return {
            name: value
            for name, value in row.items()
            if name.removesuffix("_earliest").removesuffix("_latest") in public
        }

    def places(self, case: str) -> list[Row]:
        """Return who is around the table, what is given and received; not what is at risk.

        Of a person, the sector and the role only.
        """
        found: list[Row] = []
        for row in self._material.rows("involvements", case):
            place = {**row, **named_place(self._material, row)}
            if place["person"]:
                place |= {"gives": None, "receives": None, "form": None}
            found.append({name: place[name] for name in _PUBLIC_PLACE})
        return found

    def events(self, case: str) -> list[Row]:
        """Return nothing: the logbook stays with the team."""
        return []

    def stances(self, case: str) -> list[Row]:
        """Return the role of the accompanying structure; whether it is clear is a judgement."""
        return [{**row, "clarity": None} for row in super().stances(case)]

    def excluded(self) -> list[Row]:
        """Return nothing: a reason may be a judgement; `excluded_number` is said."""
        return []

    def ratings(self, case: str) -> list[Row]:
        """Return nothing: ratings stay with the team, even agreed figures rest on them only."""
        return []

    def variables(self) -> list[dict[str, Any]]:
        """Return nothing: crossed with the levels by phase, they would give single cases away."""
        return []

    def coverage_cells(self) -> list[Row]:
        """Return nothing: a number of ratings would tell which line of an unnamed table is whose."""
        return []

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(case for case in self._material.figures if not self.may_show_figures(case))

    def _withheld(
        self,
        groups: Mapping[str, frozenset[str]],
        *,
        outside: frozenset[str] = frozenset(),
        never: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        return withheld_groups(groups, self._hidden, outside=outside, never=never)

    def _exposed_phases(self, pillar: str) -> frozenset[str]:
        """Phases where a few unagreed cases came back, or answered without giving any level.

        Lines without a name hold first stays only, and levels: what the total counts besides would
        be read by subtraction, and the phases of each case are public facts.
        """
        apart: dict[str, set[str]] = {}
        for case in self._hidden:
            for cell in self._material.figures[case]["profile"]:
                answers = sum(cell["summary"]["special"].values())
                if cell["pillar"] != pillar or not (cell["summary"]["n"] or answers):
                    continue
                known = case in self._in_cell(pillar, cell["phase"])
                if cell["seq"] > 1 or not known:
                    apart.setdefault(cell["phase"], set()).add(case)
        return frozenset(
            phase
            for phase, cases in apart.items()
            if not publishable(frozenset(cases), self._hidden)
        )

    def _by_variable(self, rows: list[Row]) -> list[Row]:
        """Return nothing: a variable is often appraised by two regards in one case only."""
        return []

    def comparisons(self) -> list[dict[str, Any]]:
        """Return the first comparison only: two that cross would point at single cases."""
        return super().comparisons()[:1]

    def pseudonymised(self) -> dict[str, list[dict[str, Any]]]:
        """Return, by phase, the profiles of cases that did not agree, where they are five or more."""
        cells: dict[tuple[str, str], list[Row]] = {}
        for case in sorted(self._hidden):
            for cell in self._material.figures[case]["profile"]:
                if cell["seq"] == 1 and cell["summary"]["n"]:
                    cells.setdefault((cell["phase"], case), []).append(cell)
        lists: dict[str, list[str]] = {}
        for phase, case in cells:
            lists.setdefault(phase, []).append(case)
        numbers = pseudonyms(secret(self._material.results), lists, self._hidden)
        found: dict[str, list[dict[str, Any]]] = {}
        for (phase, case), number in sorted(numbers.items(), key=lambda item: item[1]):
            kept = [{"pillar": c["pillar"], "summary": c["summary"]} for c in cells[phase, case]]
            found.setdefault(phase, []).append({"number": number, "cells": kept})
        return found

    @cached_property
    def _compromising(self) -> re.Pattern[str]:
        """What a sentence of the study may not hold: cases that did not agree, coded raters, rows."""
        material = self._material
        words = [
            w
            for case in self._hidden
            for w in (case, material.facts.get(case, {}).get("name"))
            if w
        ]
        words += [row["name"] for row in material.actors.values() if row["person"] and row["name"]]
        return re.compile("|".join(re.escape(word) for word in sorted(words)) or r"(?!)")

    @cached_property
    def _raters(self) -> re.Pattern[str]:
        codes = "|".join(re.escape(code) for code in sorted(self._material.rater_kinds))
        return re.compile(rf"\s*\((?:{codes})\)" if codes else r"(?!)")

    def sayable(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Return the sentences that name no case without agreement; codes of raters are taken out."""
        bare = (self._raters.sub("", sentence) for sentence in sentences if sentence)
        return tuple(sentence for sentence in bare if not self._compromising.search(sentence))
