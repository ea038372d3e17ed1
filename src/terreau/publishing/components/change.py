"""What moved from one phase to the next: how many appreciations went up, stayed, went down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from terreau.i18n import format_integer, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import fits
from terreau.publishing.components.stacks import place
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["draw_change"]

_WAYS = (
    ("down", "↓", "level-1", "on-level-1"),
    ("same", "=", "level-0", "on-level-0"),
    ("up", "↑", "level-3", "on-level-3"),
)


def draw_change(
    steps: Sequence[Mapping[str, Any]],
    pillars: Sequence[tuple[str, str]],
    phases: Sequence[tuple[str, str]],
    *,
    name: str = "evolution",
    title: str = "",
    how: str = "",
    anchor: str = "",
) -> Figure:
    """Return the moves between phases.

    Parameters
    ----------
    steps : sequence of mapping
        ``pillar``, ``from``, ``to`` (codes of phases, or mappings with ``phase`` and ``seq``), ``n``,
        ``up``, ``same``, ``down``: same variable, same rater, before and after.
    pillars : sequence of (code, name)
        Of the référentiel; a single one is not named again: the title says it.
    """
    names = dict(pillars)
    lines = [
        (
            f"{step['pillar']} {names.get(step['pillar'], '')}".strip() if len(pillars) > 1 else "",
            _step(step, dict(phases)),
            step,
        )
        for step in steps
    ]

    def draw(drawing: Drawing, layout: Layout) -> float:
        return _draw(drawing, layout, lines)

    up, same, down = (sum(step[way] for step in steps) for way in ("up", "same", "down"))
    if steps:
        description = _(
            "D’une phase à l’autre, mêmes variables et mêmes regards\u00a0: {up} en hausse, {same} inchangées, {down} en baisse."
        ).format(up=_count(up), same=format_integer(same), down=format_integer(down))
    else:
        description = _("Aucune variable n’a été appréciée par le même regard dans deux phases.")
    return make_figure(
        name,
        title or _("Ce qui a bougé d’une phase à l’autre"),
        description,
        _table(lines),
        draw,
        how=how,
        anchor=anchor,
    )


def _count(number: int) -> str:
    return ngettext("{n} appréciation", "{n} appréciations", number).format(
        n=format_integer(number)
    )


def _step(step: Mapping[str, Any], phases: Mapping[str, str]) -> str:
    def said(end: Any) -> str:
        code, seq = (end, 1) if isinstance(end, str) else (end["phase"], end.get("seq") or 1)
        name = phases.get(code, str(code))
        return f"{name} ({seq}e\u00a0fois)" if seq > 1 else name

    return f"{said(step['from'])} → {said(step['to'])}"


def _draw(
    drawing: Drawing, layout: Layout, lines: Sequence[tuple[str, str, Mapping[str, Any]]]
) -> float:
    if not lines:
        drawing.rect(1, 4, layout.width - 2, 34, "empty", 4.0)
        drawing.text(layout.width / 2, 26, _("rien à comparer"), "t-soft t-italic t-middle")
        return 44.0
    # unchanged ones sit on the middle line, half on each side: what leans to the right rose
    reach = max(max(s["up"], s["down"]) + s["same"] / 2 for _a, _b, s in lines) or 1.0
    y, previous, line = 4.0, "\0", None
    for label, step, counts in lines:
        if label != previous:
            drawing.line(0, y, layout.width, y, "grid")
        first = layout.narrow or label != previous
        line = (
            place(drawing, layout, y, label if first else "", note=step)
            if label
            else place(drawing, layout, y, step)
        )
        previous = label
        unit = (line.width / 2 - 2) / reach
        x = line.x + line.width / 2 - (counts["same"] / 2 + counts["down"]) * unit
        for way, sign, class_, on in _WAYS:
            width = counts[way] * unit
            drawing.rect(x, line.y, width, 20, f"{class_} cut")
            for text in (f"{sign}\u00a0{format_integer(counts[way])}", format_integer(counts[way])):
                if counts[way] and fits(text, width - 4, "small"):
                    drawing.text(x + width / 2, line.y + 14.5, text, f"t-small {on} t-middle")
                    break
            x += width
        y = line.next_y
    said = (_("↓ en baisse"), _("= inchangées"), _("↑ en hausse"))
    entries: list[Entry] = [
        (_swatch(drawing, way[2]), 14.0, text) for way, text in zip(_WAYS, said, strict=True)
    ]
    return flow(drawing, 0.0, y + 6, layout.width - 2, entries)


def _swatch(drawing: Drawing, class_: str) -> Callable[[float, float], None]:
    return lambda x, y: drawing.rect(x, y - 7, 14, 14, f"{class_} cut")


def _table(lines: Sequence[tuple[str, str, Mapping[str, Any]]]) -> DataTable:
    rows = tuple(
        (
            typeset(label),
            step,
            *(format_integer(counts[way]) for way in ("up", "same", "down", "n")),
        )
        for label, step, counts in lines
    )
    header = (
        _("Pilier"),
        _("Passage"),
        _("En hausse"),
        _("Inchangées"),
        _("En baisse"),
        _("Comparées"),
    )
    if any(label for label, _step, _counts in lines):
        return DataTable(_("Ce qui a bougé"), header, rows, frozenset({2, 3, 4, 5}))
    alone = tuple(row[1:] for row in rows)
    return DataTable(_("Ce qui a bougé"), header[1:], alone, frozenset({1, 2, 3, 4}))
