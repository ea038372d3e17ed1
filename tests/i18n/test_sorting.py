"""Promises of order and matching: French, the same on every machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.i18n import fold, sort_key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_is_plain(text: str) -> None:
    assert set(fold(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert "  " not in fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("L'Étoile  —  Sœurs", "l etoile soeurs"), ("ÇA", "ca"), ("Ænima", "aenima"), ("ß", "ss"),
     ("Sørensen", "sorensen"), ("Łódź", "lodz"), ("…", "")],
)  # fmt: skip
def test_accents_ligatures_and_signs_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_in_the_order_of_a_french_reader() -> None:
    words = ["zèbre", "Étude", "eau", "Œuvre", "oeil", "école", "Ecole"]
    assert sorted(words, key=sort_key) == [
        "eau", "Ecole", "école", "Étude", "oeil", "Œuvre", "zèbre",
    ]  # fmt: skip


@given(st.lists(st.text(), unique=True), st.randoms())
def test_the_order_does_not_depend_on_where_one_starts(words: list[str], chance: object) -> None:
    shuffled = list(words)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shuffled, key=sort_key) == sorted(words, key=sort_key)
