"""What each case lives on: market, redistribution, reciprocity, local or not."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from terreau.analysis.economy import MeansMix, means_mix
from terreau.formats.tables import COUNTED, counted_amount, table
from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.study.answers import Answer, done, refused
from terreau.study.frame import Frame

__all__ = ["TABLES", "means"]

TABLES = ("cases", "means")
_FAMILIES = tuple(code for code, _word in table("means").column("family").choices)
_UNKNOWN = (math.nan, math.nan)


def _interval(low: float, high: float) -> dict[str, float] | None:
    return None if math.isnan(low) or math.isnan(high) else {"low": low, "high": high}


def _case(mix: MeansMix, i: int, case: str, years: list[int]) -> dict[str, Any]:
    amounts, shares = mix.amounts, mix.shares
    return {
        "case": case,
        "n_lines": int(mix.n_lines[i]),
        "n_without_amount": int(mix.n_without_amount[i]),
        "families": {
            family: {"low": float(amounts.low[i, f]), "high": float(amounts.high[i, f])}
            for f, family in enumerate(_FAMILIES)
        },
        "shares": {
            family: _interval(float(shares.low[i, f]), float(shares.high[i, f]))
            for f, family in enumerate(_FAMILIES)
        },
        "local_share": _interval(float(mix.local.low[i]), float(mix.local.high[i])),
        "years": [min(years), max(years)] if years else None,
    }


def _warnings(rows: list[dict[str, Any]], mix: MeansMix) -> tuple[str, ...]:
    said = []
    if n := int(mix.n_without_amount.sum()):
        said.append(
            ngettext(
                "{n} ligne de moyens sans montant lisible n’entre dans aucune somme.",
                "{n} lignes de moyens sans montant lisible n’entrent dans aucune somme.",
                n,
            ).format(n=n)
        )
    if n := sum(row["local"] is None for row in rows):
        said.append(
            ngettext(
                "{n} ligne ne dit pas si la ressource est locale\u00a0: la part locale est une "
                "fourchette plus large.",
                "{n} lignes ne disent pas si la ressource est locale\u00a0: la part locale est une "
                "fourchette plus large.",
                n,
            ).format(n=n)
        )
    return tuple(said)


def means(frame: Frame) -> Answer:
    """Give the mix of means of each case, with the bounds that approximate amounts allow."""
    place = {family: i for i, family in enumerate(_FAMILIES)}
    rows = [row for row in frame.dataset.rows("means") if row["family"] in place]
    rows.sort(key=lambda row: (row["case"], row["seq"] or 0, row["family"]))
    if not rows:
        return refused(_("Aucune ligne de moyens dans ces données."))
    cases = sorted({row["case"] for row in rows})
    position = {case: i for i, case in enumerate(cases)}
    bounds = np.array([counted_amount(row) or _UNKNOWN for row in rows], dtype=np.float64)
    mix = means_mix(
        [position[row["case"]] for row in rows],
        [place[row["family"]] for row in rows],
        bounds[:, 0],
        bounds[:, 1],
        [-1 if row["local"] is None else int(row["local"]) for row in rows],
        n_cases=len(cases),
        n_families=len(_FAMILIES),
    )
    years: dict[str, list[int]] = {case: [] for case in cases}
    references: dict[str, list[str]] = {case: [] for case in cases}
    for row in rows:
        references[row["case"]].append(f"{row['case']}/{row['seq']}")
        if row["year"] is not None:
            years[row["case"]].append(row["year"])
    result = {"cases": [_case(mix, i, case, years[case]) for i, case in enumerate(cases)]}
    return done(
        result,
        [{"case": case, "rows": references[case]} for case in cases],
        _warnings(rows, mix),
        {"unit": "€", "amount": list(COUNTED)},
    )
