"""What goes wrong, said in French with the right status, and nothing half-written."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DatabaseError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    RawPostDataException,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from terreau.web.core import kept

__all__ = ["FaultMiddleware", "TooLarge", "csrf_failure", "fault_page", "said"]

_LOG = logging.getLogger("terreau.faults")


class TooLarge(Exception):  # noqa: N818 - a refusal
    """Raised when a file is larger than what is accepted; the sentence says how large."""


_AGED = 419  # not an answer of ours: a page that grew old is answered 403, in other words

_SAID: dict[int, tuple[str, str]] = {
    400: (
        "Demande incomprise",
        "Cette demande n’a pas été comprise. Revenez à la page et recommencez.",
    ),
    403: (
        "Page fermée à votre rôle",
        "Votre rôle dans cette structure n’ouvre pas cette page. La personne qui l’administre peut le changer.",
    ),
    404: (
        "Page introuvable",
        "Cette page n’existe pas, ou n’est pas ouverte à votre compte. Vérifiez l’adresse, ou cherchez.",
    ),
    405: (
        "Geste impossible ici",
        "Cette page ne se demande pas de cette façon. Revenez à la précédente.",
    ),
    _AGED: (
        "Page trop ancienne",
        "Cette page est restée ouverte trop longtemps, ou votre navigateur refuse les cookies. Revenez en arrière, rechargez la page, puis recommencez.",
    ),
    413: (
        "Envoi trop lourd",
        "Ce fichier ou ce texte dépasse la taille acceptée (50 Mo). Rien n’a été enregistré : envoyez-le en plusieurs fois.",
    ),
    429: (
        "Trop d’essais",
        "Trop d’essais en peu de temps. Attendez une minute, puis recommencez : rien n’est perdu.",
    ),
    500: (
        "Panne",
        "Terreau est tombé en panne sur cette page. Rien n’a été à moitié enregistré ; ce qui l’était le reste.",
    ),
    503: (
        "Base occupée",
        "La base est occupée par une autre écriture. Rien n’a été enregistré : gardez cette page et renvoyez dans un instant.",
    ),
    507: (
        "Disque plein",
        "Le disque du serveur est plein, ou refuse d’être écrit. Rien n’a été enregistré : gardez cette page et prévenez la personne qui administre.",
    ),
}


def fault_page(request: HttpRequest, said: int, *, status: int = 0) -> HttpResponse:
    """Return the page of a fault, answered with `status` when it is not the one said.

    When the server is at fault nothing is asked of the base, not even who reads; what was typed is on
    the page, to be sent again.
    """
    title, sentence = _SAID[said]
    status = status or said
    context = {"title": title, "sentence": sentence, "status": status}
    if status < 500:
        return render(request, "core/fault.html", context, status=status)
    context |= kept.to_send_again(request) if said in _PASSING else {}
    return HttpResponse(render_to_string("core/fault.html", context), status=status)


_PASSING = (503, 507)  # nothing was written, and it may be in a moment
_NO_ROOM = {
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS")
    if hasattr(errno, name)  # Windows knows no quota
}
# what the base says, of SQLite then of PostgreSQL, and the status it means
_BASE_SAID = (
    (("disk is full", "disk i/o error", "readonly database", "no space left"), 507),
    (("locked", "busy", "lock timeout", "could not obtain lock", "deadlock"), 503),
    (("unable to open", "could not connect", "connection refused"), 503),
)


_MISREAD = (
    BadRequest, SuspiciousOperation, MultiPartParserError, RawPostDataException, UnreadablePostError,
)  # fmt: skip


def _status(error: BaseException | None) -> int:
    if isinstance(error, Http404):
        return 404
    if isinstance(error, PermissionDenied):
        return 403
    if isinstance(error, RequestDataTooBig | TooLarge):
        return 413
    if isinstance(error, _MISREAD):
        return 400
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return 507
    if isinstance(error, DatabaseError):
        words = str(error).lower()
        return next((code for said, code in _BASE_SAID if any(one in words for one in said)), 500)
    return 500


def said(error: BaseException) -> tuple[int, str]:
    """Return the status of `error` and the sentence that says it; for work without a page."""
    status = _status(error)
    return status, _SAID[status][1]


class FaultMiddleware:
    """Turns every exception of a page into a page in French; logs identifiers, never contents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is too heavy before it is read; give bare 405 answers their page too."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return fault_page(request, 413)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = fault_page(request, 405)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the page of the fault."""
        status = _status(error)
        if status >= 500:
            _LOG.error(
                "%s %s: %s", request.method, request.path, type(error).__name__, exc_info=error
            )
        return fault_page(request, status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that grew old in a tab: what was typed comes back in the form, to be sent again.

    Nothing is kept for an anonymous sender: another site could write in a form by that way.
    """
    _permission, _write, methods = getattr(request.resolver_match.func, "door", ("", "", ("GET",)))
    if request.user.is_authenticated and request.POST and "GET" in methods:
        kept.keep(request)
        return redirect(f"{request.path}?{kept.MARK}=1")
    return fault_page(request, _AGED, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for addresses that lead nowhere."""
    return fault_page(request, 404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what the reader may not do."""
    return fault_page(request, 403)


def misread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what was not understood."""
    return fault_page(request, 400)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer for who asks too often."""
    return fault_page(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for what broke around a page: a session that could not be read or written, for one."""
    return fault_page(request, max(_status(sys.exc_info()[1]), 500))
