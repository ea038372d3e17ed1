"""The seven spreadsheets of public services each get an answer that a person can act upon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from terreau.formats import workbook

pytestmark = pytest.mark.shared

# file, sheet, row of the titles, columns, rows, one title, what more is said
EXPECTED = [
    ("chorus_export_anonymise.xlsx", "1. Extraction", 1, 15, 7, "N° EJ", "pas de titre"),
    ("fonjep_export_anonymise.xlsx", "Versement", 1, 6, 8, "DateVersement", ""),
    ("helios_mandats_anonymise.ods", "data_subv_2025_SL5M_Jet4", 1, 18, 7, "COLLEC", ""),
    (
        "osiris_suivi_actions_anonymise.xls",
        "SuiviActions_ANS",
        2,
        80,
        2,
        "Numero Action Osiris",
        "total",
    ),
    (
        "osiris_suivi_dossiers_anonymise.xls",
        "SuiviDossiers_ANS",
        2,
        55,
        2,
        "N° Dossier Osiris",
        "cellules fusionnées",
    ),
    (
        "scdl_champs_manquants.xlsx",
        "Du 01-01-2023 au 30-06-2023",
        4,
        14,
        10,
        "NotMappedSiret",
        "au-dessus",
    ),
    ("scdl_departement_variante.xlsx", "Sheet1", 1, 18, 3, "idBeneficiaire", ""),
]


@pytest.mark.parametrize(("file", "sheet", "row", "columns", "lines", "title", "more"), EXPECTED)
def test_each_is_described_and_told_what_to_do(
    shared: Path,
    today: date,
    file: str,
    sheet: str,
    row: int,
    columns: int,
    lines: int,
    title: str,
    more: str,
) -> None:
    result = workbook.read(shared / "data" / "tableurs_administratifs" / file, today=today)
    assert result.dataset is None
    first, *described = result.problems
    assert (first.code, first.severity) == ("foreign-spreadsheet", "error")
    assert "terreau workbook new" in first.expected
    (problem,) = [p for p in described if sheet in p.where]
    assert problem.severity == "warning"
    assert f"titres ligne {row}, {columns} colonnes, {lines} lignes" in problem.message
    assert title in problem.message
    assert more in problem.message


def test_total_and_empty_sheets_are_said(shared: Path, today: date) -> None:
    folder = shared / "data" / "tableurs_administratifs"
    variant = workbook.read(folder / "scdl_departement_variante.xlsx", today=today).problems[1]
    assert "La dernière ligne est un total" in variant.message
    chorus = workbook.read(folder / "chorus_export_anonymise.xlsx", today=today).problems
    assert any("ni titres ni tableau" in p.message for p in chorus)


def test_sheet_with_one_of_our_names_is_not_enough(tmp_path: Path, today: date) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Documents").write_row(0, 0, ["Titre", "Auteur"])
    book.add_worksheet("Vide")
    book.close()
    problems = workbook.read(path, today=today).problems
    assert [p.code for p in problems] == ["foreign-spreadsheet", "foreign-sheet", "foreign-sheet"]
    assert "feuille vide" in problems[2].message


def test_copied_sheet_without_a_propos_is_ours(tmp_path: Path, today: date) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Projets et lieux")
    sheet.write_row(0, 0, ["Référence", "Nom", "Type"])
    sheet.write_row(1, 0, ["P-1", "A", "projet"])
    book.close()
    assert [p.code for p in workbook.read(path, today=today).problems] == ["as-of-missing"]
