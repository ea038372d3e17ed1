"""What every page of « Apprécier » rests on: the case, its référentiel, its stays, whose regard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from terreau.framework import Framework, Variable
from terreau.web.accounts.rules import membership
from terreau.web.cases.models import Case
from terreau.web.cases.queries.phases import framework_for
from terreau.web.ratings.models import Rater, Rating
from terreau.web.ratings.queries.levels import visible
from terreau.web.ratings.queries.stays import Stay, stays_of
from terreau.web.ratings.queries.work import minutes
from terreau.web.ratings.rules import KIND_OF_ROLE, rater_of

__all__ = [
    "FOR",
    "Sitting",
    "case_of",
    "framework_or_none",
    "holder_asked",
    "open_sitting",
    "stay_of",
]

FOR = "pour"  # the part of the address that says for which holder one enters


def case_of(request: HttpRequest, reference: str) -> Case:
    """Return the case of the address, in the workspace of the page."""
    workspace = request.workspace  # type: ignore[attr-defined]
    case: Case = get_object_or_404(Case.objects.of(workspace), reference=reference)
    case.workspace = workspace
    return case


def framework_or_none(case: Case) -> Framework | None:
    """Return the référentiel in use for the kind of `case`."""
    return framework_for(case.workspace, case.kind)


def stay_of(stays: list[Stay], phase: str, seq: int) -> Stay:
    """Return the stay of the address; 404 when the case never was there."""
    found = next((stay for stay in stays if stay.key == (phase, seq)), None)
    if found is None:
        raise Http404
    return found


def holder_asked(request: HttpRequest) -> Rater | None:
    """Return the holder for whom one enters, as the address says; None for one's own regard."""
    code = request.GET.get(FOR, "")
    if not code:
        return None
    workspace = request.workspace  # type: ignore[attr-defined]
    if not request.user.has_perm("rate_for_holders", workspace):
        raise PermissionDenied
    holders = Rater.objects.of(workspace).filter(kind="holder", person__isnull=True)
    rater: Rater = get_object_or_404(holders, reference=code)
    return rater


@dataclass(frozen=True)
class Sitting:
    """One person appraising a case in a stay: what is asked, what is given, what comes next."""

    case: Case
    framework: Framework
    stay: Stay
    rater: Rater | None  # None: the regard is made at the first level given
    kind: str
    holder: Rater | None
    given: dict[str, Rating]  # own levels in the stay, by variable
    closed: frozenset[str] = frozenset()  # what another person entered for the holder

    @property
    def asked(self) -> tuple[Variable, ...]:
        """The variables expected in the phase, in order."""
        return self.stay.expected(self.framework)

    @property
    def remaining(self) -> list[Variable]:
        """Those that have no answer yet."""
        done = self.given.keys() | self.closed
        return [variable for variable in self.asked if variable.code not in done]

    @property
    def minutes(self) -> int:
        """About how long the remaining ones take."""
        return minutes(len(self.remaining))

    def after(self, code: str) -> Variable | None:
        """Return the next variable without an answer after `code` in the order of the référentiel."""
        order = [variable.code for variable in self.framework.variables]
        place = order.index(code)
        return next((one for one in self.remaining if order.index(one.code) > place), None)

    @property
    def query(self) -> str:
        """The part of the addresses that keeps the holder entered for."""
        return "?" + urlencode({FOR: self.holder.reference}) if self.holder else ""

    def address(self, variable: Variable | None) -> str:
        """Return the address of a variable; of the grid when there is none left."""
        parts: list[Any] = [self.case.workspace.code, self.case.reference]
        if variable is None:
            return reverse("ratings:grid", args=parts) + self.query
        return (
            reverse("ratings:rate-variable", args=[*parts, *self.stay.key, variable.code])
            + self.query
        )


def open_sitting(request: HttpRequest, case: str, phase: str, seq: int) -> Sitting:
    """Return the sitting of an address, with the levels already given in it."""
    held = case_of(request, case)
    framework = framework_or_none(held)
    if framework is None:
        raise Http404
    day = held.workspace.current_day()
    stay = stay_of(stays_of(held, framework, day), phase, seq)
    holder = holder_asked(request)
    rater = holder or rater_of(request.user, held.workspace)
    member = membership(request.user, held.workspace)
    kind = rater.kind if rater else KIND_OF_ROLE.get(member.role, "") if member else ""
    own: dict[str, Rating] = {}
    closed: set[str] = set()
    if rater is not None:
        rows = Rating.objects.of(held.workspace).filter(
            case=held, phase=phase, seq=seq, rater=rater, layer="individual",
            framework=framework.identifier,
        )  # fmt: skip
        own = {row.variable: row for row in rows}
    if holder is not None and own:
        readable = visible(request.user, held.workspace).filter(pk__in=[r.pk for r in own.values()])
        known = set(readable.values_list("pk", flat=True))
        closed = {code for code, row in own.items() if row.pk not in known}
        own = {code: row for code, row in own.items() if code not in closed}
    return Sitting(held, framework, stay, rater, kind, holder, own, frozenset(closed))
