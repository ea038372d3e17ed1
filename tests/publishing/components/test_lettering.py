from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terreau.publishing.components.lettering import fits, width, wrap


@given(
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80),
    st.floats(20, 400),
)
def test_every_line_holds_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = wrap(text, room)
    assert all(fits(line, room) for line in lines if len(line) > 1)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_break_spaces_hold() -> None:
    assert wrap("P1\u00a0Émergence de", 95) == ("P1\u00a0Émergence", "de")


def test_strong_words_are_wider() -> None:
    assert width("Coopération", strong=True) > width("Coopération") > width("Coopération", "small")
