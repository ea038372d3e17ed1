"""The timeline of a case: phases as bands, dated facts as signs, what is not known left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terreau.i18n import format_date, join_words, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import fits, width, wrap
from terreau.publishing.components.marks import draw_mark, sign_of
from terreau.publishing.components.spans import Mark, Span, date_words
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["draw_timeline"]

_BAND = 42.0  # height of a band, wide
_BAR = 14.0  # height of a bar, narrow


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days to units, over whole years."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def _axis(
    spans: Sequence[Span], marks: Sequence[Mark], as_of: date, left: float, right: float
) -> _Axis:
    days = [as_of]
    for span in spans:
        days += [day for bounds in (span.start, span.end) if bounds for day in bounds]
    days += [day for mark in marks for day in mark.when]
    return _Axis(date(min(days).year, 1, 1), date(max(days).year, 12, 31), left, right)


def _ticks(drawing: Drawing, axis: _Axis, top: float, bottom: float) -> None:
    for year in range(axis.first.year, axis.last.year + 1):
        x = axis.at(date(year, 1, 1))
        drawing.line(x, top, x, bottom, "grid")


def _years(drawing: Drawing, axis: _Axis, top: float, bottom: float) -> None:
    first, last = axis.first.year, axis.last.year
    room = (axis.right - axis.left) / max(1, last - first + 1)
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 1000) if room * step >= width("2026", "small") + 8
    )
    _ticks(drawing, axis, top, bottom)
    for year in range(first, last + 1):
        x = axis.at(date(year, 1, 1)) + 3.0
        if (year - first) % step == 0 and x + width(str(year), "small") <= drawing.width:
            drawing.text(x, bottom, str(year), "t-small t-soft")


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a band stands: sure between `a` and `b`, possible from `left` to `right`."""

    left: float
    a: float
    b: float
    right: float
    open_left: bool
    open_right: bool


def _extent(span: Span, axis: _Axis, following: Span | None, as_of: date) -> _Extent | None:
    """Return where to draw `span`, or None when no date is known.

    Without an end, a last phase runs to the date of the data; another one leaves its end open
    until the next phase starts.
    """
    if span.start is None and span.end is None:
        return None
    start = span.start or (span.end[0], span.end[0]) if span.end else span.start
    assert start is not None
    left, a = axis.at(start[0]), axis.at(start[1])
    if span.end:
        b, right = axis.at(span.end[0]), axis.at(span.end[1])
    elif following is None:
        b = right = max(a, axis.at(as_of))
    else:
        b, right = a, max(a, axis.at(following.first or as_of))
    open_right = span.end is None
    if b < a:
        a = b = (max(left, b) + min(right, a)) / 2 if left <= right else left
    return _Extent(left, a, b, max(right, left + 3.0), span.start is None, open_right)


def _band(drawing: Drawing, extent: _Extent, y: float, height: float, rank: int) -> None:
    left, right = extent.left, extent.right
    known_right = extent.b if extent.open_right and extent.b == extent.a else right
    class_ = f"phase-{min(rank + 1, 6)} edged"
    drawing.rect(left, y, max(known_right, left + 3.0) - left, height, class_, 3.0)
    if extent.a - left > 3:
        drawing.hatch(left, y, extent.a - left, height, "hatch-paper")
    if right - extent.b > 3 and not extent.open_right:
        drawing.hatch(extent.b, y, right - extent.b, height, "hatch-paper")
    if extent.open_right and right > known_right:
        drawing.rect(known_right, y, right - known_right, height, "empty", 3.0)
    if extent.open_right and right == known_right:
        # an open end: a point, as of an arrow
        drawing.path(
            f"M{right:.2f} {y:.2f}l7 {height / 2:.2f}l-7 {height / 2:.2f}Z",
            f"phase-{min(rank + 1, 6)}",
        )


