"""What an analysis answers: done, refused with its reason, or not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Answer", "done", "not_asked", "refused"]


@dataclass(frozen=True)
class Answer:
    """One analysis of `results.json` (docs/dev/results.md).

    Parameters
    ----------
    status : str
        ``"done"``, ``"refused"`` or ``"not_asked"``.
    reason : str
        French sentence when it is not done.
    warnings : tuple of str
        French sentences: what to keep in mind while reading the figures.
    parameters : mapping
        What the figures depend on besides the data.
    cases : list of dict
        Cases, and the rows they rest on.
    result : dict or None
        The figures.
    """

    status: str
    reason: str = ""
    warnings: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    cases: list[dict[str, Any]] = field(default_factory=list)
    result: dict[str, Any] | None = None

    def as_dict(self, inputs: str) -> dict[str, Any]:
        """Return the object of `results.json`, `inputs` being the digest of the tables used."""
        return {
            "status": self.status,
            "reason": self.reason,
            "warnings": list(self.warnings),
            "inputs": inputs,
            "parameters": dict(self.parameters),
            "cases": self.cases,
            "result": self.result,
        }


def done(
    result: dict[str, Any],
    cases: list[dict[str, Any]],
    warnings: tuple[str, ...] = (),
    parameters: Mapping[str, Any] | None = None,
) -> Answer:
    """Return the answer of an analysis that gave figures."""
    return Answer("done", "", warnings, parameters or {}, cases, result)


def refused(reason: str, warnings: tuple[str, ...] = ()) -> Answer:
    """Return the answer of an analysis that these data cannot bear."""
    return Answer("refused", reason, warnings)


def not_asked(reason: str) -> Answer:
    """Return the answer of an analysis that the plan leaves out."""
    return Answer("not_asked", reason)
