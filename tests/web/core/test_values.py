"""Dates and amounts as people write them: understood, or refused in a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from terreau.web.core.values import check_amount, check_date


@pytest.mark.parametrize("text", ["", "été 2016", "1900-01-01", "vers 1900", "14/03/2018"])
def test_a_date_that_a_workbook_accepts_is_accepted(text: str) -> None:
    check_date(text)


@pytest.mark.parametrize(
    ("text", "said"), [("31/02/2020", "pas une date comprise"), ("0018", "avant 1900"), ("1850-02-03", "avant 1900")]
)  # fmt: skip
def test_a_date_that_a_workbook_refuses_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        check_date(text)


def test_an_amount_that_two_would_read_differently_is_refused() -> None:
    check_amount("env. 10 000")
    with pytest.raises(ValidationError, match="pas un montant compris"):
        check_amount("1.250")
