"""The workbook a person receives: sheets, titles, lists, comments, one quiet look."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import TABLES, table
from terreau.formats.workbook.layout import FORMAT
from tests.formats.conftest import TODAY

AS_OF = date(2026, 11, 12)


@pytest.fixture(scope="module")
def book() -> Workbook:
    out = io.BytesIO()
    workbook.new(
        out,
        framework.default(),
        gazetteer.default(),
        title="Nos projets",
        as_of=AS_OF,
        departements=("39",),
    )
    return openpyxl.load_workbook(out)


def ranges(book: Workbook, sheet: str) -> dict[str, str]:
    """Source of the list of each column, by its letter."""
    return {
        str(v.sqref).partition("2:")[0]: v.formula1
        for v in book[sheet].data_validations.dataValidation
    }


def words(book: Workbook, name: str) -> list[str]:
    sheet, _sep, cells = book.defined_names[name.lstrip("=")].attr_text.partition("!")
    return [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]


def test_sheets_come_in_the_declared_order_between_help_and_lists(book: Workbook) -> None:
    ours = [declared.sheet for declared in TABLES]
    assert book.sheetnames == ["LISEZ-MOI", "À propos", *ours, "Référentiel", "_listes", "_terreau"]
    assert book["_listes"].sheet_state == "hidden"
    assert book["_terreau"].sheet_state == "veryHidden"


def test_required_titles_are_marked_by_sign_and_colour(book: Workbook) -> None:
    sheet = book["Projets et lieux"]
    required, optional = sheet["B1"], sheet["D1"]
    assert required.value == "Nom *"
    assert optional.value == "Structure"
    assert required.fill.fgColor.rgb != optional.fill.fgColor.rgb
    assert sheet.freeze_panes == "B2"


def test_every_title_explains_itself(book: Workbook) -> None:
    for declared in TABLES:
        for column, cell in zip(declared.columns, book[declared.sheet][1], strict=True):
            assert (cell.comment is not None) == bool(column.help), f"{declared.name}.{column.name}"
    comment = book["Moyens"]["G1"].comment
    assert comment is not None
    assert "Unité\u00a0: €" in comment.text


def test_lists_are_named_and_hold_what_the_reader_accepts(book: Workbook) -> None:
    lists = ranges(book, "Appréciations")
    ect = framework.default()
    assert words(book, lists["C"])[1:] == [f"{p.code} {p.short}" for p in ect.phases][1:]
    assert words(book, lists["E"])[0].startswith("A1 ")
    assert words(book, lists["I"]) == ["0", "1", "2", "3", "4", "NO", "SO", "JNSP"]
    communes = words(book, ranges(book, "Projets et lieux")["G"])
    assert "39300 Lons-le-Saunier" in communes
    assert all(label.startswith("39") for label in communes)


def test_references_are_proposed_from_the_sheet_that_owns_them(book: Workbook) -> None:
    lists = ranges(book, "Phases")
    assert lists["A"] == "ref_cases"
    formula = book.defined_names["ref_cases"].attr_text
    assert formula.startswith("'Projets et lieux'!$A$2:INDEX(")


def test_every_reference_has_a_column_to_refer_to() -> None:
    for declared in TABLES:
        for column in declared.columns:
            assert not column.target or table(column.target).reference, (
                f"{declared.name}.{column.name}"
            )


def test_what_is_typed_stays_as_it_was_typed(book: Workbook) -> None:
    """A column of dates waits as text: else « mars 2018 » would become a day, « 2018 » one of 1905."""
    sheet = book["Projets et lieux"]
    formats = {letter: sheet.column_dimensions[letter].number_format for letter in "AGI"}
    assert formats == {"A": "@", "G": "@", "I": "@"}
    assert book["À propos"]["B2"].number_format == "dd/mm/yyyy"


def test_first_sheet_says_how(book: Workbook) -> None:
    text = " ".join(
        str(cell.value) for row in book["LISEZ-MOI"].iter_rows() for cell in row if cell.value
    )
    for word in (
        "Nos projets",
        "P-0042",
        "été 2016",
        "JNSP",
        "x_",
        "ne quittent jamais",
        "terreau workbook check",
    ):
        assert word in text, word
    for declared in TABLES:
        assert declared.sheet in text


def test_what_the_data_are_is_written_beforehand(book: Workbook) -> None:
    values = {row[0].value: row[1].value for row in book["À propos"].iter_rows(max_row=5)}
    assert values["Titre"] == "Nos projets"
    assert values["Données figées le"].date() == AS_OF
    assert values["Tout est imaginé"] == "non"
    assert values["Référentiel"] == "ect@0.1"


def test_the_referentiel_is_at_hand(book: Workbook) -> None:
    sheet = book["Référentiel"]
    assert [cell.value for cell in sheet["A"][1:]] == [
        v.code for v in framework.default().variables
    ]
    assert sheet.protection.sheet


def test_programs_find_the_format_and_the_codes(book: Workbook) -> None:
    rows = [tuple(cell.value for cell in row) for row in book["_terreau"].iter_rows()]
    assert rows[0][:2] == ("format", FORMAT)
    assert ("ratings", "Appréciations", "level", "Niveau") in rows


def test_whole_country_is_proposed_unless_asked_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.new(path, framework.default(), gazetteer.default(), title="", as_of=AS_OF)
    book = openpyxl.load_workbook(path, read_only=True)
    assert "liste" in " ".join(book.defined_names)
    assert book["_listes"].max_row > 34_000


def test_empty_template_is_read_as_an_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.new(
        path, framework.default(), gazetteer.default(), title="", as_of=AS_OF, departements=("39",)
    )
    assert [p.code for p in workbook.read(path, today=TODAY).problems] == ["workbook-empty"]


def test_filled_template_is_read(tmp_path: Path) -> None:
    """As a person fills it: in the template itself, with the words of its lists."""
    path = tmp_path / "a.xlsx"
    workbook.new(
        path, framework.default(), gazetteer.default(), title="T", as_of=AS_OF, departements=("39",)
    )
    book = openpyxl.load_workbook(path)
    for column, value in {
        "A": "P-0001",
        "B": "Atelier",
        "C": "projet",
        "G": "39300 Lons-le-Saunier",
    }.items():
        book["Projets et lieux"][f"{column}2"] = value
    book.save(path)
    result = workbook.read(path, today=TODAY)
    assert result.problems == ()
    assert result.dataset is not None
    assert result.dataset.rows("cases")[0]["commune"] == "39300"
