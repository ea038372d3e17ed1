"""The settings of a workspace that its administrators choose."""

from __future__ import annotations

from django.db import transaction

from terreau.web.accounts.models import User
from terreau.web.core.models import Workspace
from terreau.web.core.records import note_act
from terreau.web.core.rooms import ROOMS

__all__ = ["change_settings"]


@transaction.atomic
def change_settings(
    actor: User, *, workspace: Workspace, name: str, rooms: list[str], first_page: str
) -> Workspace:
    """Change the name, the rooms shown and the first page; « Accueil » is always shown."""
    held = Workspace.objects.select_for_update().get(pk=workspace.pk)
    shown = [room.code for room in ROOMS if room.code == "home" or room.code in rooms]
    wanted = {"name": " ".join(name.split()), "rooms": shown, "first_page": first_page}
    changed = [field for field, value in wanted.items() if getattr(held, field) != value]
    if changed:
        for field in changed:
            setattr(held, field, wanted[field])
        held.save(update_fields=changed)
        note_act(actor, "settings", held, changed)
    return held
