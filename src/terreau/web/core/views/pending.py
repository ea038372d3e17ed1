"""Stands for a page being written; none may remain."""

from django.http import HttpRequest, HttpResponse


def pending(request: HttpRequest, **parts: str) -> HttpResponse:
    return HttpResponse("…", status=501)
