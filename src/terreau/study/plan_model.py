"""The plan of a study: what is asked, of which cases, decided before looking."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from terreau.formats.tables import Dataset
from terreau.i18n import gettext as _

__all__ = [
    "COMPARABLE",
    "DEFAULT_SEED",
    "DESCRIPTIVE",
    "LATER",
    "Condition",
    "Exclusion",
    "Outcome",
    "Plan",
    "Publish",
    "Scope",
    "default_plan",
]

DESCRIPTIVE = (
    "facts", "coverage", "distribution", "agreement", "profile", "change", "compare", "means",
)  # fmt: skip
LATER = ("estimates", "qca", "robustness", "vigilance", "ideal_type")
COMPARABLE = ("territory", "cohort")
DEFAULT_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A case left out, and why."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases and phases are studied; an empty tuple means all."""

    kinds: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    exclude: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What counts as the result to explain (kept for analyses to come)."""

    name: str
    source: str
    rule: str = ""
    anchors: tuple[float, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, its source and its calibration (kept for analyses to come)."""

    name: str
    source: str
    method: str = ""
    anchors: tuple[float, ...] = ()
    expected: str = "unknown"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """What is published, for whom; written in the results, where `terreau.publishing` reads it.

    Parameters
    ----------
    audience : str
        ``"tous"``, ``"interne"`` or ``"public"``: which of the two outputs are written.
    added_columns : tuple of str
        Columns added by the structure (``x_…``) that anyone may read; the others stay with the team.
    lead : str
        Sentence under the title of the catalogue.
    correction : str
        E-mail address where corrections are received.
    licence : str
        Under which the published facts may be used again.
    """

    sheets: bool = True
    report: bool = True
    tables: bool = True
    catalogue: bool = True
    audience: str = "tous"
    language: str = "fr"
    added_columns: tuple[str, ...] = ()
    lead: str = ""
    correction: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, complete: what the file leaves out has its default here.

    Parameters
    ----------
    analyses : tuple of str
        Names of the analyses asked for.
    compare_by : tuple of str
        Among ``"territory"`` and ``"cohort"``.
    prereg_date : str
        ISO date when the plan was registered; empty when it was not.
    """

    title: str = ""
    question: str = ""
    axis: str = ""
    seed: int = DEFAULT_SEED
    prereg_date: str = ""
    scope: Scope = field(default_factory=Scope)
    outcome: Outcome | None = None
    conditions: tuple[Condition, ...] = ()
    analyses: tuple[str, ...] = DESCRIPTIVE
    compare_by: tuple[str, ...] = COMPARABLE
    publish: Publish = field(default_factory=Publish)

    @property
    def publications(self) -> tuple[str, ...]:
        """Names of the publications asked for: sheets, report, tables, catalogue."""
        names = ("sheets", "report", "tables", "catalogue")
        return tuple(name for name in names if getattr(self.publish, name))

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as plain data, defaults included."""
        return asdict(self)

    def digest(self) -> str:
        """Return the SHA-256 of what the plan says: two files that say the same share it."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def default_plan(dataset: Dataset) -> Plan:
    """Return the plan of a study run without one: describe all that can be described."""
    return Plan(title=dataset.title or _("Étude sans plan d’analyse"))
