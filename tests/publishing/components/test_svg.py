from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.publishing.components.svg import Drawing, escape, number, polyline


@given(st.text())
def test_any_text_comes_back_whole(text: str) -> None:
    """What is written is what is read, less the characters XML cannot carry."""
    drawing = Drawing(100)
    drawing.text(0, 0, text, 't-soft" onload="x')
    svg = drawing.picture("n", text, text, 10)
    found = ET.fromstring(svg).findall(".//{http://www.w3.org/2000/svg}text")
    kept = "".join(
        c
        for c in text
        if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    assert (found[0].text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")
    assert found[0].get("onload") is None


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_plain(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) <= 0.005 + 1e-9 * abs(value)
    assert text != "-0"
    assert "e" not in text


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (3.5, "3.5"), (-0.001, "0"), (1 / 3, "0.33"), (100, "100")]
)
def test_number(value: float, text: str) -> None:
    assert number(value) == text


def test_quotes_and_signs_are_escaped() -> None:
    assert escape('<a href="x">\'&') == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;"


@given(st.floats(0, 300), st.floats(0, 300))
def test_hatches_stay_in_their_rectangle(width: float, height: float) -> None:
    drawing = Drawing(400)
    drawing.hatch(10, 20, width, height)
    svg = drawing.ornament(10)
    for path in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        for pair in (path.get("d") or "").replace("M", "L").split("L")[1:]:
            x, y = map(float, pair.split())
            assert 9.99 <= x <= 10.01 + width
            assert 19.99 <= y <= 20.01 + height


def test_a_rectangle_without_extent_is_not_drawn() -> None:
    drawing = Drawing(10)
    drawing.rect(0, 0, 0, 5, "dot")
    drawing.rect(0, 0, 5, -1, "dot")
    assert "rect" not in drawing.ornament(5)


def test_an_ornament_says_nothing() -> None:
    assert 'aria-hidden="true"' in Drawing(10).ornament(5)


def test_polyline() -> None:
    assert polyline([(0, 0), (1.5, 2)]) == "M0 0L1.5 2"
    assert polyline([(0, 0), (1, 2)], closed=True) == "M0 0L1 2Z"
