"""A session that ended in the middle of a form: what was typed waits for its author to come back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url

__all__ = ["keep", "take_back", "to_login"]

_KEY = "kept_input"
_LONGEST = 2_000_000  # characters; beyond that a browser's own « back » is the help
MARK = "reprise"


def keep(request: HttpRequest) -> None:
    """Put what was typed in the session, for the page it was typed in."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if encoded and len(encoded) <= _LONGEST:
        request.session[_KEY] = {"path": request.path, "typed": encoded}


def to_login(request: HttpRequest) -> HttpResponse:
    """Send to the login page; come back here afterwards, with what was typed."""
    where = request.get_full_path()
    if request.method == "POST":
        keep(request)
        where = f"{request.path}?{MARK}=1"
    query = urlencode({"next": where})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def take_back(request: HttpRequest) -> QueryDict | None:
    """Return what was typed in this page before the session ended, once; None when nothing waits."""
    if MARK not in request.GET:
        return None
    waiting = request.session.get(_KEY)
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(waiting["typed"])
