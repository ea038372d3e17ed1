"""The référentiel as positions in arrays: variables, their pillars, the phases that expect them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terreau.framework import Framework

__all__ = ["Grid", "grid_of"]


@dataclass(frozen=True)
class Grid:
    """Codes in their order, and what is expected when.

    Parameters
    ----------
    kind : str
        Kind of case that the référentiel describes.
    levels, special : tuple of str
        Codes of the levels, lowest first, and of the special answers: level i is coded i, special
        answer i is coded −1 − i.
    pillar_of : ndarray of int, shape (variables,)
        Position of the pillar of each variable.
    expected : ndarray of bool, shape (phases, variables)
        Whether the variable is expected in the phase.
    """

    identifier: str
    kind: str
    pillars: tuple[str, ...]
    phases: tuple[str, ...]
    variables: tuple[str, ...]
    levels: tuple[str, ...]
    special: tuple[str, ...]
    pillar_of: NDArray[np.int64]
    expected: NDArray[np.bool_]

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer, such that its position less the number of special ones is its code."""
        return (*reversed(self.special), *self.levels)


def grid_of(framework: Framework) -> Grid:
    """Return the grid of a référentiel."""
    pillars = tuple(pillar.code for pillar in framework.pillars)
    phases = tuple(phase.code for phase in framework.phases)
    variables = framework.variables
    expected = [[v.expectation(phase) == "expected" for v in variables] for phase in phases]
    return Grid(
        identifier=framework.identifier,
        kind=framework.kind,
        pillars=pillars,
        phases=phases,
        variables=tuple(variable.code for variable in variables),
        levels=framework.level_codes,
        special=framework.special_codes,
        pillar_of=np.array([pillars.index(v.pillar) for v in variables], dtype=np.int64),
        expected=np.array(expected, dtype=bool).reshape(len(phases), len(variables)),
    )
