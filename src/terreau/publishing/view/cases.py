"""Facts, figures by case and sentences of a study, as one audience may read them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import gettext as _
from terreau.publishing.disclosure import Audience, Standing
from terreau.publishing.material import Material, Row

__all__ = ["CaseView", "Withheld", "named_place"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """In the place of a figure: why it is not here, one French sentence."""

    reason: str


def _no_agreement() -> str:
    return _(
        "Les appréciations de ce projet ne sont pas publiées\u00a0: elles ne le sont qu’avec "
        "l’accord de celles et ceux qui le portent, pour ces chiffres-là exactement."
    )


class CaseView(ABC):
    """Facts, figures and sentences of a study, as one audience may read them."""

    audience: Audience

    def __init__(self, material: Material) -> None:
        self._material = material

    # ------------------------------------------------------------------ what audiences differ in

    @abstractmethod
    def may_show_figures(self, case: str) -> bool:
        """Return whether the figures of `case` may stand beside its name."""

    @abstractmethod
    def facts(self, case: str) -> Row:
        """Return the facts of `case`, by column of the table ``cases``."""

    @abstractmethod
    def places(self, case: str) -> list[Row]:
        """Return who is around the table, with the sector; a person is never named."""

    @abstractmethod
    def events(self, case: str) -> list[Row]:
        """Return the lines of the logbook (no words are in them)."""

    @abstractmethod
    def excluded(self) -> list[Row]:
        """Return the cases set aside and the reasons, where these may be read."""

    @abstractmethod
    def ratings(self, case: str) -> list[Row]:
        """Return the ratings behind the figures of `case`: reference, kind, level, pieces."""

    @abstractmethod
    def sayable(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Return the sentences of the study that this audience may read."""

    @abstractmethod
    def _withheld(
        self,
        groups: Mapping[str, frozenset[str]],
        *,
        outside: frozenset[str] = frozenset(),
        never: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        """Return which groups of a comparison are not shown."""

    # ------------------------------------------------------------------ what they share

    @property
    def framework(self) -> Framework:
        """The référentiel of the ratings."""
        return self._material.framework

    @property
    def study(self) -> Row:
        """Title, question, axis, seed of the study."""
        found: Row = self._material.results["study"]
        return found

    @property
    def snapshot(self) -> Row:
        """Digest, date, title of the data; whether they are imagined."""
        found: Row = self._material.results["snapshot"]
        return found

    @property
    def software(self) -> str:
        """Version of the software that made the results."""
        return str(self._material.results["software"])

    @property
    def cases(self) -> tuple[str, ...]:
        """References of the cases of the study."""
        return tuple(case for case in self._material.cases if case in self._material.facts)

    @property
    def excluded_number(self) -> int:
        """How many cases were set aside."""
        return len(self._material.results["scope"]["excluded"])

    @property
    def any_figure(self) -> bool:
        """Whether some case has been rated."""
        return bool(self._material.result("profile").get("cells"))

    def analysis_names(self) -> tuple[str, ...]:
        """Return every analysis of the study, in its order."""
        return tuple(self._material.results["analyses"])

    def status(self, name: str) -> str:
        """Return ``done``, ``refused`` or ``not_asked``."""
        return str(self._material.analysis(name)["status"])

    def reason(self, name: str) -> str:
        """Return why an analysis was not done."""
        return " ".join(self.sayable([self._material.analysis(name)["reason"]]))

    def warnings(self, name: str) -> tuple[str, ...]:
        """Return what must be said beside the figures of an analysis."""
        return self.sayable(self._material.analysis(name)["warnings"])

    def name(self, case: str) -> str:
        """Return the name of `case`: a fact, known to all."""
        return str(self._material.facts[case]["name"] or case)

    def territory(self, code: str | None) -> str:
        """Return the name of a territory."""
        return self._material.territories.get(code or "", code or "")

    @property
    def gazetteer(self) -> Gazetteer:
        """The official code, with the communes that the data bring with them."""
        return self._material.gazetteer

    @property
    def perimeter(self) -> tuple[str, ...]:
        """Codes of the communes of the territories described."""
        return self._material.perimeter

    def phases(self, case: str) -> list[Row]:
        """Return the phases that `case` went through."""
        return self._material.rows("phases", case)

    def outcomes(self, case: str) -> list[Row]:
        """Return what `case` became."""
        return self._material.rows("outcomes", case)

    def stances(self, case: str) -> list[Row]:
        """Return the role of the accompanying structure, phase by phase."""
        return self._material.rows("stances", case)

    def means(self, case: str) -> Row | None:
        """Return the sums of the amounts declared as facts about `case`, None when there are none."""
        return self._material.means.get(case)

    def standing(self, case: str) -> Standing:
        """Return where the agreement of those who carry `case` stands."""
        return self._material.agreements.standing(case)

    def reply(self, case: str) -> str:
        """Return what they want printed beside the figures."""
        return self._material.agreements.reply(case) if self.may_show_figures(case) else ""

    def digest(self, case: str) -> str:
        """Return the print of the figures of `case`, in groups of four."""
        digest = self._material.digests[case]
        return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))

    def has_figures(self, case: str) -> bool:
        """Return whether something was computed about `case`."""
        return case in self._material.figures

    def figures(self, case: str, analysis: str) -> list[dict[str, Any]] | Withheld:
        """Return the rows of ``profile`` or ``change`` about `case`."""
        if not self.has_figures(case):
            return []
        if not self.may_show_figures(case):
            return Withheld(_no_agreement())
        return self._material.figures[case][analysis]


def named_place(material: Material, row: Row) -> dict[str, Any]:
    """Return the sector, form and name of an actor; a person has a sector and no name."""
    nobody = {"sector": None, "form": None, "name": None, "person": False}
    actor = material.actors.get(row["actor"], nobody)
    name = _("une personne") if actor["person"] else actor["name"]
    return {
        "sector": actor["sector"],
        "form": actor["form"],
        "name": name,
        "person": actor["person"],
    }
