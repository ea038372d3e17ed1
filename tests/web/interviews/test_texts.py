"""A text is kept in one form, read from files without guessing in silence, numbered by its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.web.interviews.texts import Unreadable, decode, lines, normalise


def test_newlines_and_letters_take_one_form() -> None:
    assert normalise("\ufeffun\r\ndeux\rtrois\u2028quatre\x00") == "un\ndeux\ntrois\nquatre"
    assert normalise("e\u0301te\u0301") == "été"


@given(st.text())
def test_a_kept_text_does_not_change_again(text: str) -> None:
    kept = normalise(text)
    assert normalise(kept) == kept
    kept.encode("utf-8")


def test_blank_lines_have_no_number_and_keep_their_place() -> None:
    text = "un\n\n  \n deux "
    assert [(line.number, text[line.start : line.end]) for line in lines(text)] == [
        (1, "un"),
        (2, " deux "),
    ]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Latin-1"), ("latin-1", "Latin-1"),
     ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)  # fmt: skip
def test_a_file_is_read_in_its_encoding_and_says_it(encoding: str, said: str) -> None:
    text, sentence = decode("Éléonore a prêté le local.\r\nVoilà.".encode(encoding))
    assert text == "Éléonore a prêté le local.\nVoilà."
    assert said in sentence
    assert ("Vérifiez les accents" in sentence) == (said == "Latin-1")


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n ", b"PK\x03\x04 docx", b"%PDF-1.7", b"\x89PNG\r\n", bytes(range(256)) * 4,
     b"\x00\x01\x02\x03" * 50, b"\xff\xfe\x00\xd8"],
)  # fmt: skip
def test_what_is_not_plain_text_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert str(refused.value).endswith(".")
