"""The door of every page of a workspace: logged in, a member, with the right, by the right method."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from terreau.web.accounts.models import Membership
from terreau.web.accounts.rules import remember
from terreau.web.core import kept

__all__ = ["workspace_page"]

View = Callable[..., HttpResponse]


def _member(request: HttpRequest, code: str) -> Membership:
    found = (
        Membership.objects.select_related("workspace")
        .filter(user=request.user, workspace__code=code, ended_on__isnull=True)
        .first()
    )
    if found is None:
        raise Http404  # a stranger does not learn that the place exists
    remember(found, request.user)
    return found


def workspace_page(
    permission: str, *, write: str = "", methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """Guard a page of a workspace; the view receives the request, with workspace and membership on it.

    Parameters
    ----------
    permission : str
        What reading needs (a name of `accounts.rules`).
    write : str
        What a POST needs; empty: the same as `permission`.
    methods : tuple of str
        Accepted methods; HEAD goes with GET.

    An anonymous reader goes to the login page (what was typed is kept), a stranger gets 404, a member
    without the right 403, another method 405.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, workspace: str, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return kept.to_login(request, readable="GET" in methods)
            member = _member(request, workspace)
            request.membership, request.workspace = member, member.workspace  # type: ignore[attr-defined]
            method = "GET" if request.method == "HEAD" else request.method
            if method not in methods:
                return HttpResponseNotAllowed(methods)
            needed = write if write and method == "POST" else permission
            if not request.user.has_perm(needed, member.workspace):
                raise PermissionDenied
            return view(request, **parts)

        guarded.door = (permission, write or permission, methods)  # type: ignore[attr-defined]
        return guarded

    return guard
