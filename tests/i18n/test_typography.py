"""Promises of typography: French spaces and signs, addresses untouched, once is enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.i18n import join_words, quote, typeset

SIGNS = st.sampled_from(
    [" ", "\u00a0", "\u202f", "«", "»", '"', "'", ";", ":", "!", "?", "%", "€", "...", "1",
     "mot", "l'eau", "https://exemple.invalid/a?b=c:d", "a@exemple.invalid", "\n", "."]
)  # fmt: skip


@given(st.text() | st.lists(SIGNS).map("".join))
def test_typesetting_twice_changes_nothing(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@given(st.text(alphabet="abcé '«»;:!?\u00a0\u202f"))
def test_typesetting_changes_spaces_and_apostrophes_only(text: str) -> None:
    spaces = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "’": "'"})
    assert typeset(text).translate(spaces) == text.translate(spaces)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Qui ? Quoi ! Où ; là : ici", "Qui\u202f? Quoi\u202f! Où\u202f; là\u00a0: ici"),
        ('dire "oui"', "dire «\u00a0oui\u00a0»"),
        ("« oui », «non»", "«\u00a0oui\u00a0», «\u00a0non\u00a0»"),
        ("l'eau d'ici...", "l’eau d’ici…"),
        ("80 % et 12 €", "80\u00a0% et 12\u00a0€"),
        ("à 10:30, code a:b", "à 10:30, code a:b"),
        (
            "voir https://exemple.invalid/?q='a' ; fin",
            "voir https://exemple.invalid/?q='a'\u202f; fin",
        ),
        ("écrire à l'a@exemple.invalid", "écrire à l'a@exemple.invalid"),
    ],
)
def test_what_the_keyboard_gives_becomes_french(written: str, printed: str) -> None:
    assert typeset(written) == printed


def test_a_quotation_is_already_typeset() -> None:
    assert quote("feu de paille") == typeset('"feu de paille"')


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_ends_with_a_word(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_the_last_word_may_be_another() -> None:
    assert join_words(["a", "b"], "ou") == "a ou b"
