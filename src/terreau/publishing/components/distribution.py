"""How levels are spread: ordered shares 0–4 with their numbers, special answers kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terreau.i18n import format_integer, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import fits
from terreau.publishing.components.stacks import Line, place
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["draw_levels"]

_SPECIAL = ("NO", "SO", "JNSP")
_RIGHT = 132.0  # three columns of special answers


def draw_levels(
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    levels: Sequence[tuple[int, str]] = (
        (0, "absent"),
        (1, "amorcé"),
        (2, "partiel"),
        (3, "établi"),
        (4, "structurant"),
    ),
    *,
    name: str = "repartition",
    title: str = "",
    how: str = "",
    anchor: str = "",
    what: str = "",
) -> Figure:
    """Return the distribution of levels, one line for each label.

    Parameters
    ----------
    rows : sequence of (label, summary)
        Label (a variable, a pillar in a phase) and its summary of levels (``counts``, ``special``, ``n``).
    levels : sequence of (level, word)
        The scale, lowest first.
    what : str
        What the labels are, above them in the table.
    """

    def draw(drawing: Drawing, layout: Layout) -> float:
        return _draw(drawing, layout, rows, levels)

    total = sum(summary["n"] for _label, summary in rows)
    special = sum(sum(summary["special"].values()) for _label, summary in rows)
    description = ngettext("{n} niveau donné", "{n} niveaux donnés", total).format(
        n=format_integer(total)
    ) + _(", de {low} à {high}").format(low=_level(*levels[0]), high=_level(*levels[-1]))
    if special:
        description += ngettext(
            ", et {n} autre réponse", ", et {n} autres réponses", special
        ).format(n=format_integer(special))
    description += "."
    return make_figure(
        name,
        title or _("Répartition des niveaux"),
        description,
        _table(rows, levels, what or _("Variable ou pilier")),
        draw,
        how=how,
        anchor=anchor,
    )


def _level(level: int, word: str) -> str:
    return f"{level} ({word})"


def _draw(
    drawing: Drawing,
    layout: Layout,
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    levels: Sequence[tuple[int, str]],
) -> float:
    y = 4.0
    if not layout.narrow:
        for number, code in enumerate(_SPECIAL):
            drawing.text(_special_x(layout, number), 14, code, "t-small t-soft t-end")
        y = 20.0
    for label, summary in rows:
        if not layout.narrow:
            drawing.line(0, y, layout.width, y, "grid")
        line = place(drawing, layout, y, label, right=_RIGHT)
        _stack(drawing, line, summary, levels)
        y = _specials(drawing, layout, line, summary)
    entries = [_entry(drawing, level, word) for level, word in levels]
    entries.append(
        (None, 0.0, _("NO\u00a0: non observé · SO\u00a0: sans objet · JNSP\u00a0: je ne sais pas"))
    )
    return flow(drawing, 0.0, y + 6, layout.width - 2, entries)


def _special_x(layout: Layout, number: int) -> float:
    return layout.width - 6.0 - 40.0 * (len(_SPECIAL) - 1 - number)


def _specials(drawing: Drawing, layout: Layout, line: Line, summary: Mapping[str, Any]) -> float:
    if layout.narrow:
        said = " · ".join(
            f"{code}\u00a0{summary['special'].get(code, 0)}"
            for code in _SPECIAL
            if summary["special"].get(code)
        )
        if said:
            drawing.text(0, line.y + 34, said, "t-small t-soft")
        return line.next_y + (16.0 if said else 0.0)
    for number, code in enumerate(_SPECIAL):
        count = summary["special"].get(code, 0)
        drawing.text(
            _special_x(layout, number),
            line.y + 14.5,
            format_integer(count) if count else "–",
            "t-small t-soft t-end",
        )
    return line.next_y


def _stack(
    drawing: Drawing, line: Line, summary: Mapping[str, Any], levels: Sequence[tuple[int, str]]
) -> None:
    if not summary["n"]:
        drawing.rect(line.x, line.y, line.width, 20, "empty", 4.0)
        drawing.text(
            line.x + line.width / 2,
            line.y + 14.5,
            _("aucun niveau"),
            "t-small t-soft t-italic t-middle",
        )
        return
    x = line.x
    for level, _word in levels:
        count = summary["counts"].get(str(level), 0)
        width = count / summary["n"] * line.width
        drawing.rect(x, line.y, width, 20, f"level-{level} cut")
        text = format_integer(count)
        if count and fits(text, width - 4, "small"):
            drawing.text(x + width / 2, line.y + 14.5, text, f"t-small on-level-{level} t-middle")
        x += width


def _entry(drawing: Drawing, level: int, word: str) -> Entry:
    return (
        lambda x, y: drawing.rect(x, y - 7, 14, 14, f"level-{level} cut"),
        14.0,
        f"{level}\u00a0{word}",
    )


def _table(
    rows: Sequence[tuple[str, Mapping[str, Any]]], levels: Sequence[tuple[int, str]], what: str
) -> DataTable:
    header = (
        what,
        *(f"{level} {word}" for level, word in levels),
        *_SPECIAL,
        _("Niveaux donnés"),
    )
    cells = tuple(
        (
            typeset(label),
            *(format_integer(summary["counts"].get(str(level), 0)) for level, _word in levels),
            *(format_integer(summary["special"].get(code, 0)) for code in _SPECIAL),
            format_integer(summary["n"]),
        )
        for label, summary in rows
    )
    return DataTable(_("Répartition des niveaux"), header, cells, frozenset(range(1, len(header))))
