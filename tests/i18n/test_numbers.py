"""Promises of numbers: French to read, read back as written, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.i18n import format_integer, format_number, parse_amount

CENTS = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1250", 1250, 1250),
        ("1 250,50 €", 1250.5, 1250.5),
        ("1\u202f250\u00a0€", 1250, 1250),
        ("1 250.5 EUR", 1250.5, 1250.5),
        ("12 k€", 12_000, 12_000),
        ("12 keuros", 12_000, 12_000),
        ("1,2 M€", 1_200_000, 1_200_000),
        ("env. 10 000 €", 9_000, 11_000),
        ("environ 100", 90, 110),
        ("près de 100", 90, 110),
        ("~ -100", -110, -90),
        ("5 000 à 8 000", 5_000, 8_000),
        ("5 000 € – 8 000 €", 5_000, 8_000),
        ("5 à 8 k€", 5_000, 8_000),
        ("5 k€ à 8 k€", 5_000, 8_000),
        ("500 à 2 k€", 500, 2_000),
        ("environ 5 à 8 k€", 5_000, 8_000),
        ("0,125", 0.125, 0.125),
        ("1234,567", 1234.567, 1234.567),
    ],
)
def test_what_people_write_has_these_bounds(text: str, low: float, high: float) -> None:
    amount = parse_amount(f" {text} ")
    assert amount is not None
    assert (amount.text, amount.low, amount.high) == (text, low, high)


@pytest.mark.parametrize(
    "text",
    ["", "beaucoup", "8 à 5", "12 13", "2015 2016", "1.250 €", "1,250 k€", "12,5,5", "1e5", "NaN",
     "5 à beaucoup", "€", "1.250 à 2 000"],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_none(text: str) -> None:
    assert parse_amount(text) is None


@given(CENTS)
def test_a_printed_amount_is_read_back(cents: int) -> None:
    for printed in (format_number(cents / 100, 2), f"{format_number(cents / 100, 2)}\u00a0€"):
        amount = parse_amount(printed)
        assert amount is not None
        assert amount.low == amount.high == cents / 100


@given(st.integers())
def test_a_printed_integer_is_read_back(value: int) -> None:
    amount = parse_amount(format_integer(value))
    assert amount is not None
    assert amount.low == float(value)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_none_never_an_error(text: str) -> None:
    amount = parse_amount(text)
    assert amount is None or amount.low <= amount.high


@pytest.mark.parametrize(
    ("value", "digits", "printed"),
    [(2.94, 1, "2,9"), (-0.04, 1, "0,0"), (-1234.56, 1, "−1\u202f234,6"), (88174, 0, "88\u202f174"),
     (0.5, 2, "0,50"), (1234567.0, 2, "1\u202f234\u202f567,00")],
)  # fmt: skip
def test_numbers_are_printed_as_french_readers_expect(
    value: float, digits: int, printed: str
) -> None:
    assert format_number(value, digits) == printed


def test_integers_are_grouped_by_three() -> None:
    assert format_integer(88174) == "88\u202f174"
    assert format_integer(-1234.4) == "−1\u202f234"
    assert format_integer(-0.2) == "0"
