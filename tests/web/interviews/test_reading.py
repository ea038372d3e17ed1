"""A text is drawn line by line, every word escaped, passages marked where they stand."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from terreau.web.interviews.reading import LANES, Mark, draw
from terreau.web.interviews.texts import lines, normalise

_SHOWN = re.compile(r'<p dir="auto" data-line="(\d+)">(.*?)</p>', re.DOTALL)


def shown(html: str) -> list[tuple[int, str]]:
    return [(int(n), unescape(re.sub(r"<[^>]*>", "", words))) for n, words in _SHOWN.findall(html)]


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
def test_each_line_is_its_words_to_the_character(raw: str, spans: list[tuple[int, int]]) -> None:
    text = normalise(raw)
    marks = [
        Mark(f"X-{i:04}", start, min(start + length, len(text)), f"X-{i:04}")
        for i, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    expected = [(line.number, text[line.start : line.end]) for line in lines(text)]
    assert shown(draw(text, marks)) == expected


def test_html_is_words() -> None:
    drawn = draw("<script>alert('x')</script> & <b>", [Mark("X-1", 1, 9, '"><img src=x>')])
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "&lt;" in drawn


def test_passages_that_overlap_are_marked_apart_and_stand_side_by_side() -> None:
    text = "un deux trois quatre\ncinq six"
    drawn = draw(text, [Mark("X-1", 3, 13, "a"), Mark("X-2", 8, 25, "b")])
    assert '<mark class="passage mark-2">trois</mark>' in drawn
    assert drawn.count('id="X-1"') == drawn.count('id="X-2"') == 1
    assert "lane-1 first last" in drawn
    assert "lane-2 first" in drawn
    assert "lane-2 last" in drawn


def test_more_passages_than_lanes_share_the_last() -> None:
    drawn = draw("un deux", [Mark(f"X-{i}", 0, 7, str(i)) for i in range(6)])
    assert f"lane-{LANES} " in drawn
    assert f"lane-{LANES + 1}" not in drawn
