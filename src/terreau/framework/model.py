"""What a référentiel is once read: pillars, variables, levels, phases, questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from terreau.i18n import fold

__all__ = [
    "Budget", "Foundation", "Framework", "Hypothesis", "Level", "Phase", "Pillar", "Respondent",
    "Special", "Variable",
]  # fmt: skip

_CITED = re.compile(r"\[([A-Z][A-Z0-9]*)\]")


@dataclass(frozen=True, slots=True)
class Level:
    """A degree of the common scale; `code` is what a table holds, e.g. ``"3"``."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Special:
    """An answer that is no level (NO, SO, JNSP): never a zero, never in an average."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """A kind of person asked; `code` is the key of the questions, e.g. ``"holder"``."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of life; `synonyms` are the words of the field that mean it."""

    code: str
    title: str
    short: str
    enters: str
    leaves: str = ""
    srl: str = ""
    synonyms: tuple[str, ...] = ()

    def names(self) -> frozenset[str]:
        """Return every folded text that designates the phase."""
        titles = (self.title, self.short)
        coded = (f"{self.code} {title}" for title in titles)
        return frozenset(fold(text) for text in (self.code, *titles, *coded, *self.synonyms))


@dataclass(frozen=True, slots=True)
class Variable:
    """An observable trait, with one descriptor per level of the scale, lowest first.

    `expected` (●), `early` (○) and `without_object` hold codes of phases; `questions` and `advice`
    are keyed by respondent.
    """

    code: str
    pillar: str
    title: str
    definition: str
    levels: tuple[str, ...]
    expected: tuple[str, ...]
    early: tuple[str, ...] = ()
    without_object: tuple[str, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict, hash=False)
    advice: Mapping[str, str] = field(default_factory=dict, hash=False)
    foundation: str = ""

    @property
    def foundations(self) -> tuple[str, ...]:
        """Codes that the foundation cites between brackets, in order, each once."""
        return tuple(dict.fromkeys(_CITED.findall(self.foundation)))

    def expectation(self, phase: str) -> str:
        """Return ``"expected"``, ``"early"`` or ``"outside"`` for the code of a phase."""
        if phase in self.expected:
            return "expected"
        return "early" if phase in self.early else "outside"


@dataclass(frozen=True, slots=True)
class Pillar:
    """A family of variables."""

    code: str
    title: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A research axis: the variables that should move first, and those that bear witness."""

    code: str
    title: str
    first: tuple[str, ...]
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a code between brackets refers to."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Budget:
    """How much attention may be asked: minutes per case and `period`, by respondent.

    `expected` is the number of expected variables that the sheets must give, by phase.
    """

    period: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict, hash=False)
    expected: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Framework:
    """A référentiel in one version; immutable once ratings rest on it.

    `changes` says for each variable what became of it since `parent`; `retired` holds the codes
    that no later variable may take; `calibration` gives the fuzzy value (0 to 1) of each level.
    """

    id: str
    version: str
    kind: str
    language: str
    licence: str
    title: str
    description: str
    scale: tuple[Level, ...]
    specials: tuple[Special, ...]
    respondents: tuple[Respondent, ...]
    phases: tuple[Phase, ...]
    pillars: tuple[Pillar, ...]
    calibration: Mapping[str, float] = field(hash=False)
    note: str = ""
    parent: str = ""
    changes: Mapping[str, str] = field(default_factory=dict, hash=False)
    retired: tuple[str, ...] = ()
    budget: Budget = Budget()
    hypotheses: tuple[Hypothesis, ...] = ()
    foundations: tuple[Foundation, ...] = ()

    @property
    def identifier(self) -> str:
        """What tables and manifests hold, e.g. ``"ect@0.1"``."""
        return f"{self.id}@{self.version}"

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable, pillar by pillar."""
        return tuple(variable for pillar in self.pillars for variable in pillar.variables)

    @cached_property
    def level_codes(self) -> tuple[str, ...]:
        """Codes of the scale, lowest first."""
        return tuple(level.code for level in self.scale)

    @cached_property
    def special_codes(self) -> tuple[str, ...]:
        """Codes of the answers that are no level."""
        return tuple(special.code for special in self.specials)

    @cached_property
    def _by_code(self) -> dict[str, Variable]:
        return {variable.code: variable for variable in self.variables}

    @cached_property
    def _phases(self) -> dict[str, Phase]:
        return {phase.code: phase for phase in self.phases}

    @cached_property
    def _pillars(self) -> dict[str, Pillar]:
        return {pillar.code: pillar for pillar in self.pillars}

    @cached_property
    def _by_name(self) -> dict[str, Phase]:
        return {name: phase for phase in reversed(self.phases) for name in phase.names() if name}

    def variable(self, code: str) -> Variable:
        """Return the variable `code`; KeyError where there is none."""
        return self._by_code[code]

    def phase(self, code: str) -> Phase:
        """Return the phase `code`; KeyError where there is none."""
        return self._phases[code]

    def pillar(self, code: str) -> Pillar:
        """Return the pillar `code`; KeyError where there is none."""
        return self._pillars[code]

    def phase_for(self, text: str) -> Phase | None:
        """Return the phase that `text` names: its code, title, short title or a synonym.

        Case, accents and punctuation do not count: « p3 », « Essai ! », « P3 — Expérimentation ».
        """
        return self._by_name.get(fold(text))

    def expected_in(self, phase: str) -> tuple[Variable, ...]:
        """Return the variables expected in the phase `phase`, in order."""
        return tuple(v for v in self.variables if phase in v.expected)
