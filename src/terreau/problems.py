"""What is wrong in data handed over by a person, said so that they can mend it.

Every reader (workbook, plan, référentiel, snapshot) reports the same object; the command line and
the pages only print it. A problem is never a traceback and never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Problem", "Refused"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, what is wrong, what was expected.

    Parameters
    ----------
    code : str
        Stable identifier in kebab case, e.g. ``"level-unknown"``; for programs.
    where : str
        The place in the words of the person, e.g. ``"feuille « Projets », ligne 7, colonne
        « Commune »"``. Empty when the whole file is meant.
    message : str
        One French sentence, ended by a full stop.
    expected : str
        What would be accepted, or the nearest valid value; may be empty.
    severity : str
        ``"error"`` (refused) or ``"warning"`` (accepted, said).
    """

    code: str
    where: str
    message: str
    expected: str = ""
    severity: str = "error"

    def as_dict(self) -> dict[str, str]:
        """Return the form printed by ``--json``."""
        return {
            "code": self.code,
            "where": self.where,
            "message": self.message,
            "expected": self.expected,
        }

    def sentence(self) -> str:
        """Return the line shown to a person."""
        place = f"{self.where[:1].upper()}{self.where[1:]}\u00a0: " if self.where else ""
        hint = f" {self.expected}" if self.expected else ""
        return f"{place}{self.message}{hint}"


class Refused(Exception):  # noqa: N818 - a refusal of data, not a fault of the program
    """Raised when data cannot be accepted; carries every problem found, nothing is kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))
