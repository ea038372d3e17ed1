"""Who may read levels: the one rule, « blind until both are in ».

A level is read by the one who gave it. Another's level on the same cell (case, phase, rank, variable,
référentiel) is read once one's own is in. A member of the team who has no regard reads it once two
regards are in. A partner reads the levels of others only to discuss the cells where they have chosen.
A consensus is for the team. A guest reads none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q

from terreau.web.accounts.models import Role
from terreau.web.accounts.rules import TEAM, membership
from terreau.web.core.models import Workspace
from terreau.web.ratings.models import Rater, Rating

__all__ = ["CELL", "KIND_OF_ROLE", "Sight", "forget_rater", "rater_of", "sight"]

CELL = ("case", "phase", "seq", "variable", "framework")  # where two levels answer one another
KIND_OF_ROLE = {
    Role.ACCOMPANIST: "accompanist",
    Role.CODER: "researcher",
    Role.RD: "researcher",
    Role.METHOD: "researcher",
    Role.PARTNER: "partner",
}
_KNOWN = "_regards"  # kept on the person of a request


@rules.predicate
def _appraises_or_reads(user: Any, workspace: Workspace | None) -> bool:
    member = membership(user, workspace) if workspace is not None else None
    return member is not None and member.role in (*TEAM, Role.PARTNER)


@rules.predicate
def _enters_for_holders(user: Any, workspace: Workspace | None) -> bool:
    member = membership(user, workspace) if workspace is not None else None
    return member is not None and member.role in (Role.METHOD, Role.RD)


# pages of appraisals: the team, and partners for what is theirs
rules.add_perm("see_appraisals", _appraises_or_reads)
# what a holder said, entered for the code of that holder; new codes of holders
rules.add_perm("rate_for_holders", _enters_for_holders)


def rater_of(user: Any, workspace: Workspace) -> Rater | None:
    """Return the coded regard of a member, or None; asked of the base once by request."""
    if not hasattr(user, _KNOWN):
        setattr(user, _KNOWN, {})
    known: dict[int, Rater | None] = getattr(user, _KNOWN)
    if workspace.pk not in known:
        known[workspace.pk] = Rater.objects.of(workspace).filter(person__user=user).first()
    return known[workspace.pk]


def forget_rater(user: Any) -> None:
    """Ask the base again: the member has just received a regard, or lost it."""
    setattr(user, _KNOWN, {})


@dataclass(frozen=True, slots=True)
class Sight:
    """What one member may read of the levels of a workspace."""

    user: Any
    rater: Rater | None
    team: bool

    def allows(self, *, discussing: bool = False) -> Q:
        """Return the condition on ratings; `discussing` opens to a partner the cells they are in."""
        allowed = Q(pk__in=())
        others = Rating.objects.filter(
            layer="individual", archived_on=None, **{name: OuterRef(name) for name in CELL}
        )
        if self.rater is not None:
            allowed |= Q(layer="individual", rater=self.rater)
            if self.team or discussing:
                own_is_in = Exists(others.filter(rater=self.rater))
                allowed |= Q(own_is_in, layer="individual")
        elif self.team:
            two_are_in = Exists(others.exclude(rater=OuterRef("rater")))
            allowed |= Q(two_are_in, layer="individual")
        if self.team:
            allowed |= Q(layer="consensus")
            # what one typed for a holder is known to the one who typed it
            allowed |= Q(created_by=self.user, rater__kind="holder", rater__person=None)
        return allowed


def sight(user: Any, workspace: Workspace) -> Sight | None:
    """Return what `user` may read of the levels of `workspace`; None for nothing at all."""
    member = membership(user, workspace)
    if member is None or member.role not in (*TEAM, Role.PARTNER):
        return None
    return Sight(user, rater_of(user, workspace), member.role in TEAM)
