"""What a person holds in a workspace, known by rooms above: given to another when they leave.

A room registers what it holds when the application starts (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terreau.web.accounts.models import User
from terreau.web.core.models import Workspace

__all__ = ["Held", "Holding", "hand_over", "held_by", "register"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that a person follows.

    `words` is « projet suivi|projets suivis »; `count` says how many a person holds, `url` where they
    are listed; `give` hands them to another, in the transaction of the caller.
    """

    words: str
    count: Callable[[Workspace, User], int]
    url: Callable[[Workspace, User], str]
    give: Callable[[User, Workspace, User, User], None]  # actor, workspace, person, heir


@dataclass(frozen=True, slots=True)
class Held:
    """How many of one kind a person holds, and where they are read."""

    words: str
    count: int
    url: str


_KNOWN: dict[str, Holding] = {}


def register(name: str, holding: Holding) -> None:
    """Let the page of departures know `holding`; registering a name again replaces it."""
    _KNOWN[name] = holding


def held_by(workspace: Workspace, person: User) -> list[Held]:
    """Return what `person` holds, kinds of which there is nothing left out."""
    counted = [(one, one.count(workspace, person)) for one in _KNOWN.values()]
    return [Held(one.words, n, one.url(workspace, person)) for one, n in counted if n]


def hand_over(actor: User, *, workspace: Workspace, person: User, heir: User) -> None:
    """Give everything `person` holds to `heir`."""
    for holding in _KNOWN.values():
        holding.give(actor, workspace, person, heir)
