"""Who may open the addresses of `accounts`."""

from __future__ import annotations

from typing import Any

from tests.web.access import EVERYONE, TEAM, Door
from tests.web.accounts.builders import invitation, second
from tests.web.people import House

ADMIN = frozenset({"admin"})


def _invitation(house: House) -> dict[str, Any]:
    return {"invitation": invitation(house).pk}


def _member(house: House) -> dict[str, Any]:
    return {"member": second(house).pk}


NO_INVITATION, NO_MEMBER = {"invitation": 987654}, {"member": 987654}

DOORS: dict[str, Door] = {
    "home": Door(read=EVERYONE, found=302),
    "invitation": Door(
        read=EVERYONE,
        write=EVERYONE,
        public=True,
        parts=lambda house: {"token": invitation(house).token},
    ),
    "person": Door(read=EVERYONE, write=EVERYONE),
    "person-sessions": Door(write=EVERYONE),
    "accounts:members": Door(read=TEAM),
    "accounts:invite": Door(read=ADMIN, write=ADMIN),
    "accounts:invitation-sent": Door(read=ADMIN, parts=_invitation, missing=NO_INVITATION),
    "accounts:invitation-resend": Door(write=ADMIN, parts=_invitation, missing=NO_INVITATION),
    "accounts:invitation-withdraw": Door(write=ADMIN, parts=_invitation, missing=NO_INVITATION),
    "accounts:member": Door(read=ADMIN, write=ADMIN, parts=_member, missing=NO_MEMBER),
    "accounts:member-end": Door(read=ADMIN, write=ADMIN, parts=_member, missing=NO_MEMBER),
    "accounts:member-link": Door(write=ADMIN, parts=_member, missing=NO_MEMBER),
    "accounts:member-factor": Door(write=ADMIN, parts=_member, missing=NO_MEMBER),
    "accounts:settings": Door(read=ADMIN, write=ADMIN),
}
