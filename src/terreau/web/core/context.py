"""What the frame of every page needs: workspace, rooms, banner, presentation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from terreau.web.core.rooms import rooms_for

__all__ = ["PRESENTATION", "frame"]

PRESENTATION = "presentation"  # the session key of the mode that hides names when someone looks on


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of the frame; nothing is read from the base here."""
    workspace = getattr(request, "workspace", None)
    membership = getattr(request, "membership", None)
    session = getattr(request, "session", None)
    return {
        "workspace": workspace,
        "membership": membership,
        "rooms": rooms_for(request) if workspace and membership else (),
        "presentation": bool(session and session.get(PRESENTATION)),
        "today": workspace.current_day() if workspace else None,
    }
