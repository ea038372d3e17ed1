"""What asks for attention, for one reader: theirs first, then what is looked at together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Max, Q
from django.http import HttpRequest

from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case, LogEntry
from terreau.web.core.models import Act
from terreau.web.home.acts import grouped, said
from terreau.web.interviews.queries import consents_to_renew
from terreau.web.ratings.queries.work import to_do

__all__ = ["attention"]

_STALE = 365  # days after which facts should be looked at again
_SHOWN = 6


def _stale(request: HttpRequest) -> Any:
    """Return the reader's cases whose facts nobody verified for a year (everyone's for who follows none)."""
    day = request.workspace.current_day()
    cases = Case.objects.of(request.workspace).filter(ended="", exit_reason="")
    mine = cases.filter(followed_by=request.user)
    verified = mine.annotate(verified=Max("verifications__on"))
    return verified.filter(Q(verified=None) | Q(verified__lt=day - timedelta(days=_STALE)))


def _next(request: HttpRequest) -> Any:
    steps = LogEntry.objects.of(request.workspace).filter(
        next_on__isnull=False, next_done_on__isnull=True,
        next_on__lte=request.workspace.current_day() + timedelta(days=14),
    )  # fmt: skip
    own = steps.filter(Q(case__followed_by=request.user) | Q(created_by=request.user))
    return own.select_related("case").order_by("next_on", "id")


def attention(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows; each list is cut, with the address of the whole."""
    allowed = circles(request.membership)
    workspace = request.workspace
    shown: dict[str, Any] = {"team": "team" in allowed, "day": workspace.current_day()}
    shown["cases"] = Case.objects.of(workspace).count()
    if "team" not in allowed:
        shown["recent_cases"] = Case.objects.of(workspace).order_by("-changed_on")[:_SHOWN]
        return shown
    recent = Act.objects.filter(workspace=workspace).exclude(about="").select_related("actor")[:60]
    shown |= {
        "steps": list(_next(request)[: _SHOWN + 1]),
        "unconfirmed": list(
            LogEntry.objects.of(workspace)
            .filter(to_confirm=True, created_by=request.user)
            .select_related("case")[:_SHOWN]
        ),
        "stale": list(_stale(request)[: _SHOWN + 1]),
        "acts": grouped(said(workspace, recent))[:10],
        "to_do": to_do(request.user, workspace),
    }
    for line in [*shown["steps"], *shown["unconfirmed"]]:
        line.case.workspace = workspace  # for its address
    if "restricted" in allowed:
        shown["consents"] = list(consents_to_renew(workspace, workspace.current_day())[:_SHOWN])
    return shown
