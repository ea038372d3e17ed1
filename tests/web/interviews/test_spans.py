"""What is chosen in a browser, in lines or in words becomes exact positions in the kept text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from terreau.web.interviews.spans import (
    Misplaced,
    points,
    span_of_lines,
    span_of_selection,
    span_of_words,
)
from terreau.web.interviews.texts import lines, normalise

TEXT = normalise(
    "— Bonjour 👩‍🌾 !\r\n\r\n— L'eau, l’eau\u0301, e\u0301té 🎉🎉 fini.\r\nעברית ‏משפט\r\n— L’eau encore."
)


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30), st.data())
def test_utf16_units_and_code_points_agree(words: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, len(words)))
    assert points(words, units(words[:count])) == count


def test_a_position_inside_an_emoji_goes_around_it() -> None:
    assert (points("a🎉b", 2), points("a🎉b", 2, up=True)) == (1, 2)


@given(st.text(min_size=1), st.data())
def test_any_selection_of_any_text_is_found_where_it_is(raw: str, data: st.DataObject) -> None:
    text = normalise(raw)
    held = lines(text)
    assume(held)
    first = data.draw(st.sampled_from(held))
    last = data.draw(st.sampled_from([line for line in held if line.start >= first.start]))
    start = data.draw(st.integers(first.start, first.end))
    end = data.draw(st.integers(max(start, last.start), last.end))
    assume(text[start:end].strip())
    found = span_of_selection(
        text,
        (first.number, units(text[first.start : start])),
        (last.number, units(text[last.start : end])),
        text[start:end].replace("\n", "\r\n"),
    )
    assert text[slice(*found)] == text[start:end].strip()


def test_words_at_another_place_are_searched_once() -> None:
    assert TEXT[slice(*span_of_selection(TEXT, (1, 0), (1, 3), "🎉🎉 fini"))] == "🎉🎉 fini"
    with pytest.raises(Misplaced):
        span_of_selection(TEXT, (1, 0), (1, 3), "eau")  # several times
    with pytest.raises(Misplaced):
        span_of_selection(TEXT, (1, 0), (1, 3), "absent")


def test_lines_are_taken_whole_in_either_order() -> None:
    assert TEXT[slice(*span_of_lines(TEXT, 3, 2))].startswith("— L'eau")
    assert TEXT[slice(*span_of_lines(TEXT, 2, 3))].endswith("משפט")
    with pytest.raises(Misplaced, match="La ligne 9 n’existe pas"):
        span_of_lines(TEXT, 2, 9)


def test_words_are_found_whatever_apostrophes_capitals_and_blanks() -> None:
    assert TEXT[slice(*span_of_words(TEXT, "BONJOUR", "fini"))].endswith("🎉🎉 fini")
    within = span_of_lines(TEXT, 4, 4)
    assert TEXT[slice(*span_of_words(TEXT, "l'eau  encore", "", within))] == "L’eau encore"


def test_words_found_several_times_ask_for_a_line() -> None:
    with pytest.raises(Misplaced, match=r"2 fois \(lignes 2, 4\)"):
        span_of_words(TEXT, "L'eau", "")
    with pytest.raises(Misplaced, match="n’est pas dans ce texte"):
        span_of_words(TEXT, "au", "")  # part of a word
    with pytest.raises(Misplaced, match="après le début"):
        span_of_words(TEXT, "fini", "Bonjour")
