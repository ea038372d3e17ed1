"""« Apprécier »: one variable at a time, saved as one goes, without seeing the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from terreau.framework import Framework, Variable
from terreau.i18n import gettext as _
from terreau.i18n import ngettext, typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.core import kept
from terreau.web.core.records import Changed
from terreau.web.ratings import services
from terreau.web.ratings.forms import RatingForm
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries.pieces import Piece, pieces_of
from terreau.web.ratings.queries.stays import current_stay, stays_of
from terreau.web.ratings.queries.work import minutes
from terreau.web.ratings.rules import rater_of
from terreau.web.ratings.views.rate_page import others_in, rate_page, rating_form
from terreau.web.ratings.views.sitting import (
    Sitting,
    case_of,
    framework_or_none,
    holder_asked,
    open_sitting,
)

__all__ = ["rate", "rate_stay", "rate_variable"]

SAVE = "X-Terreau-Save"  # the header of what is saved as one goes


@workspace_page("rate")
def rate(request: HttpRequest, case: str) -> HttpResponse:
    """Let one choose the stay to appraise; go straight there when there is only one."""
    held = case_of(request, case)
    holder = holder_asked(request)
    framework = framework_or_none(held)
    stays = stays_of(held, framework, held.workspace.current_day()) if framework else []
    if framework and len(stays) == 1 and holder is None:
        return redirect("ratings:rate-stay", held.workspace.code, held.reference, *stays[0].key)
    rater = holder or rater_of(request.user, held.workspace)
    given: dict[tuple[str, int], set[str]] = {}
    if rater is not None and framework:
        rows = Rating.objects.of(held.workspace).filter(
            case=held, rater=rater, layer="individual", framework=framework.identifier
        )
        for phase, seq, variable in rows.values_list("phase", "seq", "variable"):
            given.setdefault((phase, seq), set()).add(variable)
    lines = []
    for stay in stays:
        asked = {variable.code for variable in stay.expected(framework)}  # type: ignore[arg-type]
        done = len(asked & given.get(stay.key, set()))
        lines.append(
            {"stay": stay, "asked": len(asked), "done": done, "minutes": minutes(len(asked) - done)}
        )
    context = {
        "case": held, "framework": framework, "lines": lines, "holder": holder,
        "current": current_stay(stays),
    }  # fmt: skip
    return render(request, "ratings/stays.html", context)


@workspace_page("rate")
def rate_stay(request: HttpRequest, case: str, phase: str, seq: int) -> HttpResponse:
    """Resume: go to the first variable without an answer, to the grid when all have one."""
    sitting = open_sitting(request, case, phase, seq)
    return redirect(sitting.address(next(iter(sitting.remaining), None)))


def _variable(framework: Framework, code: str) -> Variable:
    try:
        return framework.variable(code)
    except KeyError:
        raise Http404 from None


@workspace_page("rate", methods=("GET", "POST"))
def rate_variable(
    request: HttpRequest, case: str, phase: str, seq: int, variable: str
) -> HttpResponse:
    """Show one variable, or take the level chosen for it."""
    sitting = open_sitting(request, case, phase, seq)
    asked = _variable(sitting.framework, variable)
    if asked.code in sitting.closed:
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "ratings/closed.html", {"sitting": sitting, "variable": asked})
    pieces = pieces_of(request.membership, sitting.case)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _take(request, sitting, asked, pieces.values())
    typed = kept.take_back(request)
    return rate_page(request, sitting, asked, pieces.values(), typed)


def _take(
    request: HttpRequest, sitting: Sitting, variable: Variable, pieces: Iterable[Piece]
) -> HttpResponse:
    """Save what was chosen, then go on; a save as one goes answers with the hour."""
    as_one_goes = SAVE in request.headers
    data = request.POST
    mine = sitting.given.get(variable.code)
    if data.get("gesture") == "withdraw":
        if mine is not None:
            services.withdraw(request.user, rating=mine)
            messages.success(request, _("Votre choix est retiré."))
        return redirect(sitting.address(variable))
    if data.get("gesture") == "theirs":
        return redirect(sitting.address(sitting.after(variable.code)))
    form = rating_form(request, sitting, data)
    if not form.is_valid():
        if as_one_goes:
            return JsonResponse({"saved": "", "said": _first_error(form, data)})
        return rate_page(request, sitting, variable, pieces, data, form)
    rater = sitting.rater or services.take_rater(request.user, workspace=sitting.case.workspace)
    answer = form.answer(data, {piece.key for piece in pieces})
    try:
        rating = services.rate(
            request.user,
            case=sitting.case,
            phase=sitting.stay.phase.code,
            seq=sitting.stay.seq,
            variable=variable.code,
            framework=sitting.framework.identifier,
            rater=rater,
            answer=answer,
            expected_version=form.cleaned_data["version"],
        )
    except Changed as changed:
        return _conflict(request, sitting, variable, changed.current, as_one_goes=as_one_goes)
    sitting.given[variable.code] = rating
    if as_one_goes:
        return JsonResponse(_saved(request, sitting, variable, rating))
    return _go_on(request, sitting, variable)


def _go_on(request: HttpRequest, sitting: Sitting, variable: Variable) -> HttpResponse:
    following = sitting.after(variable.code)
    if following is None:
        left = len(sitting.remaining)
        said = _("C’est fini pour cette phase. Merci.")
        if left:
            said = ngettext(
                "Il en reste {n}, que vous avez passée.",
                "Il en reste {n}, que vous avez passées.",
                left,
            ).format(n=left)
        messages.success(request, typeset(said))
    return redirect(sitting.address(following))


def _first_error(form: RatingForm, data: QueryDict) -> str:
    if not data.get("level"):
        return _(
            "Pas encore enregistré : choisissez un niveau, vos pièces seront gardées avec lui."
        )
    return typeset(next(iter(form.errors.values()))[0])


def _hour(when: Any) -> str:
    here = timezone.localtime(when)
    return _("enregistré à {hour}\u00a0h\u00a0{minute:02d}").format(
        hour=here.hour, minute=here.minute
    )


def _saved(
    request: HttpRequest, sitting: Sitting, variable: Variable, rating: Rating
) -> dict[str, Any]:
    """Return what the page shows of a save: the hour, the version, the card about the others."""
    others = {
        "others": others_in(request, sitting, variable, shown=False),
        "mine": rating,
        "sitting": sitting,
        "variable": variable,
    }
    return {
        "saved": _hour(timezone.now()),
        "said": "",
        "version": rating.version,
        "others": render_to_string("ratings/others.html", others, request),
    }


def _words(framework: Framework, code: str) -> str:
    found = next((one for one in (*framework.scale, *framework.specials) if one.code == code), None)
    return f"{code} · {found.label}" if found else code


def _conflict(
    request: HttpRequest,
    sitting: Sitting,
    variable: Variable,
    current: Rating,
    *,
    as_one_goes: bool,
) -> HttpResponse:
    """Two tabs on one level: both are shown, one chooses."""
    theirs = _words(sitting.framework, current.level)
    if as_one_goes:
        said = _(
            "Pas enregistré : dans une autre fenêtre, « {level} » a été choisi. « Suivante » vous laisse choisir entre les deux."
        ).format(level=theirs)
        return JsonResponse({"saved": "", "said": typeset(said)})
    own = ("csrfmiddlewaretoken", "version", "gesture")
    context = {
        "sitting": sitting,
        "variable": variable,
        "current": current,
        "theirs": theirs,
        "mine": _words(sitting.framework, request.POST["level"]),
        "hidden": [
            (name, value) for name in request.POST if name not in own for value in request.POST.getlist(name)
        ],
    }  # fmt: skip
    return render(request, "ratings/conflict.html", context, status=409)
