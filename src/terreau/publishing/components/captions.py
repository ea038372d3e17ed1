"""Names of dated facts under a timeline: each beside its sign, none over another or over a stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from terreau.publishing.components.lettering import fits, width
from terreau.publishing.components.marks import draw_mark
from terreau.publishing.components.spans import Mark
from terreau.publishing.components.svg import Drawing

__all__ = ["LEADING", "Caption", "draw_captions", "place_captions"]

LEADING = 19.0  # from one row of names to the next
_ROWS = 4  # more would only be noise: the table has them all
_LONGEST = 210.0
_SIGN = 9.0  # from the middle of a sign to its name


@dataclass(frozen=True, slots=True)
class Caption:
    """A name in its row: its sign at `x`, its words from `left` to `right`."""

    mark: Mark
    text: str
    x: float
    row: int
    left: float
    right: float
    before: bool  # the words stand before the sign


def _shortened(text: str) -> str:
    """Return `text` cut at a word, with « … », where it would be too long."""
    if fits(text, _LONGEST, "small"):
        return text
    words = text.split(" ")
    while len(words) > 1 and not fits(" ".join(words) + "…", _LONGEST, "small"):
        words.pop()
    line = " ".join(words)
    while line and not fits(line + "…", _LONGEST, "small"):
        line = line[:-1]
    return line.rstrip(" ,;:.") + "…"


def _free(candidate: Caption, placed: Sequence[Caption]) -> bool:
    """Return whether neither words nor stems meet."""
    for other in placed:
        if other.row == candidate.row:
            if candidate.left < other.right + 8 and other.left < candidate.right + 8:
                return False
        elif candidate.row > other.row:  # my stem passes beside its words
            if other.left - 4 < candidate.x < other.right + 4:
                return False
        elif candidate.left - 4 < other.x < candidate.right + 4:
            return False
    return True


def _placed(
    marks: Sequence[tuple[Mark, float]], left: float, right: float, back: Sequence[int]
) -> tuple[list[Caption], list[Mark]]:
    """Place from the last to the first, so that the stem of an earlier fact, one row lower, crosses
    no name; `back` is the order of rows for names that must run to the left of their sign.
    """
    placed: list[Caption] = []
    without: list[Mark] = []
    for mark, x in sorted(marks, key=lambda one: (-one[1], one[0].kind, one[0].caption)):
        text = _shortened(mark.caption)
        long = width(text, "small")
        after = [
            Caption(mark, text, x, row, x - 6, x + _SIGN + long, False) for row in range(_ROWS)
        ]
        before = [Caption(mark, text, x, row, x - _SIGN - long, x + 6, True) for row in back]
        found = next(
            (
                one
                for one in (*after, *before)
                if one.left >= left - 6 and one.right <= right + 6 and _free(one, placed)
            ),
            None,
        )
        if found is None:
            without.append(mark)
        else:
            placed.append(found)
    return placed, without


def place_captions(
    marks: Sequence[tuple[Mark, float]], left: float, right: float
) -> tuple[list[Caption], list[Mark]]:
    """Return the names that hold between `left` and `right`, and the marks that stay without theirs."""
    orders = [tuple(range(first, _ROWS)) + tuple(range(first)) for first in range(_ROWS)]
    tried = [_placed(marks, left, right, order) for order in orders]
    placed, without = max(
        tried, key=lambda one: (len(one[0]), -max((c.row for c in one[0]), default=0))
    )
    used = sorted({caption.row for caption in placed})
    return [replace(caption, row=used.index(caption.row)) for caption in placed], without


def draw_captions(drawing: Drawing, captions: Sequence[Caption], y: float) -> float:
    """Draw names and signs under `y`, the foot of the bands; return the y under the last row."""
    for caption in captions:
        drawing.line(caption.x, y, caption.x, y + 13.0 + LEADING * caption.row, "leader")
    for caption in captions:
        middle = y + 13.0 + LEADING * caption.row
        draw_mark(drawing, caption.mark.kind, caption.x, middle)
        if caption.before:
            drawing.text(caption.x - _SIGN, middle + 4.5, caption.text, "t-small t-end")
        else:
            drawing.text(caption.x + _SIGN, middle + 4.5, caption.text, "t-small")
    return y + (LEADING * (max(caption.row for caption in captions) + 1) if captions else 0.0)