def _lanes(extents: Sequence[_Extent | None]) -> list[int]:
    """Return the lane of each band: a second one only where two surely overlap."""
    ends: list[float] = []
    lanes = []
    for extent in extents:
        if extent is None:
            lanes.append(-1)
            continue
        middle_left, middle_right = (extent.left + extent.a) / 2, (extent.b + extent.right) / 2
        lane = next((i for i, end in enumerate(ends) if middle_left >= end - 1.0), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = middle_right
        lanes.append(lane)
    return lanes


def _band_label(drawing: Drawing, span: Span, extent: _Extent, y: float) -> bool:
    """Write the name in its band if it holds; return whether the whole name is there."""
    room = extent.right - extent.left - 10.0
    middle = (extent.left + extent.right) / 2
    for lines in (wrap(span.label, room, "small"), (span.code,)):
        if (
            len(lines) <= 2
            and all(_whole(line, room) for line in lines)
            and _unbroken(span.label, lines)
        ):
            top = y + _BAND / 2 + 4.5 - 8.0 * (len(lines) - 1)
            half = max(width(line, "small") for line in lines) / 2 + 5.0
            if extent.a > extent.left or extent.right > extent.b:
                plate = f"phase-{min(span.rank + 1, 6)}"
                drawing.rect(middle - half, top - 14, 2 * half, 16.0 * len(lines) + 4, plate, 3.0)
            drawing.lines(middle, top, lines, "t-small t-on-phase t-middle", 16.0)
            return lines != (span.code,)
    return False


def _whole(line: str, room: float) -> bool:
    return fits(line, room, "small")


def _unbroken(label: str, lines: Sequence[str]) -> bool:
    return " ".join(lines) == label or tuple(lines) == (label.split("\u00a0")[0],)


def _mark_rows(marks: Sequence[Mark], axis: _Axis) -> list[tuple[Mark, float, int]]:
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
    drawing: Drawing, placed: Sequence[tuple[Mark, float, int]], axis: _Axis, y: float
) -> None:
    for mark, x, row in placed:
        middle = y - 12.0 - 14.0 * row
        drawing.line(x, middle, x, y, "leader")
        left, right = axis.at(mark.when[0]), axis.at(mark.when[1])
        if right - left > 12:  # an approximate date spreads
            drawing.line(left, middle, right, middle, "leader")
    for mark, x, row in placed:
        draw_mark(drawing, mark.kind, x, y - 12.0 - 14.0 * row)


def _now(drawing: Drawing, axis: _Axis, as_of: date, top: float, bottom: float) -> None:
    x = axis.at(as_of)
    drawing.line(x, top, x, bottom, "now")


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


def _key(
    drawing: Drawing,
    spans: Sequence[Span],
    marks: Sequence[Mark],
    as_of: date,
    *,
    gaps: bool = False,
) -> list[Entry]:
    entries = _signs(drawing, marks)
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
    now = _("données du {day}").format(day=format_date(as_of))
    entries.append((lambda x, y: drawing.line(x + 3, y - 6, x + 3, y + 6, "now"), 6.0, now))
    return entries


def _fuzzy_sign(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y - 6, 22, 12, "phase-4", 2.0)
    drawing.hatch(x, y - 6, 22, 12, "hatch-paper")


def _open_sign(drawing: Drawing, x: float, y: float) -> None:
    drawing.path(f"M{x:.2f} {y - 6:.2f}h15l7 6l-7 6h-15Z", "phase-4")


def _draw_wide(
    drawing: Drawing, layout: Layout, spans: Sequence[Span], marks: Sequence[Mark], as_of: date
) -> float:
    axis = _axis(spans, marks, as_of, 6.0, layout.width - 14.0)
    following = [*spans[1:], None][: len(spans)]
    extents = [_extent(s, axis, f, as_of) for s, f in zip(spans, following, strict=True)]
    lanes = _lanes(extents)
    placed = _mark_rows(marks, axis)
    top = 12.0 + 14.0 * (max((row for *_x, row in placed), default=-1) + 1)
    count = max(lanes, default=-1) + 1
    bottom = top + max(1, count) * (_BAND + 4) + 20
    _years(drawing, axis, 6.0, bottom)
    gaps = [
        _gap(drawing, before, after, top + max(0, lane) * (_BAND + 4))
        for before, after, lane in zip(extents, extents[1:], lanes[1:], strict=False)
    ]
    shortened = []
    for span, extent, lane in zip(spans, extents, lanes, strict=True):
        if extent:
            _band(drawing, extent, top + lane * (_BAND + 4), _BAND, span.rank)
    _now(drawing, axis, as_of, 6.0, bottom - 16)
    for span, extent, lane in zip(spans, extents, lanes, strict=True):
        if extent and not _band_label(drawing, span, extent, top + lane * (_BAND + 4)):
            shortened.append(_spelled(span))
        elif extent is None:
            shortened.append(f"{span.label}\u00a0: {span.words}")
    _draw_marks(drawing, placed, axis, top)
    room = layout.width - 12.0
    y = flow(drawing, 6.0, bottom + 9, room, _key(drawing, spans, marks, as_of, gaps=any(gaps)))
    return (
        flow(drawing, 6.0, y, room, [(None, 0.0, text) for text in shortened]) if shortened else y
    )


def _spelled(span: Span) -> str:
    """Return « P1 : Émergence », which says what the code in a band stands for."""
    return span.label.replace("\u00a0", "\u00a0:\u00a0", 1)


