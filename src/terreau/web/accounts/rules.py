"""Who may do what, in words. Each rule is asked with the person and the workspace (or None)."""

from __future__ import annotations

from typing import Any

import rules

from terreau.web.accounts.models import Membership, Role, User
from terreau.web.core.models import Workspace

__all__ = ["GRANTED", "circles", "membership", "remember"]

EVERYONE = tuple(Role.values)
TEAM = (Role.ADMIN, Role.METHOD, Role.RD, Role.CODER, Role.ACCOMPANIST)
HEARING = (Role.METHOD, Role.RD, Role.CODER)


# permission → the roles that have it; `roles` says it in words
GRANTED: dict[str, frozenset[str]] = {}


def _kept(user: Any) -> dict[int, Membership | None]:
    """Return the memberships already read of a person, the same through `request.user` and without."""
    if not hasattr(user, "_memberships"):
        user._memberships = {}
    kept: dict[int, Membership | None] = user._memberships
    return kept


def membership(user: Any, workspace: Workspace) -> Membership | None:
    """Return what `user` is in `workspace`, or None; asked of the base once by request."""
    if not isinstance(user, User) or not user.is_active:
        return None
    known = _kept(user)
    if workspace.pk not in known:
        known[workspace.pk] = Membership.objects.filter(
            user=user, workspace=workspace, ended_on__isnull=True
        ).first()
    return known[workspace.pk]


def remember(member: Membership, user: Any = None) -> None:
    """Keep with its person a membership that was read, so that the rules do not ask for it again."""
    _kept(user or member.user)[member.workspace_id] = member


def circles(member: Membership | None) -> frozenset[str]:
    """Return the circles of a member: facts (everyone), team, restricted (those who hold interviews)."""
    if member is None:
        return frozenset()
    found = {"facts"}
    if member.role in TEAM:
        found.add("team")
    if member.role in HEARING:
        found.add("restricted")
    return frozenset(found)


def _is(*roles: Any) -> Any:
    @rules.predicate
    def test(user: Any, workspace: Workspace | None) -> bool:
        member = membership(user, workspace) if workspace is not None else None
        return member is not None and member.role in roles

    return test


def _rule(name: str, *roles: Any) -> None:
    GRANTED[name] = frozenset(roles)
    rules.add_perm(name, _is(*roles))


# every member reads facts: records, phases, outcomes, means, actors that are organisations
_rule("see_facts", *EVERYONE)
# the team reads what is not published: logbook, documents of the team, people's names, levels
_rule("see_team", *TEAM)
# interviews marked « restreint », names of the people met: those who hold interviews
_rule("see_restricted", *HEARING)
# the person in charge of method, alone, reads who is behind a regard
_rule("see_raters", Role.METHOD)
# the team writes records and the logbook
_rule("edit_cases", *TEAM)
# those who meet people write interviews, consents and documents
_rule("edit_interviews", *HEARING, Role.ACCOMPANIST)
# everyone but guests and administrators may appraise, once they have a regard
_rule("rate", *HEARING, Role.ACCOMPANIST, Role.PARTNER)
# kinds, added fields, themes, territories, référentiels
_rule("edit_frameworks", Role.METHOD, Role.RD)
_rule("edit_kinds", Role.ADMIN, Role.METHOD, Role.RD)
_rule("edit_territories", Role.ADMIN, Role.METHOD, Role.RD)
# the whole base in one workbook
_rule("export_all", Role.ADMIN, Role.METHOD, Role.RD)
# a workbook into the base: what it changes is previewed, and can be undone
_rule("import_all", Role.ADMIN, Role.METHOD, Role.RD)
# people and settings
_rule("manage_members", Role.ADMIN)
_rule("see_acts", Role.ADMIN, Role.METHOD, Role.RD)
