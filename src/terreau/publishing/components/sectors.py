"""Who is around the table, or was met: one dot for each, by sector."""

from __future__ import annotations

from collections.abc import Sequence

from terreau.i18n import format_integer, join_words, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.lettering import width, wrap
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["PEOPLE", "draw_sectors"]

ACTORS = (_("acteur"), _("acteurs"))
PEOPLE = (_("personne rencontrée"), _("personnes rencontrées"))

_STEP = 16.0  # from one dot to the next
_ROWS = 3  # beyond, a bar speaks better than dots


def draw_sectors(
    counts: Sequence[tuple[str, int]],
    *,
    counted: tuple[str, str] = ACTORS,
    name: str = "acteurs",
    title: str = "",
    how: str = "",
    anchor: str = "",
) -> Figure:
    """Return the actors by sector.

    Parameters
    ----------
    counts : sequence of (str, int)
        French name of each sector and its number of actors, in the order to be drawn; include the
        sectors nobody stands for (0) and « secteur non dit » if some are unknown.
    counted : (str, str)
        What is counted, one and several: actors, or `PEOPLE` met.
    """

    def draw(drawing: Drawing, layout: Layout) -> float:
        return _draw(drawing, layout, counts)

    total = sum(count for _label, count in counts)
    if total:
        said = join_words([f"{label} {format_integer(count)}" for label, count in counts if count])
        number = f"{format_integer(total)} {ngettext(*counted, total)}"
        absent = [label for label, count in counts if not count]
        description = f"{number}\u00a0: {said}."
        if absent:
            nobody = _("Aucun connu") if counted == ACTORS else _("Personne, à ce que l’on sait")
            description += f" {nobody}\u00a0: {', '.join(absent)}."
    elif counted == ACTORS:
        description = _("Aucun acteur n’est décrit.")
    else:
        description = _("Aucun nombre de personnes n’est écrit.")
    rows = tuple((typeset(label), format_integer(count)) for label, count in counts)
    several = counted[1][:1].upper() + counted[1][1:]
    caption = _("{counted} par secteur").format(counted=several)
    table = DataTable(caption, (_("Secteur"), several), rows, frozenset({1}))
    return make_figure(
        name, title or _("Autour de la table"), description, table, draw, how=how, anchor=anchor
    )


def _draw(drawing: Drawing, layout: Layout, counts: Sequence[tuple[str, int]]) -> float:
    label_room = min(
        layout.width * 0.4, max((width(label) for label, _count in counts), default=0.0) + 8
    )
    number_x = label_room + 34.0
    left = number_x + 16.0
    per_row = max(1, int((layout.width - left - 6) // _STEP))
    top = max((count for _label, count in counts), default=0)
    y = 4.0
    for label, count in counts:
        lines = wrap(label, label_room)
        rows = -(-count // per_row) if top <= per_row * _ROWS else 1
        height = max(30.0, 17.0 * len(lines) + 10.0, rows * _STEP + 12.0)
        middle = y + height / 2
        drawing.lines(0, middle + 5 - 8.5 * (len(lines) - 1), lines)
        drawing.text(number_x, middle + 5, format_integer(count), "t-strong t-end")
        if not count:
            drawing.rect(left - 6, middle - 6, 12, 12, "empty", 6.0)
        elif top <= per_row * _ROWS:
            for i in range(count):
                row, column = divmod(i, per_row)
                drawing.circle(
                    left + column * _STEP, middle + (row - (rows - 1) / 2) * _STEP, 5.5, "dot"
                )
        else:
            drawing.rect(left - 6, middle - 7, count / top * (layout.width - left), 14, "dot", 3.0)
        y += height
    return y + 2
