"""What every figure promises, whatever it shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from terreau.publishing.components import pictures, standalone
from terreau.publishing.components.lettering import width
from terreau.publishing.components.palette import size, stylesheet
from terreau.publishing.document import Figure

SVG = "{http://www.w3.org/2000/svg}"
Make = Callable[[], Figure]


def _trees(figure: Figure) -> list[ET.Element]:
    return [ET.fromstring(figure.svg), ET.fromstring(figure.narrow)]


def test_a_figure_can_be_read_without_being_seen(make_it: Make) -> None:
    figure = make_it()
    for tree in _trees(figure):
        title, desc = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
        assert title is not None
        assert title.text == figure.title
        assert desc is not None
        assert desc.text == figure.description
        assert tree.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert tree.get("role") in ("img", "group")
        assert tree.get("viewBox")
    assert figure.description.endswith(".")
    assert figure.table.caption


def test_the_table_of_a_figure_is_square(make_it: Make) -> None:
    table = make_it().table
    assert all(len(row) == len(table.header) for row in table.rows)
    assert all(column < len(table.header) for column in table.numeric)


def test_no_identifier_is_used_twice_on_a_page(make_it: Make) -> None:
    ids = re.findall(r'\bid="([^"]+)"', pictures(make_it()))
    assert len(ids) == len(set(ids)) == 4


def test_a_figure_has_classes_only(make_it: Make) -> None:
    """A strict content policy forbids style attributes; colours come from the sheet."""
    figure = make_it()
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", stylesheet()))
    for tree in _trees(figure):
        for element in tree.iter():
            names = {name.rpartition("}")[2] for name in element.attrib}
            assert not names & {"style", "fill", "stroke", "font-size", "font-family", "onclick"}
            unknown = set(element.get("class", "").split()) - known
            assert not unknown, f"no rule for {unknown}"


def test_hostile_names_are_shown_not_run(make_it: Make) -> None:
    figure = make_it()
    assert "<script" not in figure.svg + figure.narrow
    for tree in _trees(figure):
        assert not tree.findall(f".//{SVG}script")


def test_the_same_data_give_the_same_picture(make_it: Make) -> None:
    assert make_it() == make_it()


def test_no_word_leaves_the_picture(make_it: Make) -> None:
    """Measured with the real widths: nothing is cut at the edges."""
    figure = make_it()
    for tree in _trees(figure):
        limit = float((tree.get("viewBox") or "").split()[2])
        for text in tree.iter(f"{SVG}text"):
            classes = (text.get("class") or "").split()
            kind = "small" if "t-small" in classes else "text"
            long = width(text.text or "", kind, strong="t-strong" in classes)
            x = float(text.get("x") or 0)
            left = x - long if "t-end" in classes else x - long / 2 if "t-middle" in classes else x
            assert left >= -1.5, text.text
            assert left + long <= limit + long * 0.03 + 1.5, text.text


def test_text_stays_legible_on_a_telephone(make_it: Make) -> None:
    """At 320 px, less the margins of the page, no letter is under 11 px."""
    narrow = ET.fromstring(make_it().narrow)
    drawn = float((narrow.get("viewBox") or "").split()[2])
    assert size("small") * 264 / drawn >= 11


def test_a_picture_alone_carries_its_colours(make_it: Make) -> None:
    alone = standalone(make_it().svg)
    tree = ET.fromstring(alone)
    style = tree.find(f"{SVG}style")
    assert style is not None
    assert style.text
    assert "var(" not in style.text
    assert "#2b2520" in style.text


def test_what_is_not_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="svg"):
        standalone("<p>non</p>")


def test_a_figure_without_narrow_picture_is_shown_as_it_is(figures: dict[str, Make]) -> None:
    from dataclasses import replace

    figure = replace(figures["sectors"](), narrow="")
    assert pictures(figure) == f'<div class="picture">{figure.svg}</div>'
