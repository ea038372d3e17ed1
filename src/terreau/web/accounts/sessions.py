"""Where a person is logged in: one line by browser, closed from one's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from terreau.i18n import gettext as _
from terreau.web.accounts.models import User

__all__ = ["Device", "close_all", "close_others", "device", "open_on"]

# what the browser says of itself → what a person calls it; the first that is found
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which a person is logged in."""

    words: str
    since: datetime
    here: bool


def device(said: str) -> str:
    """Return « Firefox sur Windows » from what a browser says of itself."""
    browser = next((word for mark, word in _BROWSERS if mark in said), _("un navigateur"))
    system = next((word for mark, word in _SYSTEMS if mark in said), "")
    return f"{browser} sur {system}" if system else browser


def open_on(request: HttpRequest) -> list[Device]:
    """Return where the reader is logged in, here first; two queries whatever the number."""
    known = list(UserSession.objects.filter(user=request.user).order_by("-created_at"))
    alive = set(
        Session.objects.filter(
            session_key__in=[one.session_key for one in known], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    here = request.session.session_key
    found = [
        Device(device(one.user_agent), one.created_at, one.session_key == here)
        for one in known
        if one.session_key in alive
    ]
    return sorted(found, key=lambda one: not one.here)


@transaction.atomic
def _close(known: Any) -> int:
    keys = list(known.values_list("session_key", flat=True))
    closed, _kinds = Session.objects.filter(session_key__in=keys).delete()
    known.delete()
    return closed


def close_others(request: HttpRequest) -> int:
    """Close the sessions of the reader but this one; return how many were open."""
    known = UserSession.objects.filter(user=request.user)
    return _close(known.exclude(session_key=request.session.session_key))


def close_all(user: User) -> int:
    """Close every session of a person, whose password was lost."""
    return _close(UserSession.objects.filter(user=user))
