"""What the team reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from terreau.publishing.disclosure import Audience
from terreau.publishing.material import Row
from terreau.publishing.view.cases import named_place
from terreau.publishing.view.groups import View

__all__ = ["InternalView"]


class InternalView(View):
    """What the team reads: everything but the name of a person."""

    audience: Audience = "internal"

    def may_show_figures(self, case: str) -> bool:
        """Return true: the team sees its own work."""
        return True

    def facts(self, case: str) -> Row:
        """Return every fact, added columns included."""
        return self._material.facts[case]

    def places(self, case: str) -> list[Row]:
        """Return who is around the table, with the risk shared."""
        return [
            {**row, **named_place(self._material, row)}
            for row in self._material.rows("involvements", case)
        ]

    def events(self, case: str) -> list[Row]:
        """Return the lines of the logbook."""
        return self._material.rows("log", case)

    def excluded(self) -> list[Row]:
        """Return the cases set aside and the reasons."""
        return list(self._material.results["scope"]["excluded"])

    def ratings(self, case: str) -> list[Row]:
        """Return the ratings behind the figures, by kind of regard: no code of a person."""
        kinds, evidence = self._material.rater_kinds, self._material.evidence
        return [
            {
                **row,
                "rater": None,
                "rater_kind": kinds.get(row["rater"], ""),
                "evidence": evidence.get(row["rating"], []),
            }
            for row in self._material.rows("ratings", case)
        ]

    def sayable(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Return all sentences."""
        return tuple(sentence for sentence in sentences if sentence)

    def _withheld(
        self,
        groups: Mapping[str, frozenset[str]],
        *,
        outside: frozenset[str] = frozenset(),
        never: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        return frozenset()
