"""A table that joins two référentiels: read, verified, asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from terreau.framework import (
    Framework,
    MappingRow,
    MappingTable,
    check_mapping,
    default,
    read_mapping,
)
from terreau.problems import Refused

CSV = """from,to,relation,note
A1,B1,equal,
A2,B2,broader,« plus large »
A2,B3,overlaps,
A3,,none,rien
"""
TOML = """
[[rows]]
from = "A1"
to = "B1"
relation = "equal"

[[rows]]
from = "A2"
to = "B2"
relation = "broader"
note = "« plus large »"

[[rows]]
from = "A2"
to = "B3"
relation = "overlaps"

[[rows]]
from = "A3"
relation = "none"
note = "rien"
"""


def written(tmp_path: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding=encoding, newline="")
    return file


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("t.csv", CSV, "utf-8"),
        ("t.csv", CSV.replace(",", ";").replace("\n", "\r\n"), "utf-8-sig"),
        ("t.toml", TOML, "utf-8"),
    ],
)
def test_a_table_is_the_same_however_written(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    table = read_mapping(written(tmp_path, text, name, encoding))
    assert table.rows == (
        MappingRow("A1", "B1", "equal"),
        MappingRow("A2", "B2", "broader", "« plus large »"),
        MappingRow("A2", "B3", "overlaps"),
        MappingRow("A3", "", "none", "rien"),
    )
    assert [row.target for row in table.translate("A2")] == ["B2", "B3"]
    assert table.translate("D1") == ()
    assert [table.equivalent(code) for code in ("A1", "A2", "A3", "D1")] == ["B1", None, None, None]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("from,to,relation\nA1,B1,egal\n", "relation-unknown", "fichier t.csv, ligne 2"),
        ("from,to,relation\nA1,,equal\n", "to-inconsistent", "fichier t.csv, ligne 2"),
        ("from,to,relation\nA1,B1,none\n", "to-inconsistent", "fichier t.csv, ligne 2"),
        ("from,to,relation\n,B1,equal\n", "from-missing", "fichier t.csv, ligne 2"),
        ("from,to,relation,remarque\nA1,B1,equal,x\n", "column-unknown", "fichier t.csv, ligne 2"),
        ("from,to,relation\nA1,B1,equal,x\n", "column-unknown", "fichier t.csv, ligne 2"),
        ("from,to\nA1,B1\n", "column-missing", "fichier t.csv"),
        ("", "column-missing", "fichier t.csv"),
        ('from,to,relation\n"A\x00', "relation-unknown", "fichier t.csv, ligne 2"),
    ],
)
def test_each_row_that_cannot_be_read_is_told(
    tmp_path: Path, text: str, code: str, where: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_mapping(written(tmp_path, text, "t.csv"))
    assert (code, where) in [(p.code, p.where) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [("rows = 3\n", "rows-missing"), ("=", "toml-syntax"), ("[[rows]]\nfrom = 3\n", "type-wrong")],
)
def test_a_toml_table_is_refused_in_the_same_way(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_mapping(written(tmp_path, text, "t.toml"))
    assert code in [problem.code for problem in caught.value.problems]


def test_an_absent_or_foreign_file_is_refused(tmp_path: Path) -> None:
    for file, code in (
        (tmp_path / "absent.csv", "file-unreadable"),
        (written(tmp_path, "from;to\né", "t.csv", "latin-1"), "encoding"),
        (written(tmp_path, "from,to\n" + "x" * 200_000, "long.csv"), "csv-malformed"),
    ):
        with pytest.raises(Refused) as caught:
            read_mapping(file)
        assert [problem.code for problem in caught.value.problems] == [code]


@pytest.fixture
def small() -> Framework:
    """The shipped référentiel, its first pillar only."""
    return replace(default(), pillars=default().pillars[:1])


def complete(*rows: MappingRow) -> MappingTable:
    said = {row.source for row in rows}
    others = [v.code for v in default().pillars[0].variables if v.code not in said]
    return MappingTable((*rows, *(MappingRow(code, "", "none") for code in others)))


def test_a_true_table_has_nothing_to_mend(small: Framework) -> None:
    table = complete(MappingRow("A1", "B1", "equal"), MappingRow("A2", "C1", "narrower"))
    assert check_mapping(table, small, default()) == []


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([MappingRow("Z1", "B1", "equal")], "variable-unknown"),
        ([MappingRow("A1", "Z1", "equal")], "variable-unknown"),
        ([MappingRow("A1", "B1", "broader"), MappingRow("A1", "B1", "overlaps")], "pair-repeated"),
        ([MappingRow("A1", "B1", "equal"), MappingRow("A1", "B2", "equal")], "equal-several"),
        ([MappingRow("A1", "B1", "equal"), MappingRow("A2", "B1", "equal")], "equal-several"),
        ([MappingRow("A1", "B1", "broader"), MappingRow("A1", "", "none")], "none-and-more"),
    ],
)
def test_a_table_that_contradicts_itself_is_told(
    small: Framework, rows: list[MappingRow], code: str
) -> None:
    assert [p.code for p in check_mapping(complete(*rows), small, default())] == [code]


def test_a_forgotten_variable_is_said_and_refuses_nothing(small: Framework) -> None:
    table = MappingTable(complete().rows[1:])
    assert [(p.code, p.severity) for p in check_mapping(table, small, default())] == [
        ("variable-forgotten", "warning")
    ]
