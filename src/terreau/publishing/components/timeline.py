"""The timeline of a case: phases as bands, sleep over them, dated facts as signs, the unknown left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terreau.i18n import format_date, join_words, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.bands import (
    BAND,
    Axis,
    Extent,
    axis_of,
    beside_sleep,
    between,
    draw_band,
    draw_gap,
    draw_now,
    draw_sleeps,
    draw_ticks,
    draw_years,
    extent_of,
    lanes_of,
    name_band,
    sleep_lanes,
)
from terreau.publishing.components.captions import LEADING, draw_captions, place_captions
from terreau.publishing.components.figure import WIDE, Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import wrap
from terreau.publishing.components.marks import draw_mark, sign_of
from terreau.publishing.components.spans import Mark, Span, date_words
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["draw_timeline"]

BAR = 14.0  # height of a bar, narrow


@dataclass(frozen=True, slots=True)
class _Told:
    """What a timeline tells."""

    spans: Sequence[Span]
    sleeps: Sequence[Span]
    marks: Sequence[Mark]
    as_of: date
    live: bool

    @property
    def present(self) -> str:
        """What the line of the present stands for."""
        if self.live:
            return _("aujourd’hui, {day}").format(day=format_date(self.as_of))
        return _("données du {day}").format(day=format_date(self.as_of))


def _mark_rows(marks: Sequence[Mark], axis: Axis) -> list[tuple[Mark, float, int]]:
    """Return each mark with its place and how far it must rise not to touch the one before."""
    placed: list[tuple[Mark, float, int]] = []
    last: list[float] = []
    for mark in sorted(marks, key=lambda m: (m.when, m.kind, m.label)):
        x = axis.at(mark.when[0]) / 2 + axis.at(mark.when[1]) / 2
        row = next((i for i, end in enumerate(last) if x - end >= 14.0), len(last))
        if row == len(last):
            if row == 4:  # a fifth row would only be noise: the table has them all
                row = 3
            else:
                last.append(x)
        last[row] = x
        placed.append((mark, x, row))
    return placed


def _draw_marks(
    drawing: Drawing, placed: Sequence[tuple[Mark, float, int]], axis: Axis, y: float
) -> None:
    for mark, x, row in placed:
        middle = y - 12.0 - 14.0 * row
        drawing.line(x, middle, x, y, "leader")
        left, right = axis.at(mark.when[0]), axis.at(mark.when[1])
        if right - left > 12:  # an approximate date spreads
            drawing.line(left, middle, right, middle, "leader")
    for mark, x, row in placed:
        draw_mark(drawing, mark.kind, x, y - 12.0 - 14.0 * row)


def _signs(drawing: Drawing, marks: Sequence[Mark]) -> list[Entry]:
    """Return a legend entry by kind of fact, with how many there are."""
    entries: list[Entry] = []
    kinds: dict[str, list[str]] = {}
    for mark in marks:
        kinds.setdefault(mark.kind, []).append(mark.label)
    order = ["meeting", "decision", "milestone", "difficulty", "outcome"]
    for kind in sorted(kinds, key=lambda k: (order.index(k) if k in order else 9, k)):
        labels = kinds[kind]
        said = _("devenir constaté") if kind == "outcome" else labels[0]
        many = f" ({len(labels)})" if len(labels) > 1 else ""
        entries.append((sign_of(drawing, kind), 12.0, said + many))
    return entries


def _key(drawing: Drawing, told: _Told, *, gaps: bool = False, sleeps: bool = False) -> list[Entry]:
    spans = told.spans
    entries = _signs(drawing, told.marks)
    if sleeps:
        entries.append(
            (lambda x, y: drawing.rect(x, y - 6, 22, 12, "standby", 2.0), 22.0, _("en veille"))
        )
    if any(b and b[0] != b[1] for s in spans for b in (s.start, s.end)):
        entries.append((lambda x, y: _fuzzy_sign(drawing, x, y), 22.0, _("date approchée")))
    if any(s.start and not s.end for s in spans):
        entries.append(
            (lambda x, y: _open_sign(drawing, x, y), 22.0, _("en cours, ou fin non documentée"))
        )
    if gaps:
        entries.append(
            (lambda x, y: drawing.rect(x, y - 6, 22, 12, "empty", 2.0), 22.0, _("non documenté"))
        )
    entries.append(
        (lambda x, y: drawing.line(x + 3, y - 6, x + 3, y + 6, "now"), 6.0, told.present)
    )
    return entries


def _fuzzy_sign(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y - 6, 22, 12, "phase-4", 2.0)
    drawing.hatch(x, y - 6, 22, 12, "hatch-paper")


def _open_sign(drawing: Drawing, x: float, y: float) -> None:
    drawing.path(f"M{x:.2f} {y - 6:.2f}h15l7 6l-7 6h-15Z", "phase-4")


def _middle(mark: Mark, axis: Axis) -> float:
    return axis.at(mark.when[0]) / 2 + axis.at(mark.when[1]) / 2


def _draw_wide(drawing: Drawing, layout: Layout, told: _Told) -> float:
    spans, as_of = told.spans, told.as_of
    axis = axis_of([*spans, *told.sleeps], told.marks, as_of, 6.0, layout.width - 14.0)
    extents = [extent_of(s, axis, f, as_of) for s, f in _followed(spans)]
    lanes = lanes_of(extents)
    sleeps = sleep_lanes(_sleep_extents(told, axis), extents, lanes)
    named = [(mark, _middle(mark, axis)) for mark in told.marks if mark.caption]
    captions, unnamed = place_captions(named, axis.left, axis.right)
    placed = _mark_rows([*(m for m in told.marks if not m.caption), *unnamed], axis)
    top = 12.0 + 14.0 * (max((row for *_x, row in placed), default=-1) + 1)
    foot = top + max(1, max(lanes, default=-1) + 1) * (BAND + 4)
    rows = max((caption.row for caption in captions), default=-1) + 1
    bottom = foot + LEADING * rows + 20
    draw_years(drawing, axis, 6.0, bottom)
    gaps = [
        draw_gap(drawing, before, after, top + max(0, lane) * (BAND + 4))
        for before, after, lane in zip(extents, extents[1:], lanes[1:], strict=False)
        if not any(between(sleep, before, after) for sleep, _lane in sleeps)
    ]
    shortened = []
    for span, extent, lane in zip(spans, extents, lanes, strict=True):
        if extent:
            draw_band(drawing, extent, top + lane * (BAND + 4), BAND, span.rank)
    unsaid = draw_sleeps(drawing, sleeps, top, BAND)
    draw_now(drawing, axis, as_of, 6.0, bottom - 16)
    for span, extent, lane in zip(spans, extents, lanes, strict=True):
        room = extent and beside_sleep(extent, lane, sleeps)
        if room and not name_band(drawing, span, room, top + lane * (BAND + 4)):
            shortened.append(_spelled(span))
        elif extent is None:
            shortened.append(f"{span.label}\u00a0: {span.words}")
    _draw_marks(drawing, placed, axis, top)
    draw_captions(drawing, captions, foot - 4)
    entries = _key(drawing, told, gaps=any(gaps), sleeps=unsaid)
    width_ = layout.width - 12.0
    y = flow(drawing, 6.0, bottom + 9, width_, entries)
    return (
        flow(drawing, 6.0, y, width_, [(None, 0.0, text) for text in shortened]) if shortened else y
    )


def _followed(spans: Sequence[Span]) -> list[tuple[Span, Span | None]]:
    return list(zip(spans, [*spans[1:], None][: len(spans)], strict=True))


def _sleep_extents(told: _Told, axis: Axis) -> list[Extent]:
    extents = (extent_of(sleep, axis, None, told.as_of) for sleep in told.sleeps)
    return [extent for extent in extents if extent is not None]


def _spelled(span: Span) -> str:
    """Return « P1 : Émergence », which says what the code in a band stands for."""
    return span.label.replace("\u00a0", "\u00a0:\u00a0", 1)


def _draw_narrow(drawing: Drawing, layout: Layout, told: _Told) -> float:
    spans, sleeps, marks, as_of = told.spans, told.sleeps, told.marks, told.as_of
    axis = axis_of([*spans, *sleeps], marks, as_of, 4.0, layout.width - 12.0)
    room = layout.width - 8.0
    lines_of = _in_time(spans, sleeps)
    texts = [wrap(f"{span.label}, {span.words}", room, "small") for span, _next in lines_of]
    placed = _mark_rows(marks, axis)
    top = 14.0 + 14.0 * (max((row for *_x, row in placed), default=-1) + 1)
    heights = [
        16.0 * len(lines) + (BAR + 12 if span.first else 6)
        for lines, (span, _next) in zip(texts, lines_of, strict=True)
    ]
    bottom = top + sum(heights) + 18
    draw_years(drawing, axis, bottom - 16, bottom)
    y = top
    for (span, follower), lines, height in zip(lines_of, texts, heights, strict=True):
        drawing.lines(4, y + 12, lines, "t-small", 16)
        extent = extent_of(span, axis, follower, as_of)
        if extent:
            bar = y + 16 * len(lines) + 2
            draw_ticks(drawing, axis, bar - 2, bar + BAR + 2)
            if span.code:
                draw_band(drawing, extent, bar, BAR, span.rank)
            else:
                width_ = extent.right - extent.left
                drawing.rect(extent.left, bar, width_, BAR, "standby", 3.0)
            draw_now(drawing, axis, as_of, bar - 2, bar + BAR + 2)
        y += height
    _draw_marks(drawing, placed, axis, top - 2)
    return flow(drawing, 4.0, bottom + 9, room, _key(drawing, told))


def _in_time(spans: Sequence[Span], sleeps: Sequence[Span]) -> list[tuple[Span, Span | None]]:
    """Return phases, each with the one that follows it, and sleeps after the phase they come in."""
    found = _followed(spans)
    for sleep in sleeps:
        before = [
            rank
            for rank, (span, _next) in enumerate(found)
            if span.first and sleep.first and span.first <= sleep.first
        ]
        found.insert(before[-1] + 1 if before else len(found), (sleep, None))
    return found


def _draw_undated(drawing: Drawing, layout: Layout, told: _Told) -> float:
    """Draw what is known without any date: the names, in empty outlines."""
    spans = [*told.spans, *told.sleeps]
    texts = [f"{span.label}, {span.words}" for span in spans] or [_("aucune phase documentée")]
    y = 4.0
    for text in texts:
        lines = wrap(text, layout.width - 28.0, "small")
        height = 17.0 * len(lines) + 13.0
        drawing.rect(2, y, layout.width - 4, height, "empty", 3.0)
        drawing.lines(14, y + 19, lines, "t-small t-soft")
        y += height + 6.0
    return y


def _description(told: _Told) -> str:
    spans, marks = told.spans, told.marks
    if spans:
        phases = (
            join_words([f"{s.label}, {s.words}" for s in spans])
            if len(spans) < 3
            else "\u202f; ".join(f"{s.label}, {s.words}" for s in spans)
        )
        count = ngettext("{n} phase documentée", "{n} phases documentées", len(spans)).format(
            n=len(spans)
        )
        first = f"{count}\u00a0: {phases}."
    else:
        first = _("Aucune phase documentée.")
    facts = ""
    if told.sleeps:
        times = join_words([sleep.words for sleep in told.sleeps])
        facts = f" {_('En veille')}\u00a0: {times}."
    if marks:
        count = ngettext("{n} fait daté.", "{n} faits datés.", len(marks)).format(n=len(marks))
        facts += f" {count}"
    present = told.present
    return f"{first}{facts} {present[:1].upper()}{present[1:]}."


def _table(told: _Told) -> DataTable:
    unknown = _("non documenté")
    rows = [
        (
            s.label,
            date_words(s.start_text) or unknown,
            date_words(s.end_text) or _("en cours ou non documentée"),
        )
        for s in (*told.spans, *told.sleeps)
    ]
    rows += [
        (mark.said, date_words(mark.text), "")
        for mark in sorted(told.marks, key=lambda m: (m.when, m.kind, m.label))
    ]
    cells = tuple(tuple(typeset(cell) for cell in row) for row in rows)
    return DataTable(
        _("Phases et faits datés"), (_("Phase ou fait"), _("Début ou date"), _("Fin")), cells
    )


def draw_timeline(
    phases: Sequence[Span],
    marks: Sequence[Mark] = (),
    *,
    as_of: date,
    live: bool = False,
    standby: Sequence[Span] = (),
    width: float = WIDE.width,
    name: str = "frise",
    title: str = "",
) -> Figure:
    """Return the timeline of a case.

    Parameters
    ----------
    phases : sequence of Span
        In order of time (see `phase_spans`).
    marks : sequence of Mark
        Dated facts: log lines by kind (never their words), outcomes. Those with a caption are named
        under the bands, where there is room.
    as_of : datetime.date
        The date of the data, drawn as the present.
    live : bool
        Whether that date is the reader's own day.
    standby : sequence of Span
        Times when the case slept (see `standby_spans`).
    width : float
        Units of the wide picture: more where a page gives it more room.
    """
    told = _Told(phases, standby, marks, as_of, live)
    dated = any(span.first for span in (*phases, *standby)) or bool(marks)

    def draw(drawing: Drawing, layout: Layout) -> float:
        if not dated:
            return _draw_undated(drawing, layout, told)
        return (_draw_narrow if layout.narrow else _draw_wide)(drawing, layout, told)

    return make_figure(
        name,
        title or _("Le chemin parcouru"),
        _description(told),
        _table(told),
        draw,
        wide=Layout(width, narrow=False),
    )
