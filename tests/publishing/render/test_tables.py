"""XLSX and CSV: numbers are numbers, text is text, nothing is a formula, the same bytes."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest

from terreau.publishing.datasheet import DataSheet, Field, dictionary
from terreau.publishing.render.csv import plain_cell, render_csv
from terreau.publishing.render.xlsx import render_xlsx

SHEET = DataSheet(
    "essai",
    "Un essai",
    (
        Field("Texte", "Un texte."),
        Field("Entier", "Un nombre.", number=True, unit="€"),
        Field("Décimal", "Un autre.", number=True),
    ),
    (("=1+1", 12, 0.25), ("@moi", None, -3.5), ("39300", 1250000, 2.0), (None, 0, None)),
)


def _open(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return _open(render_xlsx("=Titre", ("+ une ligne",), (SHEET,)))


def test_the_same_tables_give_the_same_bytes() -> None:
    assert render_xlsx("Titre", (), (SHEET,)) == render_xlsx("Titre", (), (SHEET,))


def test_a_workbook_explains_itself(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["LISEZ-MOI", "essai", "dictionnaire"]
    rows = list(book["dictionnaire"].values)
    assert ("essai", "Entier", "Un nombre.", "nombre", "€") in rows


def test_text_is_never_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert book["essai"]["A2"].value == "=1+1"
    assert book["LISEZ-MOI"]["A1"].value == "=Titre"


def test_numbers_are_numbers_and_codes_are_text(book: openpyxl.Workbook) -> None:
    page = book["essai"]
    assert (page["B2"].value, page["C2"].value, page["C3"].value) == (12, 0.25, -3.5)
    assert page["A4"].value == "39300"
    assert page["B3"].value is None
    assert page["B4"].number_format == "#,##0"
    assert page["C2"].number_format == "#,##0.00"


def test_the_header_stays_in_sight(book: openpyxl.Workbook) -> None:
    assert book["essai"].freeze_panes == "A2"


def test_a_workbook_holds_no_clock_and_no_name() -> None:
    with ZipFile(BytesIO(render_xlsx("Titre", (), (SHEET,)))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "1980-01-01" in core
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_longer_than_a_cell_is_cut() -> None:
    long = DataSheet("long", "Long", (Field("Texte", "Long."),), (("m" * 40_000,),))
    assert len(_open(render_xlsx("Titre", (), (long,)))["long"]["A2"].value) == 32_767


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("+33 6", "'+33 6"), ("-1", "'-1"), ("@somme", "'@somme"), ("\t=1", "' =1"), (" =1", "' =1"),
        ("\r=1", "'=1"), ("plain", "plain"), ("", ""), (None, ""), (-3, "-3"), (2.5, "2,5"), (1200, "1200"),
    ],
)  # fmt: skip
def test_a_cell_of_csv_runs_nothing(value: str | float | None, written: str) -> None:
    assert plain_cell(value) == written


def test_a_csv_opens_in_french_excel() -> None:
    data = render_csv(SHEET)
    assert data.startswith(b"\xef\xbb\xbfTexte;Entier;D")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["'=1+1", "12", "0,25"]
    assert b"\r\n" in data


def test_a_dictionary_says_every_column_of_every_table() -> None:
    found = dictionary((SHEET, SHEET))
    assert len(found.rows) == 6
    assert {len(row) for row in found.rows} == {len(found.fields)}
