"""Small multiples of summaries: rows by columns when there is room, a list when there is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terreau.publishing.components.figure import Layout
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import wrap
from terreau.publishing.components.scale import draw_summary, key, rated
from terreau.publishing.components.svg import Drawing

__all__ = ["Cell", "Row", "draw_badge", "draw_grid"]


_LEFT = 190.0  # the names of the rows


@dataclass(frozen=True, slots=True)
class Cell:
    """One summary; None when nothing is known; `early` when it is too early to expect anything."""

    summary: Mapping[str, Any] | None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of cells; `letter` is the badge of its pillar. Without cells it is a heading."""

    letter: str
    label: str
    tone: int
    cells: tuple[Cell, ...]
    note: str = ""


def draw_badge(drawing: Drawing, x: float, y: float, letter: str, tone: int) -> None:
    """Draw the letter of a pillar in its disc, centred on (x, y)."""
    drawing.circle(x, y, 11, f"pillar-{tone}")
    drawing.text(x, y + 4.5, letter, "t-small t-strong t-on-pillar t-middle")


def draw_grid(
    drawing: Drawing, layout: Layout, columns: Sequence[str], rows: Sequence[Row]
) -> float:
    """Draw `rows` × `columns`; return the height used, legend included."""
    y = (_draw_list if _as_list(layout, columns) else _draw_columns)(drawing, layout, columns, rows)
    empty = any(not c.early and not (c.summary and c.summary["n"]) for r in rows for c in r.cells)
    room = layout.width - 12.0
    y = flow(drawing, 6.0, y + 8, room, key(drawing, empty=empty))
    names = _shortened(columns, layout)
    return flow(drawing, 6.0, y, room, names) if names else y


def _heads(columns: Sequence[str], room: float) -> list[tuple[str, ...]]:
    """Return the lines above the columns: the names, or the codes alone where a word would be cut."""
    whole = [wrap(text, room, "small") for text in columns]
    if all(" ".join(lines) == text for lines, text in zip(whole, columns, strict=True)):
        return whole
    return [(text.split(" ")[0].split("\u00a0")[0] + _again(text),) for text in columns]


def _again(text: str) -> str:
    return text[text.rindex(" (") :] if text.endswith(")") else ""


def _shortened(columns: Sequence[str], layout: Layout) -> list[Entry]:
    """Return the names of the columns for the legend, when only codes stand above them."""
    if _as_list(layout, columns):
        return []
    heads = _heads(columns, (layout.width - _LEFT) / max(1, len(columns)) - 12.0)
    names = [text for text, lines in zip(columns, heads, strict=True) if " ".join(lines) != text]
    spelled = [name.split(" (")[0].replace("\u00a0", "\u00a0:\u00a0", 1) for name in names]
    return [(None, 0.0, name) for name in dict.fromkeys(spelled)]


def _as_list(layout: Layout, columns: Sequence[str]) -> bool:
    return layout.narrow or len(columns) > 8


def _draw_columns(
    drawing: Drawing, layout: Layout, columns: Sequence[str], rows: Sequence[Row]
) -> float:
    left = _LEFT
    step = (layout.width - left) / max(1, len(columns))
    heads = _heads(columns, step - 12.0)
    depth = max((len(lines) for lines in heads), default=1)
    for number, lines in enumerate(heads):
        x = left + (number + 0.5) * step
        drawing.lines(x, 14.0 + 16.0 * (depth - len(lines)), lines, "t-small t-soft t-middle", 16.0)
    y = 16.0 * depth + 8.0
    for row in rows:
        y = _draw_row(drawing, layout, row, y, left, step)
    drawing.line(0, y, layout.width, y, "grid")
    return y


def _draw_heading(drawing: Drawing, layout: Layout, row: Row, y: float) -> float:
    drawing.line(0, y, layout.width, y, "grid")
    draw_badge(drawing, 13, y + 19, row.letter, row.tone)
    lines = wrap(row.label, layout.width - 40.0, strong=True)
    return drawing.lines(34, y + 24, lines, "t-strong", 17.0) - 6.0


def _draw_row(
    drawing: Drawing, layout: Layout, row: Row, y: float, left: float, step: float
) -> float:
    if not row.cells and row.letter:
        return _draw_heading(drawing, layout, row, y)
    lines = wrap(row.label, left - 46.0)
    notes = wrap(row.note, left - 46.0, "small") if row.note else ()
    height = max(54.0, 17.0 * len(lines) + 15.0 * len(notes) + 18.0)
    drawing.line(0 if row.letter else 30, y, layout.width, y, "grid")
    middle = y + height / 2
    if row.letter:
        draw_badge(drawing, 13, middle, row.letter, row.tone)
    top = middle + 5.0 - 8.5 * (len(lines) - 1) - 7.5 * len(notes)
    after = drawing.lines(34, top, lines, "", 17.0)
    drawing.lines(34, after - 1.0, notes, "t-small t-soft", 15.0)
    for number, cell in enumerate(row.cells):
        margin = max(12.0, step * 0.14)
        x = left + number * step + margin
        known = bool(cell.summary and cell.summary["n"])
        shift = 8.0 if known else 0.0
        draw_summary(
            drawing,
            x,
            middle - shift,
            step - 2 * margin,
            cell.summary,
            f"pillar-{row.tone}",
            early=cell.early,
        )
        if cell.summary and known:
            drawing.text(
                x + step / 2 - margin,
                middle + 21,
                rated(cell.summary["n"]),
                "t-small t-soft t-middle",
            )
    return y + height


def _draw_list(
    drawing: Drawing, layout: Layout, columns: Sequence[str], rows: Sequence[Row]
) -> float:
    label_room = 128.0 if layout.narrow else 260.0
    y = 4.0
    for row in rows:
        if not row.cells:
            y = _draw_heading(drawing, layout, row, y)
            continue
        drawing.line(0 if row.letter else 30, y, layout.width, y, "grid")
        y += 20.0
        if row.letter:
            draw_badge(drawing, 13, y, row.letter, row.tone)
        heads = wrap(row.label, layout.width - 40.0, strong=True)
        y = drawing.lines(34, y + 5, heads, "t-strong", 17.0)
        y = drawing.lines(
            34,
            y - 2,
            wrap(row.note, layout.width - 40.0, "small") if row.note else (),
            "t-small t-soft",
            15,
        )
        for text, cell in zip(columns, row.cells, strict=True):
            lines = wrap(text, label_room - 10.0, "small")
            known = bool(cell.summary and cell.summary["n"])
            height = max(50.0 if known else 32.0, 16.0 * len(lines) + 10.0)
            middle = y + height / 2 - 4.0
            drawing.lines(4, middle + 4 - 8.0 * (len(lines) - 1), lines, "t-small t-soft", 16.0)
            x, room = label_room + 10.0, layout.width - label_room - 24.0
            shift = 8.0 if known else 0.0
            draw_summary(
                drawing,
                x,
                middle - shift,
                room,
                cell.summary,
                f"pillar-{row.tone}",
                early=cell.early,
            )
            if cell.summary and known:
                drawing.text(
                    x + room / 2, middle + 21, rated(cell.summary["n"]), "t-small t-soft t-middle"
                )
            y += height
        y += 4.0
    return y
