"""The declared tables hold together: keys, references, and values that become cells."""

from __future__ import annotations

from datetime import date

import pytest

from terreau.formats.tables import (
    TABLES,
    Column,
    Dataset,
    arrow_schema,
    arrow_table,
    empty_table,
    expand,
    table,
)


def test_names_sheets_and_titles_are_unique() -> None:
    assert len({t.name for t in TABLES}) == len({t.sheet for t in TABLES}) == len(TABLES)
    for declared in TABLES:
        assert len({c.header for c in declared.columns}) == len(declared.columns), declared.name
        assert all(column.help for column in declared.columns), declared.name
        assert declared.key, declared.name


def test_sheet_names_are_accepted_by_spreadsheets() -> None:
    for declared in TABLES:
        assert len(declared.sheet) <= 31
        assert not set(declared.sheet) & set("[]:*?/\\'")


def test_reference_is_the_column_that_others_name() -> None:
    reference = table("log").reference
    assert reference is not None
    assert reference.name == "entry"
    assert table("phases").reference is None
    with pytest.raises(KeyError):
        table("nothing")
    with pytest.raises(KeyError):
        table("cases").column("nothing")


def test_date_and_amount_become_three_cells() -> None:
    day = expand(Column("d", "D", "date"), "été 2016")
    assert day == {"d": "été 2016", "d_earliest": date(2016, 6, 1), "d_latest": date(2016, 9, 30)}
    assert expand(Column("a", "A", "amount"), "5 000 à 8 000") == {
        "a": "5 000 à 8 000",
        "a_low": 5000,
        "a_high": 8000,
    }
    assert expand(Column("a", "A", "amount"), None) == {"a": None, "a_low": None, "a_high": None}
    assert expand(Column("t", "T", "text"), "x") == {"t": "x"}


@pytest.mark.parametrize("kind", ["date", "amount"])
def test_unchecked_value_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="beaucoup"):
        expand(Column("v", "V", kind), "beaucoup")  # type: ignore[arg-type]


def test_snapshot_schema_has_no_word_and_the_workbook_has() -> None:
    assert "text" not in arrow_schema(table("log")).names
    assert "text" in arrow_schema(table("log"), workbook=True).names
    assert arrow_schema(table("cases"), added=("x_b", "x_a")).names[-2:] == ["x_a", "x_b"]


def test_absent_table_counts_as_empty() -> None:
    held = arrow_table(table("cases"), [{"case": "P-1", "name": "A", "kind": "projet"}])
    dataset = Dataset({"cases": held}, "ect@0.1")
    assert dataset["phases"].equals(empty_table(table("phases")))
    assert dataset.counts()["cases"] == 1
    assert "people" not in dataset.counts()
    assert dataset.rows("cases")[0]["started_earliest"] is None
