"""The worker of the browser that keeps the logbook at hand without a network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

__all__ = ["worker"]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the script from the root, so that it may answer for every page."""
    response = render(request, "core/offline.js", content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    return response
