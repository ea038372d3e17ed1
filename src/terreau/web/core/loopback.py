"""The demonstration answers this machine alone: its password is known to all."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from terreau.web.core.faults import fault_page

__all__ = ["LoopbackMiddleware", "is_here"]


def _is_loopback(text: str) -> bool:
    if text == "localhost":
        return True
    try:
        return ip_address(text.strip("[]")).is_loopback
    except ValueError:
        return False


def is_here(request: HttpRequest) -> bool:
    """Whether the reader sits at this machine, and asked for it by an address of its own."""
    host, _port = split_domain_port(request.get_host())
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return (
        not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host)
    )


class LoopbackMiddleware:
    """Refuses every page, the way in included, to who is elsewhere; absent outside a demonstration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.DEMONSTRATION:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        return self.get_response(request) if is_here(request) else fault_page(request, 403)
