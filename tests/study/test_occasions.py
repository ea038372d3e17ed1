"""The order in which a case lived its phases."""

from __future__ import annotations

from datetime import date

from terreau.study.occasions import in_time_order, phase_dates
from tests.study.builders import case, made

PLACE = {"P1": 0, "P2": 1, "P3": 2}


def test_without_a_return_the_order_is_that_of_the_phases() -> None:
    dates = {("P3", 1): (date(2001, 1, 1),) * 2, ("P1", 1): (date(2020, 1, 1),) * 2}
    assert in_time_order([("P3", 1), ("P1", 1)], PLACE, dates) == [("P1", 1), ("P3", 1)]


def test_with_a_return_the_order_is_that_of_the_dates() -> None:
    dates = {("P1", 1): 2018, ("P2", 1): 2019, ("P1", 2): 2021}
    spans = {o: (date(y, 1, 1), date(y, 12, 31)) for o, y in dates.items()}
    assert in_time_order([("P1", 2), ("P2", 1), ("P1", 1)], PLACE, spans) == [
        ("P1", 1),
        ("P2", 1),
        ("P1", 2),
    ]


def test_with_a_return_and_a_date_missing_the_order_is_not_known() -> None:
    spans = {("P1", 1): (date(2018, 1, 1), date(2018, 12, 31))}
    assert in_time_order([("P1", 1), ("P1", 2)], PLACE, spans) is None


def test_dates_are_read_where_they_are_written() -> None:
    rows = [
        {"case": "P-0001", "phase": "P1", "seq": 1, "start": "mars 2018"},
        {"case": "P-0001", "phase": "P2", "seq": 1},
    ]
    assert phase_dates(made([case("P-0001")], phases=rows)) == {
        "P-0001": {("P1", 1): (date(2018, 3, 1), date(2018, 3, 31))}
    }
