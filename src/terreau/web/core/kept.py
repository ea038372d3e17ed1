"""A session that ended in the middle of a form: what was typed waits for its author to come back.

The browser remembers, by a cookie that only we can make, whose session was the last one on it: what one
person typed is never shown to another who enters by the same browser.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import constant_time_compare, salted_hmac
from django_htmx.http import HttpResponseClientRedirect

__all__ = [
    "MARK",
    "LastPersonMiddleware",
    "keep",
    "take_back",
    "to_login",
    "to_send_again",
    "typed",
]

_KEY = "kept_input"
_LONGEST = 2_000_000  # characters; beyond that a browser's own « back » is the help
_COOKIE = "terreau_browser"
_YEAR = 365 * 24 * 3600
MARK = "reprise"
_WORDS = 20  # characters from which a value is shown as what a person wrote


def _person(key: object) -> str:
    """Return what stands for a person in the cookie: says nothing of them, made by us alone."""
    return salted_hmac("terreau.kept", str(key), algorithm="sha256").hexdigest()


def _cookie() -> str:
    return f"__Host-{_COOKIE}" if settings.SESSION_COOKIE_SECURE else _COOKIE


class LastPersonMiddleware:
    """Remembers on each browser who used it last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Write the cookie when another person entered; nothing is read that was not already."""
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        key = request.session.get(SESSION_KEY)
        if key and request.COOKIES.get(_cookie()) != _person(key):
            response.set_cookie(
                _cookie(), _person(key), max_age=_YEAR, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response


def keep(request: HttpRequest) -> None:
    """Put what was typed in the session, for the page it was typed in; never a password."""
    kept = request.POST.copy()
    for name in list(kept):
        if name == "csrfmiddlewaretoken" or "password" in name:
            del kept[name]
    encoded = kept.urlencode()
    if encoded and len(encoded) <= _LONGEST:
        whose = request.COOKIES.get(_cookie(), "")
        request.session[_KEY] = {"path": request.path, "typed": encoded, "whose": whose}


def to_send_again(request: HttpRequest) -> dict[str, object]:
    """Return what the page of a passing fault shows: the form as it was sent, ready to go again."""
    if request.method != "POST":
        return {}
    try:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken" and "password" not in name
        ]
        files = bool(request.FILES)
    except (OSError, UnreadablePostError, RequestDataTooBig):  # it could not even be received
        return {}
    return {
        "action": request.get_full_path(),
        "fields": fields,
        "words": [value for _name, value in fields if len(value) > _WORDS],
        "files": files,
        "token": get_token(request),
    }


def _page_before(request: HttpRequest) -> str:
    """Return the page of ours where the gesture was made, or the first one."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    where = urlsplit(said)
    return where.path if where.path and where.netloc == request.get_host() else "/"


def to_login(request: HttpRequest, *, readable: bool = True) -> HttpResponse:
    """Send to the login page; come back here afterwards, with what was typed.

    A page that is not `readable` (a button) leads back to the one where it was pressed.
    """
    where = request.get_full_path() if readable else _page_before(request)
    if readable and request.method == "POST":
        keep(request)
        where = f"{request.path}?{MARK}=1"
    login = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': where})}"
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(login)  # the whole page, not the part being changed
    return redirect(login)


def _is_theirs(request: HttpRequest, whose: str) -> bool:
    return not whose or constant_time_compare(whose, _person(request.user.pk))


def take_back(request: HttpRequest) -> QueryDict | None:
    """Return what was typed in this page before the session ended, once; None when nothing waits.

    What somebody else typed on this browser is thrown away.
    """
    waiting = request.session.get(_KEY) if MARK in request.GET else None
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[_KEY]
    if not _is_theirs(request, waiting["whose"]):
        return None
    return QueryDict(waiting["typed"])


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what is sent, or what waited; None for a fresh form."""
    return request.POST if request.method == "POST" else take_back(request)
