"""A document as it is read: one numbered line under the other, passages marked, brackets in the margin.

Made by joining pieces, not by a template: 200 000 characters stay a few milliseconds. Every word is
escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from terreau.i18n import gettext as _
from terreau.web.interviews.texts import Line, lines

__all__ = ["LANES", "Mark", "draw"]

LANES = 3  # brackets side by side in the margin; more share the last


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to show: its reference, where it stands, what the margin says."""

    reference: str
    start: int
    end: int
    title: str


def _lanes(marks: Sequence[Mark]) -> dict[str, int]:
    """Give each mark a column of the margin, so that those who overlap stand side by side."""
    free: list[int] = []  # where each lane ends
    found = {}
    for mark in marks:
        lane = next((i for i, end in enumerate(free) if end <= mark.start), len(free))
        free[lane : lane + 1] = [mark.end]
        found[mark.reference] = min(lane, LANES - 1) + 1
    return found


def _words(text: str, line: Line, marks: Sequence[Mark]) -> str:
    """Return the words of a line, the passages over it marked."""
    if not marks:
        return escape(text[line.start : line.end])
    cuts = {line.start, line.end}
    for mark in marks:
        cuts |= {max(mark.start, line.start), min(mark.end, line.end)}
    pieces = []
    edges = sorted(cuts)
    for low, high in pairwise(edges):
        over = [mark for mark in marks if mark.start < high and mark.end > low]
        words = escape(text[low:high])
        begins = [mark for mark in over if mark.start == low]
        anchors = "".join(f'<span class="place" id="{mark.reference}"></span>' for mark in begins)
        deep = " mark-2" if len(over) > 1 else ""
        pieces.append(f'{anchors}<mark class="passage{deep}">{words}</mark>' if over else words)
    return "".join(pieces)


def _brackets(line: Line, marks: Sequence[Mark], lanes: dict[str, int]) -> str:
    """Return the brackets of the margin, and the names of the passages that begin on the line."""
    if not marks:
        return ""
    pieces, names = [], []
    for mark in marks:
        first, last = mark.start >= line.start, mark.end <= line.end
        ends = f"{' first' if first else ''}{' last' if last else ''}"
        pieces.append(f'<i class="bracket lane-{lanes[mark.reference]}{ends}"></i>')
        if first:
            names.append(f'<a href="#fiche-{mark.reference}">{escape(mark.title)}</a>')
    named = f'<span class="line-passages">{"".join(names)}</span>' if names else ""
    return f'<span class="brackets" aria-hidden="true">{"".join(pieces)}</span>{named}'


def draw(text: str, marks: Iterable[Mark], *, boxes: bool = False) -> SafeString:
    """Return the HTML of a kept text: lines with numbers, or with `boxes` to check.

    Each line has the anchor ``l12`` and ``data-line="12"``, whose text is the line to the character.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.reference))
    lanes = _lanes(ordered)
    pieces, waiting, live = [], 0, []
    for line in lines(text):
        while waiting < len(ordered) and ordered[waiting].start < line.end:
            live.append(ordered[waiting])
            waiting += 1
        live = [mark for mark in live if mark.end > line.start]
        number = f'<span class="line-number">{line.number}</span>'
        if boxes:
            said = escape(_("Ligne {number}").format(number=line.number))
            number = (
                f'<label class="line-number"><input type="checkbox" name="lines" value="{line.number}" '
                f'aria-label="{said}"><span aria-hidden="true">{line.number}</span></label>'
            )
        words = _words(text, line, live)
        # a blank line in the text stays a blank on the page
        apart = " apart" if text[max(0, line.start - 2) : line.start].count("\n") > 1 else ""
        pieces.append(
            f'<div class="line{apart}" id="l{line.number}">{number}<p dir="auto" data-line="{line.number}">'
            f"{words}</p>{_brackets(line, live, lanes)}</div>"
        )
    return mark_safe("\n".join(pieces))  # noqa: S308 - every word is escaped above
