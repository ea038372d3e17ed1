"""Where the cooperation stands: one small scale for each pillar in each phase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terreau.i18n import format_integer, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.grid import Cell, Row, draw_grid
from terreau.publishing.components.scale import median_words, range_words
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["draw_profile"]

Names = Sequence[tuple[str, str]]


def _label(phase: str, seq: int, names: Mapping[str, str]) -> str:
    again = f" ({seq}e\u00a0fois)" if seq > 1 else ""
    return f"{phase}\u00a0{names.get(phase, '')}{again}".strip("\u00a0")


def _columns(cells: Sequence[Mapping[str, Any]], phases: Names) -> list[tuple[str, int]]:
    """Return the stays (phase, seq) that the cells speak of, first stays first."""
    rank = {code: number for number, (code, _name) in enumerate(phases)}
    stays = {(cell["phase"], cell.get("seq") or 1) for cell in cells}
    return sorted(stays, key=lambda stay: (stay[1], rank.get(stay[0], len(rank)), stay[0]))


def draw_profile(
    cells: Sequence[Mapping[str, Any]],
    pillars: Names,
    phases: Names,
    *,
    name: str = "profil",
    title: str = "",
    how: str = "",
    anchor: str = "",
) -> Figure:
    """Return the profile of one case.

    Parameters
    ----------
    cells : sequence of mapping
        Its cells in ``profile.result`` (``pillar``, ``phase``, ``seq``, ``summary``, ``n_raters``,
        ``too_early``): levels 0–4 are ordinal, medians and ranges, never means.
    pillars, phases : sequence of (code, name)
        Of the référentiel, in its order.
    """
    names = dict(phases)
    stays = _columns(cells, phases)
    found = {(cell["pillar"], cell["phase"], cell.get("seq") or 1): cell for cell in cells}
    labels = [_label(phase, seq, names) for phase, seq in stays]
    rows = [
        Row(code, label, number % 4 + 1, tuple(_cell(found.get((code, *stay))) for stay in stays))
        for number, (code, label) in enumerate(pillars)
    ]

    def draw(drawing: Drawing, layout: Layout) -> float:
        return draw_grid(drawing, layout, labels, rows)

    title = title or _("Où en est la coopération de territoire")
    table = _table(pillars, stays, labels, found)
    return make_figure(
        name, title, _description(rows, labels, found), table, draw, how=how, anchor=anchor
    )


def _cell(cell: Mapping[str, Any] | None) -> Cell:
    return Cell(cell["summary"], bool(cell.get("too_early"))) if cell else Cell(None)


def _description(
    rows: Sequence[Row], labels: Sequence[str], found: Mapping[Any, Mapping[str, Any]]
) -> str:
    total = sum(cell["summary"]["n"] for cell in found.values() if cell["summary"])
    if not total:
        return _("Aucune appréciation\u00a0: rien ne peut encore être dit des piliers.")
    count = ngettext("{n} appréciation", "{n} appréciations", total).format(n=format_integer(total))
    said = []
    for row in rows:
        known = [
            (label, cell)
            for label, cell in zip(labels, row.cells, strict=True)
            if cell.summary and cell.summary["n"]
        ]
        if known:
            label, cell = known[-1]
            level = median_words(cell.summary)
            said.append(
                _("{pillar}, niveau médian {level} sur 4 en {phase}").format(
                    pillar=row.label, level=level, phase=label
                )
            )
        else:
            said.append(_("{pillar}, rien n’est connu").format(pillar=row.label))
    last = _("Dernière phase appréciée de chaque pilier\u00a0: {said}.").format(
        said="\u202f; ".join(said)
    )
    return f"{count}. {last}"


def _table(
    pillars: Names,
    stays: Sequence[tuple[str, int]],
    labels: Sequence[str],
    found: Mapping[Any, Mapping[str, Any]],
) -> DataTable:
    rows = []
    for code, label in pillars:
        for stay, phase in zip(stays, labels, strict=True):
            cell = found.get((code, *stay))
            summary = cell["summary"] if cell else None
            shown = summary if summary and summary["n"] else None
            rows.append(
                (
                    f"{code} {label}",
                    phase,
                    median_words(summary, early=bool(cell and cell.get("too_early"))),
                    range_words(shown["middle"]) if shown else "",
                    range_words(shown["range"]) if shown else "",
                    format_integer(summary["n"]) if summary else "0",
                    format_integer(cell.get("n_raters", 0)) if cell else "0",
                )
            )
    header = (
        _("Pilier"),
        _("Phase"),
        _("Niveau médian"),
        _("Moitié centrale"),
        _("Étendue"),
        _("Appréciations"),
        _("Regards"),
    )
    cells = tuple(tuple(typeset(text) for text in row) for row in rows)
    return DataTable(
        _("Niveaux par pilier et par phase"), header, cells, frozenset({2, 3, 4, 5, 6})
    )
