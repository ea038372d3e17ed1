"""Imagined data for the page that shows every component."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from terreau.i18n import parse_date
from terreau.publishing.components import (
    draw_means,
    draw_profile,
    draw_sectors,
    draw_timeline,
    log_marks,
    phase_spans,
)

__all__ = ["samples"]

_PHASES = {"P1": "Émergence", "P2": "Étude d’opportunité", "P3": "Expérimentation"}
_PILLARS = (
    ("A", "Coopération"),
    ("B", "Ancrage territorial"),
    ("C", "Résilience"),
    ("D", "Économie hybride"),
)


class _Form(forms.Form):
    """One field of each nature, one of them wrong."""

    name = forms.CharField(label="Nom", help_text="Tel qu’il sera lu.")
    sector = forms.ChoiceField(
        label="Secteur", choices=[("", "—"), ("public", "public")], required=False
    )
    person = forms.BooleanField(label="C’est une personne", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _bounded(row: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        when = parse_date(row[name]) if row.get(name) else None
        row |= {f"{name}_earliest": when and when.earliest, f"{name}_latest": when and when.latest}
    return row


def _cell(pillar: str, phase: str, low: int, median: float, high: int) -> dict[str, Any]:
    summary = {
        "n": 7, "counts": {}, "special": {},
        "median": {"lo": median, "hi": median}, "middle": [median - 0.5, median + 0.5],
        "range": [low, high],
    }  # fmt: skip
    return {
        "pillar": pillar,
        "phase": phase,
        "seq": 1,
        "summary": summary,
        "n_raters": 2,
        "too_early": False,
    }


def samples() -> dict[str, Any]:
    """Return the figures and the form shown; everything in them is imagined."""
    phases = [
        _bounded(
            {"phase": "P1", "seq": 1, "start": "mars 2023", "end": "janvier 2024"}, "start", "end"
        ),
        _bounded(
            {"phase": "P2", "seq": 1, "start": "février 2024", "end": "2025-06-10"}, "start", "end"
        ),
        _bounded({"phase": "P3", "seq": 1, "start": "2025-06-11", "end": None}, "start", "end"),
    ]
    log = [_bounded({"kind": "meeting", "date": "2024-03-12"}, "date"),
           _bounded({"kind": "decision", "date": "2025-09-02"}, "date")]  # fmt: skip
    cells = [_cell(code, "P1", 0, 1.0, 2) for code, _name in _PILLARS[:2]]
    cells += [_cell(code, "P2", 1, 2.0, 3) for code, _name in _PILLARS]
    form = _Form({"name": "", "sector": "public"})
    return {
        "figures": [
            draw_timeline(phase_spans(phases, _PHASES), log_marks(log), as_of=date(2026, 11, 12)),
            draw_profile(cells, _PILLARS, list(_PHASES.items())),
            draw_sectors([("public", 3), ("privé", 4), ("société civile", 6), ("recherche", 0)]),
            draw_means({"market": {"low": 24300.0, "high": 24300.0},
                        "redistribution": {"low": 40800.0, "high": 40800.0},
                        "reciprocity": {"low": 11000.0, "high": 13300.0}}),
        ],
        "form": form,
    }  # fmt: skip
