"""The worker of the browser that keeps the logbook at hand without a network."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

__all__ = ["worker"]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the script from the root, so that it may answer for every page."""
    context = {
        "files": settings.STATIC_URL,
        "entrance": reverse("account_login"),
        "exit": reverse("account_logout"),
    }
    response = render(
        request, "core/offline.js", context, content_type="text/javascript; charset=utf-8"
    )
    response.headers["Service-Worker-Allowed"] = "/"
    return response
