"""The second factor: who has it, who is asked to turn it on."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator

from terreau.web.accounts.models import Membership, Role, User

__all__ = ["ASKED", "having", "is_missing"]

# those who open what others may not: people and settings, who is behind a regard
ASKED = frozenset({Role.ADMIN, Role.METHOD})


def having(people: Iterable[User]) -> set[int]:
    """Return the keys of those of `people` whose second factor is on; one query."""
    found = Authenticator.objects.filter(user__in=people, type=Authenticator.Type.TOTP)
    return set(found.values_list("user_id", flat=True))


def is_missing(membership: Membership) -> bool:
    """Whether a member whose role asks for a second factor has none yet."""
    return membership.role in ASKED and not having([membership.user])
