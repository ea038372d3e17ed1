"""People and links for the tests of `accounts`."""

from __future__ import annotations

from terreau.web.accounts.models import Invitation, Membership
from terreau.web.accounts.services.invitations import invite
from tests.web.people import House

PASSWORD = "une phrase bien à moi"


def invitation(house: House, email: str = "nouvelle@exemple.invalid", role: str = "accompanist") -> Invitation:  # fmt: skip
    return invite(
        house["admin"], workspace=house.workspace, name="Lou Nouvelle", email=email, role=role
    )


def membership(house: House, role: str) -> Membership:
    return Membership.objects.get(workspace=house.workspace, user=house[role])


def second(house: House) -> Membership:
    return Membership.objects.get(workspace=house.workspace, user=house.second)
