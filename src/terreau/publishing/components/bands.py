"""Phases as bands along a line of time: where each stands, its name, what is only approximately known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from terreau.i18n import gettext as _
from terreau.publishing.components.lettering import fits, width, wrap
from terreau.publishing.components.spans import Mark, Span
from terreau.publishing.components.svg import Drawing

__all__ = [
    "BAND",
    "Axis",
    "Extent",
    "axis_of",
    "beside_sleep",
    "between",
    "draw_band",
    "draw_gap",
    "draw_now",
    "draw_sleeps",
    "draw_ticks",
    "draw_years",
    "extent_of",
    "lanes_of",
    "name_band",
    "sleep_lanes",
]

BAND = 42.0  # height of a band, wide
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to units, over whole years."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day stands."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def axis_of(
    spans: Sequence[Span], marks: Sequence[Mark], as_of: date, left: float, right: float
) -> Axis:
    """Return the axis that holds every date known, over whole years."""
    days = [as_of]
    for span in spans:
        days += [day for bounds in (span.start, span.end) if bounds for day in bounds]
    days += [day for mark in marks for day in mark.when]
    return Axis(date(min(days).year, 1, 1), date(max(days).year, 12, 31), left, right)


def draw_ticks(drawing: Drawing, axis: Axis, top: float, bottom: float) -> None:
    """Draw a line at each first of January."""
    for year in range(axis.first.year, axis.last.year + 1):
        x = axis.at(date(year, 1, 1))
        drawing.line(x, top, x, bottom, "grid")


def draw_years(drawing: Drawing, axis: Axis, top: float, bottom: float) -> None:
    """Write the years under their lines, as many as there is room for; the months of a year alone."""
    first, last = axis.first.year, axis.last.year
    if first == last:
        _draw_months(drawing, axis, top, bottom)
    room = (axis.right - axis.left) / max(1, last - first + 1)
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 1000) if room * step >= width("2026", "small") + 8
    )
    draw_ticks(drawing, axis, top, bottom)
    for year in range(first, last + 1):
        x = axis.at(date(year, 1, 1)) + 3.0
        if (year - first) % step == 0 and x + width(str(year), "small") <= drawing.width:
            drawing.text(x, bottom, str(year), "t-small t-soft")


def _draw_months(drawing: Drawing, axis: Axis, top: float, bottom: float) -> None:
    """Write the months of the only year, or the first of each quarter; January is the year itself."""
    room = (axis.right - axis.left) / 12
    step = 1 if room >= width("sept.", "small") + 8 else 3
    for month in range(1 + step, 13, step):
        x = axis.at(date(axis.first.year, month, 1))
        drawing.line(x, top, x, bottom - 14, "grid")
        drawing.text(x + 3.0, bottom, _SHORT_MONTHS[month - 1], "t-small t-soft")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a band stands: sure between `a` and `b`, possible from `left` to `right`."""

    left: float
    a: float
    b: float
    right: float
    open_left: bool
    open_right: bool


def extent_of(span: Span, axis: Axis, following: Span | None, as_of: date) -> Extent | None:
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
    return Extent(left, a, b, max(right, left + 3.0), span.start is None, open_right)


def draw_band(drawing: Drawing, extent: Extent, y: float, height: float, rank: int) -> None:
    """Draw a phase: hatched where its dates are approximate, open where its end is not known."""
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


def lanes_of(extents: Sequence[Extent | None]) -> list[int]:
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


def name_band(drawing: Drawing, span: Span, extent: Extent, y: float) -> bool:
    """Write the name in its band if it holds; return whether the whole name is there."""
    room = extent.right - extent.left - 10.0
    middle = (extent.left + extent.right) / 2
    for lines in (wrap(span.label, room, "small"), (span.code,)):
        if (
            len(lines) <= 2
            and all(_whole(line, room) for line in lines)
            and _unbroken(span.label, lines)
        ):
            top = y + BAND / 2 + 4.5 - 8.0 * (len(lines) - 1)
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


def beside_sleep(extent: Extent, lane: int, sleeps: Sequence[tuple[Extent, int]]) -> Extent:
    """Return the widest part of a band that no sleep covers: there stands its name."""
    left, widest = extent.left, (0.0, extent.left, extent.left)
    for sleep, at in sorted(sleeps, key=lambda s: s[0].left):
        if at == lane and sleep.right > left and sleep.left < extent.right:
            widest = max(widest, (sleep.left - left, left, sleep.left))
            left = sleep.right
    widest = max(widest, (extent.right - left, left, extent.right))
    return replace(extent, left=widest[1], right=widest[2])


def draw_sleeps(
    drawing: Drawing, sleeps: Sequence[tuple[Extent, int]], top: float, height: float
) -> bool:
    """Draw the times of sleep in their lanes; return whether one has no room for its name."""
    unsaid = False
    for extent, lane in sleeps:
        y = top + lane * (BAND + 4)
        width_ = extent.right - extent.left
        drawing.rect(extent.left, y, width_, height, "standby", 3.0)
        if fits(_("en veille"), width_ - 6, "small"):
            middle = (extent.left + extent.right) / 2
            drawing.text(
                middle, y + height / 2 + 4.5, _("en veille"), "t-small t-italic t-on-phase t-middle"
            )
        else:
            unsaid = True
    return unsaid


def sleep_lanes(
    sleeps: Sequence[Extent], extents: Sequence[Extent | None], lanes: Sequence[int]
) -> list[tuple[Extent, int]]:
    """Return each sleep with the lane of the phase it interrupts, the first one between two."""
    found = []
    for sleep in sleeps:
        middle = (sleep.left + sleep.right) / 2
        over = (
            lane
            for extent, lane in zip(extents, lanes, strict=True)
            if extent and extent.left <= middle <= extent.right
        )
        found.append((sleep, next(over, 0)))
    return found


def draw_gap(drawing: Drawing, before: Extent | None, after: Extent | None, y: float) -> bool:
    """Draw an empty outline between two phases where nothing is known; return whether there is one."""
    if before is None or after is None or before.open_right or after.left - before.right < 12:
        return False
    drawing.rect(before.right + 2, y, after.left - before.right - 4, BAND, "empty", 3.0)
    lines = wrap(_("non documenté"), after.left - before.right - 8, "small")
    if " ".join(lines) == _("non documenté"):
        middle = (before.right + after.left) / 2
        drawing.lines(
            middle, y + 25 - 8 * (len(lines) - 1), lines, "t-small t-soft t-italic t-middle", 16
        )
        return False
    return True


def between(sleep: Extent, before: Extent | None, after: Extent | None) -> bool:
    """Return whether a sleep stands between two phases."""
    return bool(before and after and sleep.left < after.left and sleep.right > before.right)


def draw_now(drawing: Drawing, axis: Axis, as_of: date, top: float, bottom: float) -> None:
    """Draw the date of the data, as the present."""
    x = axis.at(as_of)
    drawing.line(x, top, x, bottom, "now")
