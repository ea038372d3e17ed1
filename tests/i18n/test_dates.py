"""Promises of dates: what people write is kept, bounded, and never made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.i18n import ApproximateDate, format_date, parse_date

DAYS = st.dates(min_value=date(1000, 1, 1))
YEARS = st.integers(min_value=1006, max_value=9990)
SEASONS = ("printemps", "été", "automne", "hiver", "début", "milieu", "mi", "fin")
WORDS = st.sampled_from([*SEASONS, "janv.", "FÉVRIER", "mars", "août", "sept", "décembre"])


def bounds(text: str) -> tuple[str, str]:
    found = parse_date(text)
    assert found is not None, text
    return found.earliest.isoformat(), found.latest.isoformat()


@given(DAYS)
def test_a_day_comes_back_from_each_way_of_writing_it(day: date) -> None:
    slash = f"{day.day}/{day.month}/{day.year}"
    for text in (day.isoformat(), slash, slash.replace("/", "."), format_date(day)):
        found = parse_date(f" {text} ")
        assert found == ApproximateDate(text, day, day)
        assert found is not None
        assert found.exact
        assert found.precision == "day"


@st.composite
def approximate(draw: st.DrawFn) -> str:
    year = draw(YEARS)
    inner = draw(st.sampled_from([str(year), f"{draw(WORDS)} {year}", f"{year}-{year + 1}"]))
    return f"{draw(st.sampled_from(['', 'vers ', 'env. ', 'avant ', 'après ', 'depuis ']))}{inner}"


@given(approximate())
def test_the_earliest_day_never_follows_the_latest(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.earliest <= found.latest
    assert found.text == text


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none_never_an_error(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.earliest <= found.latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("14 mars 2018", "2018-03-14", "2018-03-14"),
        ("1er août 2018", "2018-08-01", "2018-08-01"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2/2020", "2020-02-01", "2020-02-29"),
        ("Févr. 2018", "2018-02-01", "2018-02-28"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("été 2016", "2016-06-01", "2016-09-30"),
        ("hiver 2016", "2016-12-01", "2017-03-31"),
        ("mi-2018", "2018-05-01", "2018-08-31"),
        ("fin 2018", "2018-09-01", "2018-12-31"),
        ("2015-2016", "2015-01-01", "2016-12-31"),
        ("2015 – 2016", "2015-01-01", "2016-12-31"),
        ("2015—2016", "2015-01-01", "2016-12-31"),
        ("2015 à 2016", "2015-01-01", "2016-12-31"),
        ("2015 ou 2016", "2015-01-01", "2016-12-31"),
        ("vers 2015", "2014-01-01", "2016-12-31"),
        ("vers 2015-2016", "2014-01-01", "2017-12-31"),
        ("avant 2012", "2007-01-01", "2011-12-31"),
        ("avant mars 2012", "2007-01-01", "2012-02-29"),
        ("depuis 2012", "2013-01-01", "2017-12-31"),
    ],
)
def test_what_people_write_has_these_bounds(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2018", "2018-13", "2018-02-30", "30 février 2018", "0000", "après 9999",
     "hiver 9999", "avant 0001", "14/03/18", "2016-2015", "brumaire 2018", "vers lundi",
     "avant toi", "14 brumaire 2018", "bientôt"],
)  # fmt: skip
def test_a_date_that_does_not_exist_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2018-03-14", "day"), ("mars 2018", "month"), ("décembre 2018", "month"), ("2018", "year"),
     ("été 2016", "range"), ("hiver 2016", "range"), ("2015-2016", "range")],
)  # fmt: skip
def test_precision_says_what_the_writer_knew(text: str, precision: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.precision == precision


def test_the_first_of_a_month_is_an_ordinal() -> None:
    assert format_date(date(2018, 3, 1)) == "1er mars 2018"
    assert format_date(date(2018, 12, 31)) == "31 décembre 2018"
