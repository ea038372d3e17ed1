"""Fingerprints of the rows an analysis rests on."""

from __future__ import annotations

from dataclasses import replace

from terreau.formats.tables import arrow_table, table
from terreau.study.digests import combined_digest, table_digest
from tests.study.builders import case, made

ROWS = [case("P-0001", themes=["a", "b"]), case("P-0002", started="mars 2018")]


def test_the_order_of_rows_does_not_matter() -> None:
    assert table_digest(made(ROWS), "cases") == table_digest(made(ROWS[::-1]), "cases")


def test_each_cell_counts() -> None:
    other = [ROWS[0] | {"summary": ""}, ROWS[1]]
    assert table_digest(made(ROWS), "cases") != table_digest(made(other), "cases")


def test_added_columns_count() -> None:
    added = arrow_table(table("cases"), [r | {"x_a": "1"} for r in ROWS], added=("x_a",))
    data = made(ROWS)
    with_added = replace(data, tables={**data.tables, "cases": added})
    assert table_digest(data, "cases") != table_digest(with_added, "cases")


def test_a_table_that_is_absent_is_an_empty_one() -> None:
    assert table_digest(made(), "means") == table_digest(made(means=[]), "means")


def test_several_tables_have_one_digest_whatever_their_order() -> None:
    assert combined_digest([("a", "1"), ("b", "2")]) == combined_digest([("b", "2"), ("a", "1")])
    assert combined_digest([("a", "1"), ("b", "2")]) != combined_digest([("a", "2"), ("b", "1")])