def _gap(drawing: Drawing, before: _Extent | None, after: _Extent | None, y: float) -> bool:
    """Draw an empty outline between two phases where nothing is known; return whether there is one."""
    if before is None or after is None or before.open_right or after.left - before.right < 12:
        return False
    drawing.rect(before.right + 2, y, after.left - before.right - 4, _BAND, "empty", 3.0)
    lines = wrap(_("non documenté"), after.left - before.right - 8, "small")
    if " ".join(lines) == _("non documenté"):
        middle = (before.right + after.left) / 2
        drawing.lines(
            middle, y + 25 - 8 * (len(lines) - 1), lines, "t-small t-soft t-italic t-middle", 16
        )
        return False
    return True


def _draw_narrow(
    drawing: Drawing, layout: Layout, spans: Sequence[Span], marks: Sequence[Mark], as_of: date
) -> float:
    axis = _axis(spans, marks, as_of, 4.0, layout.width - 12.0)
    room = layout.width - 8.0
    texts = [wrap(f"{span.label}, {span.words}", room, "small") for span in spans]
    heights = [
        16.0 * len(lines) + (_BAR + 12 if span.first else 6)
        for lines, span in zip(texts, spans, strict=True)
    ]
    placed = _mark_rows(marks, axis)
    top = 14.0 + 14.0 * (max((row for *_x, row in placed), default=-1) + 1)
    bottom = top + sum(heights) + 18
    _years(drawing, axis, bottom - 16, bottom)
    y = top
    for span, follower, lines, height in zip(
        spans, [*spans[1:], None][: len(spans)], texts, heights, strict=True
    ):
        drawing.lines(4, y + 12, lines, "t-small", 16)
        extent = _extent(span, axis, follower, as_of)
        if extent:
            bar = y + 16 * len(lines) + 2
            _ticks(drawing, axis, bar - 2, bar + _BAR + 2)
            _band(drawing, extent, bar, _BAR, span.rank)
            _now(drawing, axis, as_of, bar - 2, bar + _BAR + 2)
        y += height
    _draw_marks(drawing, placed, axis, top - 2)
    return flow(drawing, 4.0, bottom + 9, room, _key(drawing, spans, marks, as_of))


def _draw_undated(drawing: Drawing, layout: Layout, spans: Sequence[Span]) -> float:
    """Draw what is known without any date: the names, in empty outlines."""
    texts = [f"{span.label}, {span.words}" for span in spans] or [_("aucune phase documentée")]
    y = 4.0
    for text in texts:
        lines = wrap(text, layout.width - 28.0, "small")
        height = 17.0 * len(lines) + 13.0
        drawing.rect(2, y, layout.width - 4, height, "empty", 3.0)
        drawing.lines(14, y + 19, lines, "t-small t-soft")
        y += height + 6.0
    return y


def _description(spans: Sequence[Span], marks: Sequence[Mark], as_of: date) -> str:
    if spans:
        told = (
            join_words([f"{s.label}, {s.words}" for s in spans])
            if len(spans) < 3
            else "\u202f; ".join(f"{s.label}, {s.words}" for s in spans)
        )
        count = ngettext("{n} phase documentée", "{n} phases documentées", len(spans)).format(
            n=len(spans)
        )
        first = f"{count}\u00a0: {told}."
    else:
        first = _("Aucune phase documentée.")
    facts = ""
    if marks:
        count = ngettext("{n} fait daté.", "{n} faits datés.", len(marks)).format(n=len(marks))
        facts = f" {count}"
    return f"{first}{facts} {_('Données du {day}.').format(day=format_date(as_of))}"


def _table(spans: Sequence[Span], marks: Sequence[Mark]) -> DataTable:
    unknown = _("non documenté")
    rows = [
        (
            s.label,
            date_words(s.start_text) or unknown,
            date_words(s.end_text) or _("en cours ou non documentée"),
        )
        for s in spans
    ]
    rows += [
        (mark.label, date_words(mark.text), "")
        for mark in sorted(marks, key=lambda m: (m.when, m.kind, m.label))
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
    name: str = "frise",
    title: str = "",
) -> Figure:
    """Return the timeline of a case.

    Parameters
    ----------
    phases : sequence of Span
        In order of time (see `phase_spans`).
    marks : sequence of Mark
        Dated facts: log lines by kind (never their words), outcomes.
    as_of : datetime.date
        The date of the data, drawn as the present.
    """

    dated = any(span.first for span in phases) or bool(marks)

    def draw(drawing: Drawing, layout: Layout) -> float:
        if not dated:
            return _draw_undated(drawing, layout, phases)
        routine = _draw_narrow if layout.narrow else _draw_wide
        return routine(drawing, layout, phases, marks, as_of)

    return make_figure(
        name,
        title or _("Le chemin parcouru"),
        _description(phases, marks, as_of),
        _table(phases, marks),
        draw,
    )
