"""The page of one variable: its question, its described levels, what one may rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from terreau.framework import Framework, Variable
from terreau.i18n import gettext as _
from terreau.i18n import ngettext, typeset
from terreau.web.ratings.forms import RatingForm
from terreau.web.ratings.models import SUPPORT_FROM, Rating
from terreau.web.ratings.queries.levels import visible
from terreau.web.ratings.queries.pieces import Piece, cited_by, groups
from terreau.web.ratings.queries.work import minutes_left, minutes_spent
from terreau.web.ratings.views.sitting import Sitting

__all__ = ["described", "others_in", "rate_page", "rating_form"]

_KEYS = {"NO": "N", "SO": "S", "JNSP": "?"}  # keys of the answers that are no level


def rating_form(
    request: HttpRequest, sitting: Sitting, data: QueryDict | None, **options: Any
) -> RatingForm:
    """Return the form of a level for this sitting."""
    team = request.user.has_perm("see_team", sitting.case.workspace)
    return RatingForm(data, framework=sitting.framework, case=sitting.case, team=team, **options)


def others_in(
    request: HttpRequest, sitting: Sitting, variable: Variable, *, shown: bool
) -> dict[str, Any]:
    """Return how many other regards are in, and their levels where the rule opens them."""
    workspace = sitting.case.workspace
    cell = {
        "case": sitting.case, "phase": sitting.stay.phase.code, "seq": sitting.stay.seq,
        "variable": variable.code, "framework": sitting.framework.identifier, "layer": "individual",
    }  # fmt: skip
    given = Rating.objects.of(workspace).filter(**cell)
    if sitting.rater is not None:
        given = given.exclude(rater=sitting.rater)
    count = given.count()
    readable: list[Rating] = []
    if shown and count and sitting.holder is None and variable.code in sitting.given:
        seen = visible(request.user, workspace, discussing=True).filter(**cell)
        readable = list(seen.exclude(rater=sitting.rater).select_related("rater"))
    return {"count": count, "readable": readable}


def _questions(sitting: Sitting, variable: Variable) -> list[tuple[str, str]]:
    """Return the question worded for this kind of regard; else each wording, with whom it is for."""
    if sitting.kind in variable.questions:
        return [("", variable.questions[sitting.kind])]
    return [
        (respondent.label, variable.questions[respondent.code])
        for respondent in sitting.framework.respondents
        if respondent.code in variable.questions
    ]


def described(framework: Framework, variable: Variable) -> list[dict[str, str]]:
    """Return the levels of a variable with the words that describe each."""
    return [
        {"code": level.code, "label": level.label, "words": words}
        for level, words in zip(framework.scale, variable.levels, strict=True)
    ]


def _specials(sitting: Sitting) -> list[dict[str, str]]:
    return [
        {"code": one.code, "label": one.label, "words": one.meaning, "key": _KEYS.get(one.code, "")}
        for one in sitting.framework.specials
    ]


def _progress(sitting: Sitting, variable: Variable) -> dict[str, Any]:
    """Return « 4e sur 6 · encore 3 min environ » and how full the bar is."""
    codes = [one.code for one in sitting.asked]
    total, left = len(codes), len(sitting.remaining)
    if variable.code in codes:
        place = codes.index(variable.code) + 1
        rank = _("1re sur {n}") if place == 1 else _("{place}e sur {n}")
        said = rank.format(place=place, n=total)
    else:
        said = _("hors des {n} attendues dans cette phase").format(n=total)
    more = ngettext("encore {n} min environ", "encore {n} min environ", sitting.minutes)
    time = more.format(n=sitting.minutes) if left else _("toutes ont leur réponse")
    return {"said": typeset(f"{said} · {time}"), "done": total - left, "total": total}


def _budget_spent(sitting: Sitting) -> bool:
    """Whether the minutes that the référentiel allows each half-year are spent."""
    if sitting.kind not in sitting.framework.budget.minutes or not sitting.remaining:
        return False
    spent = minutes_spent(sitting.rater, sitting.case, sitting.case.workspace.current_day())
    return minutes_left(sitting.framework, sitting.kind, spent) == 0


def _typed(mine: Rating | None, typed: QueryDict | None) -> dict[str, Any]:
    """Return what the form starts from: what was typed, else what is kept."""
    if typed is not None:
        return {
            "level": typed.get("level", ""),
            "chosen": typed.getlist("piece"),
            "known": typed.get("known", "").splitlines(),
            "version": typed.get("version", ""),
        }
    cited = cited_by([mine.pk]).get(mine.pk, []) if mine else []
    keys = [f"{kind}:{source}" for kind, source in cited]
    return {
        "level": mine.level if mine else "",
        "chosen": keys,
        "known": keys,
        "version": mine.version if mine else "",
    }


def rate_page(
    request: HttpRequest,
    sitting: Sitting,
    variable: Variable,
    pieces: Iterable[Piece],
    typed: QueryDict | None,
    wrong: RatingForm | None = None,
) -> HttpResponse:
    """Draw the page; `typed` is what comes back, `wrong` the form that was refused."""
    mine = sitting.given.get(variable.code)
    initial = {
        "informant": mine.informant_id if mine else None,
        "retrospective": mine.retrospective if mine else sitting.stay.over,
    }
    start = _typed(mine, typed)
    context = {
        "sitting": sitting,
        "variable": variable,
        "pillar": sitting.framework.pillar(variable.pillar),
        "expectation": variable.expectation(sitting.stay.phase.code),
        "questions": _questions(sitting, variable),
        "levels": described(sitting.framework, variable),
        "specials": _specials(sitting),
        "groups": groups(pieces, chosen=start["chosen"], phase=sitting.stay.phase.code),
        "start": start,
        "known": "\n".join(start["known"]),
        "mine": mine,
        "form": wrong or rating_form(request, sitting, typed, initial=initial),
        "wrong": wrong is not None,
        "kept": typed is not None and wrong is None,
        "progress": _progress(sitting, variable),
        "spent": _budget_spent(sitting),
        "support_from": SUPPORT_FROM,
        "others": others_in(request, sitting, variable, shown=True),
        "address": sitting.address(variable),
        "pass": sitting.address(sitting.after(variable.code)),
    }
    return render(request, "ratings/rate.html", context, status=422 if wrong else 200)
