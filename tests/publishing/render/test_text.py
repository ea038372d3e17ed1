"""What every renderer does with a text."""

from __future__ import annotations

import pytest

from terreau.publishing.render.text import clean, paragraphs, segments, shorten


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("voir https://a.invalid/b.", "https://a.invalid/b"),
        ("(https://a.invalid/b)", "https://a.invalid/b"),
        ("« https://a.invalid/b?c=1&d=2 »", "https://a.invalid/b?c=1&d=2"),
        ("http://a.invalid", "http://a.invalid"),
    ],
)
def test_an_address_ends_before_the_sign_of_its_sentence(text: str, address: str) -> None:
    parts = list(segments(text))
    assert [url for _words, url in parts if url] == [address]
    assert "".join(words for words, _url in parts) == text


@pytest.mark.parametrize("text", ["", "rien", "ftp://a.invalid", "javascript:alert(1)"])
def test_what_is_no_web_address_is_words(text: str) -> None:
    assert list(segments(text)) == [(text, "")]


def test_control_characters_are_left_out() -> None:
    assert clean("a\x00b\x0bc\td\r\ne\ud800") == "abc d\ne"


def test_new_lines_make_paragraphs() -> None:
    assert paragraphs(" un\n\n deux\ntrois \n") == ("un", "deux", "trois")
    assert paragraphs("  \n ") == ()


@pytest.mark.parametrize(
    ("text", "short"),
    [("un deux", "un deux"), ("un deux trois", "un deux…"), ("m" * 30, "m" * 9 + "…")],
)
def test_a_long_text_is_cut_between_words(text: str, short: str) -> None:
    assert shorten(text, 10) == short
