"""Talking about differences: the list of a case, and one cell with its regards and sentences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.core import kept
from terreau.web.core.records import Changed
from terreau.web.ratings import services
from terreau.web.ratings.forms import AgreeForm, SpeakForm
from terreau.web.ratings.queries.cells import Cell, cells_of
from terreau.web.ratings.queries.levels import past_levels
from terreau.web.ratings.queries.pieces import cited_by, pieces_of
from terreau.web.ratings.queries.stays import stays_of
from terreau.web.ratings.queries.talk import sentences_of, sorted_talks
from terreau.web.ratings.rules import rater_of
from terreau.web.ratings.views.rate_page import described
from terreau.web.ratings.views.sitting import case_of, framework_or_none, stay_of

__all__ = ["discuss", "discussion"]


@workspace_page("see_appraisals")
def discussion(request: HttpRequest, case: str) -> HttpResponse:
    """Show where the levels differ, what matters most first."""
    held = case_of(request, case)
    framework = framework_or_none(held)
    context: dict[str, Any] = {
        "case": held,
        "framework": framework,
        "mine": rater_of(request.user, held.workspace),
    }
    if framework is not None:
        cells = cells_of(request.user, held, framework, discussing=True)
        stays = {stay.key: stay for stay in stays_of(held, framework, held.workspace.current_day())}
        talks = sorted_talks(cells.values(), framework, stays)
        context |= {
            "waiting": [talk for talk in talks if talk.cell.differs and not talk.closed],
            "closed": [talk for talk in talks if talk.closed],
            "same": [talk for talk in talks if not talk.cell.differs and not talk.closed],
            "blind": sum(cell.hidden > 0 and cell.own is None for cell in cells.values()),
        }
    return render(request, "ratings/discussion.html", context)


@workspace_page("see_appraisals", write="rate", methods=("GET", "POST"))
def discuss(request: HttpRequest, case: str, phase: str, seq: int, variable: str) -> HttpResponse:
    """Show one cell: who chose what, on what it rests, what was said; take a word or a consensus."""
    held = case_of(request, case)
    framework = framework_or_none(held)
    if framework is None or variable not in {one.code for one in framework.variables}:
        raise Http404
    asked = framework.variable(variable)
    stay = stay_of(stays_of(held, framework, held.workspace.current_day()), phase, seq)
    cells = cells_of(request.user, held, framework, discussing=True)
    empty = Cell(phase, seq, asked, phase in asked.expected)
    cell = cells.get((phase, seq, variable), empty)
    context = {
        "case": held, "framework": framework, "stay": stay, "variable": asked, "cell": cell,
        "pillar": framework.pillar(asked.pillar), "levels": described(framework, asked),
    }  # fmt: skip
    if request.method == "POST":
        return _take(request, framework, cell, context)
    typed = kept.take_back(request)
    return _page(request, framework, cell, context, {"typed": typed})


def _forms(framework: Framework, cell: Cell) -> dict[str, Any]:
    own, agreed = cell.own, cell.consensus
    return {
        "speak": SpeakForm(
            framework=framework, prefix="mot",
            initial={"level": own.level, "version": own.version} if own else {},
        ),
        "agree": AgreeForm(
            framework=framework, prefix="accord",
            initial={"level": agreed.level, "version": agreed.version} if agreed else {},
        ),
    }  # fmt: skip


def _page(
    request: HttpRequest, framework: Framework, cell: Cell, context: dict[str, Any],
    forms: dict[str, Any], status: int = 200,
) -> HttpResponse:  # fmt: skip
    typed = forms.pop("typed", None)
    shown = _forms(framework, cell) | forms
    if typed is not None:
        which, kind = (
            ("agree", AgreeForm) if typed.get("gesture") == "agree" else ("speak", SpeakForm)
        )
        shown[which] = kind(
            typed, framework=framework, prefix="accord" if which == "agree" else "mot"
        )
    readable = [*cell.readable, *([cell.consensus] if cell.consensus else [])]
    cited, past = cited_by(rating.pk for rating in readable), past_levels(readable)
    pieces = pieces_of(request.membership, context["case"]) if any(cited.values()) else {}  # type: ignore[attr-defined]
    said = sentences_of(readable)
    lines = [
        {
            "rating": rating,
            "mine": rating is cell.own,
            "consensus": rating is cell.consensus,
            "label": _label(framework, rating.level),
            "pieces": [pieces[key] for key in cited.get(rating.pk, []) if key in pieces],
            "shut": sum(key not in pieces for key in cited.get(rating.pk, [])),
            "past": past.get(rating.pk, [])[:-1],
        }
        for rating in readable
    ]
    every = {key: pieces[key] for keys in cited.values() for key in keys if key in pieces}
    agreed = set(cited.get(cell.consensus.pk, [])) if cell.consensus else set(every)
    team = request.user.has_perm("see_team", context["case"].workspace)
    context |= shown | {
        "regards": lines,
        "said": said,
        "open": len(cell.readable) > 1,
        "may_speak": cell.own is not None and len(cell.readable) > 1,
        "may_agree": team and cell.own is not None and len(cell.readable) > 1,
        "citable": [(piece, (piece.kind, piece.source) in agreed) for piece in every.values()],
        "may_rate": request.user.has_perm("rate", context["case"].workspace),
    }
    return render(request, "ratings/discuss.html", context, status=status)


def _label(framework: Framework, level: str) -> str:
    return next(
        (one.label for one in (*framework.scale, *framework.specials) if one.code == level), ""
    )


def _take(
    request: HttpRequest, framework: Framework, cell: Cell, context: dict[str, Any]
) -> HttpResponse:
    own = cell.own
    if own is None or len(cell.readable) < 2:
        # nobody speaks alone, nor of what they have not appraised: the page says so
        return _page(request, framework, cell, context, {}, 422)
    agreeing = request.POST.get("gesture") == "agree"
    form: Any = (
        AgreeForm(request.POST, framework=framework, prefix="accord")
        if agreeing
        else SpeakForm(request.POST, framework=framework, prefix="mot")
    )
    name = "agree" if agreeing else "speak"
    if not form.is_valid():
        return _page(request, framework, cell, context, {name: form, "wrong": form}, 422)
    asked = form.cleaned_data
    try:
        if agreeing:
            _agree(request, cell, asked)
        else:
            services.speak(
                request.user, rating=own, level=asked["level"], text=asked["text"],
                apart=asked["apart"], expected_version=asked["version"],
            )  # fmt: skip
    except Changed as changed:
        return _crossed(request, framework, cell, context, name, form, changed)
    messages.success(
        request, _("Consensus enregistré.") if agreeing else _("Votre phrase est gardée.")
    )
    case = context["case"]
    return redirect("ratings:discussion", case.workspace.code, case.reference)


def _agree(request: HttpRequest, cell: Cell, asked: dict[str, Any]) -> None:
    known = {key for keys in cited_by(one.pk for one in cell.readable).values() for key in keys}
    ticked = [piece.partition(":") for piece in request.POST.getlist("piece")]
    cited = frozenset((kind, source) for kind, _colon, source in ticked if (kind, source) in known)
    assert cell.own is not None
    services.agree(
        request.user, own=cell.own, level=asked["level"], text=asked["text"], cited=cited,
        expected_version=asked["version"],
    )  # fmt: skip


def _crossed(
    request: HttpRequest, framework: Framework, cell: Cell, context: dict[str, Any], name: str,
    form: Any, changed: Changed,
) -> HttpResponse:  # fmt: skip
    """Somebody wrote first: show what it has become, keep what was typed, ask again."""
    data = request.POST.copy()
    data[form.add_prefix("version")] = str(changed.current.version)
    again = type(form)(data, framework=framework, prefix=form.prefix)
    level = changed.current.level  # type: ignore[attr-defined]
    said = _(
        "Entre-temps, ce niveau est devenu {level}. Relisez, puis enregistrez de nouveau : votre phrase est là."
    )
    return _page(
        request, framework, cell, context, {name: again, "crossed": typeset(said.format(level=level))}, 409
    )  # fmt: skip
