"""Groups side by side: the same scales for each territory or cohort, never a ranking."""

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

__all__ = ["draw_groups"]

Names = Sequence[tuple[str, str]]


def _cases(count: int) -> str:
    return ngettext("{n} projet apprécié", "{n} projets appréciés", count).format(
        n=format_integer(count)
    )


def draw_groups(
    groups: Sequence[Mapping[str, Any]],
    pillars: Names,
    phases: Names,
    *,
    name: str = "groupes",
    title: str = "",
    how: str = "",
    anchor: str = "",
    tone: int = 1,
) -> Figure:
    """Return groups of ``compare.result`` side by side, pillar by pillar and phase by phase.

    Parameters
    ----------
    groups : sequence of mapping
        Each with ``name``, ``n_rated_cases`` and ``cells`` (``pillar``, ``phase``, ``n_cases``, ``summary``).
    pillars, phases : sequence of (code, name)
        Of the référentiel; only phases that some group has are drawn. A single pillar needs no heading.
    tone : int
        Colour of the first pillar, 1 to 4.
    """
    present = {cell["phase"] for group in groups for cell in group["cells"]}
    columns = [(code, label) for code, label in phases if code in present]
    found = {
        (number, cell["pillar"], cell["phase"]): cell
        for number, group in enumerate(groups)
        for cell in group["cells"]
    }
    rows: list[Row] = []
    for rank, (letter, label) in enumerate(pillars, tone - 1):
        if len(pillars) > 1:
            rows.append(Row(letter, label, rank % 4 + 1, ()))
        for number, group in enumerate(groups):
            cells = tuple(
                Cell(found.get((number, letter, code), {}).get("summary"))
                for code, _label in columns
            )
            rows.append(
                Row("", str(group["name"]), rank % 4 + 1, cells, _cases(group["n_rated_cases"]))
            )
    labels = [f"{code}\u00a0{label}" for code, label in columns]

    def draw(drawing: Drawing, layout: Layout) -> float:
        return draw_grid(drawing, layout, labels, rows)

    said = "\u202f; ".join(f"{group['name']}, {_cases(group['n_rated_cases'])}" for group in groups)
    description = (
        _("Les niveaux donnés, phase par phase\u00a0: {groups}.")
        if len(pillars) == 1
        else _(
            "Les mêmes échelles pour chaque groupe\u00a0: {groups}. Les groupes sont montrés côte à côte, "
            "ils ne sont pas classés."
        )
    )
    return make_figure(
        name,
        title or _("Groupes côte à côte"),
        description.format(groups=said or _("aucun groupe")),
        _table(groups, pillars, columns, found),
        draw,
        how=how,
        anchor=anchor,
    )


def _table(
    groups: Sequence[Mapping[str, Any]],
    pillars: Names,
    columns: Names,
    found: Mapping[Any, Mapping[str, Any]],
) -> DataTable:
    rows = []
    for letter, label in pillars:
        for code, phase in columns:
            for number, group in enumerate(groups):
                cell = found.get((number, letter, code))
                summary = cell["summary"] if cell else None
                shown = summary if summary and summary["n"] else None
                if summary is None:
                    continue
                rows.append(
                    (
                        f"{letter} {label}",
                        f"{code} {phase}",
                        str(group["name"]),
                        median_words(summary),
                        range_words(shown["range"]) if shown else "",
                        format_integer(cell["n_cases"]) if cell else "0",
                        format_integer(summary["n"]) if summary else "0",
                    )
                )
    header = (
        _("Pilier"),
        _("Phase"),
        _("Groupe"),
        _("Niveau médian"),
        _("Étendue"),
        _("Projets"),
        _("Appréciations"),
    )
    first = 1 if len(pillars) == 1 else 0  # the title of the figure then says the pillar
    cells = tuple(tuple(typeset(text) for text in row[first:]) for row in rows)
    numeric = frozenset(column - first for column in (3, 4, 5, 6))
    return DataTable(_("Niveaux par groupe"), header[first:], cells, numeric)
