"""Whether the application answers and can write."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from terreau import __version__

__all__ = ["health"]


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the base answers; says the version, nothing of the data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})
