"""The pictures of the page of a case: its path, and what it lives on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from terreau.formats.tables.vocabularies import OUTCOMES
from terreau.i18n import gettext as _
from terreau.publishing.components import (
    Mark,
    Span,
    draw_means,
    draw_timeline,
    log_marks,
    outcome_marks,
    phase_spans,
    standby_spans,
)
from terreau.publishing.components.means import FAMILIES
from terreau.publishing.document import Figure
from terreau.web.cases.models import Means
from terreau.web.cases.queries.case_kinds import the_kind
from terreau.web.cases.queries.case_page import CasePage

__all__ = ["means_picture", "spans_of", "timeline_picture"]

_WIDE = 1000.0  # units: the card takes the whole page
_NAMED = 10  # facts named under the bands, the latest ones


def spans_of(page: CasePage) -> list[Span]:
    """Return the stays in phases, first to last."""
    return phase_spans((row.dated() for row in page.life.phases), page.phases)


def _first_clause(text: str) -> str:
    """Return the beginning of a line of the logbook, as far as its first stop."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    for stop in (". ", " ; ", " : ", ", "):
        line = line.split(stop)[0]
    return line.rstrip(".")[:80]


def _log_marks(page: CasePage, *, named: bool) -> list[Mark]:
    marks = []
    for line in page.log:
        for mark in log_marks([_dated(line)]):
            told = named and line.kind in {"milestone", "decision"}
            marks.append(replace(mark, caption=_first_clause(line.text)) if told else mark)
    return marks


def _dated(row: Any) -> dict[str, Any]:
    keys = ("kind", "date", "date_earliest", "date_latest", "outcome", "value", "unit")
    return {key: getattr(row, key) for key in keys if hasattr(row, key)}


def _fewer_names(marks: list[Mark]) -> list[Mark]:
    """Keep the names of the latest facts only: more would be noise."""
    named = sorted((m for m in marks if m.caption), key=lambda m: m.when, reverse=True)[_NAMED:]
    return [replace(mark, caption="") if mark in named else mark for mark in marks]


def timeline_picture(page: CasePage, day: date, *, named: bool) -> Figure:
    """Return the path of the case.

    Parameters
    ----------
    day : datetime.date
        Today.
    named : bool
        Whether lines of the logbook may be named: to the team, when nobody looks on.
    """
    outcomes = outcome_marks(map(_dated, page.life.outcomes), dict(OUTCOMES))
    marks = [replace(mark, caption=mark.label) for mark in outcomes]
    marks += _log_marks(page, named=named)
    return draw_timeline(
        spans_of(page),
        _fewer_names(marks),
        as_of=day,
        live=True,
        standby=standby_spans(row.dated() for row in page.life.standbys),
        width=_WIDE,
    )


def _latest(means: list[Means]) -> list[Means]:
    """Return the lines of the last year with an amount; those without a year when none has one."""
    years = [line.year for line in means if line.year and line.amount_high is not None]
    return [line for line in means if line.year == (max(years) if years else None)]


def means_picture(page: CasePage) -> Figure | None:
    """Return what the case lived on the last year known, None when nothing is written."""
    lines = _latest(page.means) or page.means
    if not lines:
        return None
    codes = [code for code, _label in FAMILIES]
    from terreau.analysis.economy import means_mix  # numerical libraries: see config.wsgi

    nothing = float("nan")
    low = [nothing if line.amount_low is None else line.amount_low for line in lines]
    high = [nothing if line.amount_high is None else line.amount_high for line in lines]
    said = {True: 1, False: 0, None: -1}
    mix = means_mix(
        [0] * len(lines),
        [codes.index(line.family) for line in lines],
        low,
        high,
        [said[line.local] for line in lines],
        n_cases=1,
    )
    families = {
        code: {"low": float(mix.amounts.low[0, rank]), "high": float(mix.amounts.high[0, rank])}
        for rank, code in enumerate(codes)
        if mix.amounts.high[0, rank] > 0
    }
    years = sorted({line.year for line in lines if line.year})
    local = {"low": float(mix.local.low[0]), "high": float(mix.local.high[0])}
    return draw_means(
        families,
        n_without_amount=int(mix.n_without_amount[0]),
        years=(years[0], years[-1]) if years else None,
        local_share=local if families else None,
        title=_("De quoi vit {what}").format(what=the_kind(page.kind)),
    )
