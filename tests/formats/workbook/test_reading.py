"""What people write is understood; titles, sheets and « À propos » are checked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from terreau import gazetteer
from terreau.formats import workbook
from tests.formats.conftest import ABOUT, TODAY, write_sheets
from tests.formats.workbook.samples import (
    CASES,
    PROJECT,
    RATERS,
    Check,
    only,
    with_ratings,
)

# -- a workbook that is right ---------------------------------------------------------------------


def test_values_are_read_as_people_write_them(check: Check) -> None:
    header = [*CASES, "Commune", "Domaines", "Début", "Fin", "Vérifié le", "x_surface"]
    row = ["P-0001", " La Ressourcerie ", "Tiers-lieu", "39300", "mobilité; énergie", date(2018, 3, 14), "été 2019", datetime.fromisoformat("2026-03-01T08:30"), 120.0]  # fmt: skip
    result = check({"Projets et lieux": [header, row]})
    assert result.problems == ()
    assert result.dataset is not None
    assert result.dataset.workbook
    (case,) = result.dataset.rows("cases")
    assert (case["name"], case["kind"], case["commune"]) == (
        "La Ressourcerie",
        "tiers_lieu",
        "39300",
    )
    assert case["themes"] == ["mobilité", "énergie"]
    assert (case["started"], case["started_latest"]) == ("2018-03-14", date(2018, 3, 14))
    assert (case["ended"], case["ended_earliest"]) == ("été 2019", date(2019, 6, 1))
    assert case["verified_on"] == "2026-03-01"
    assert case["x_surface"] == "120"


def test_what_the_data_are_comes_from_a_propos(check: Check) -> None:
    about = {
        "titre": "Mes données *",
        "Données figées le": date(2026, 1, 2),
        "Structure": "Coopérative",
    }
    dataset = check({"Projets et lieux": [CASES, PROJECT]}, about).dataset
    assert dataset is not None
    assert (dataset.title, dataset.as_of, dataset.fictional) == (
        "Mes données *",
        "2026-01-02",
        False,
    )
    assert dataset.framework == "ect@0.1"
    assert dataset.rows("cases")[0]["structure"] == "Coopérative"


def test_a_phase_written_with_a_space_is_read(check: Check) -> None:
    cases = [["Référence", "Nom", "Type"], ["P-1", "Un", "projet"]]
    result = check(
        {"Projets et lieux": cases, "Phases": [["Projet ou lieu", "Phase"], ["P-1", "P 3"]]}
    )
    assert result.dataset is not None
    assert result.dataset["phases"]["phase"].to_pylist() == ["P3"]


@pytest.mark.parametrize("mark", ["~${name}", ".~lock.{name}#"])
def test_a_workbook_open_elsewhere_is_read_and_said(
    mark: str, check_cases: Check, tmp_path: Path
) -> None:
    (tmp_path / mark.format(name="classeur.xlsx")).write_bytes(b"x")
    result = check_cases("Nom complet", None)
    assert result.dataset is not None
    assert result.problems[0].code == "open-elsewhere"


def test_headers_are_known_by_french_english_or_folded_name_in_any_order(check: Check) -> None:
    rows = [["NOM *", "Motif de  sortie", "case", "Type"], ["A", "ABANDON", "P-1", "projet"]]
    dataset = check({"projets et lieux": rows}).dataset
    assert dataset is not None
    assert dataset.rows("cases")[0]["exit_reason"] == "abandonment"


def test_table_that_starts_lower_is_found_and_empty_rows_are_skipped(check: Check) -> None:
    rows = [["Mes projets"], [], CASES, [], PROJECT, ["", "  ", ""], ["P-0002", "B", "projet"]]
    dataset = check({"Projets et lieux": rows}).dataset
    assert dataset is not None
    assert [row["case"] for row in dataset.rows("cases")] == ["P-0001", "P-0002"]


def test_defaults_fill_empty_cells(check: Check) -> None:
    dataset = check(with_ratings(["N-1", "P-0001", "émergence", "A1", "R-01", 3])).dataset
    assert dataset is not None
    (row,) = dataset.rows("ratings")
    assert (row["seq"], row["layer"], row["framework"], row["retrospective"]) == (
        1,
        "individual",
        "ect@0.1",
        False,
    )
    assert (row["phase"], row["level"]) == ("P1", "3")


@pytest.mark.parametrize(
    ("cell", "level"), [(3, "3"), ("3", "3"), ("3 Établi", "3"), ("no", "NO"), ("jnsp", "JNSP")]
)
def test_levels_are_recognised(check: Check, cell: object, level: str) -> None:
    dataset = check(with_ratings(["N-1", "P-0001", "P1", "a1", "R-01", cell])).dataset
    assert dataset is not None
    assert dataset.rows("ratings")[0]["level"] == level


@pytest.mark.parametrize(
    ("cell", "truth"),
    [("oui", True), ("Non", False), ("x", True), (1, True), (0, False), (True, True), (False, False), ("VRAI", True), ("", False)],
)  # fmt: skip
def test_truth_is_recognised(check: Check, cell: object, truth: bool) -> None:
    rows = [["Référence", "Nom", "Personne"], ["A-1", "Une voisine", cell]]
    dataset = check({"Projets et lieux": [CASES, PROJECT], "Acteurs": rows}).dataset
    assert dataset is not None
    assert dataset.rows("actors")[0]["person"] is truth


def test_amounts_counts_and_numbers_are_read(check: Check) -> None:
    means = [
        ["Projet ou lieu", "Rang", "Famille", "Montant", "Demandé", "Année"],
        ["P-0001", 1, "marché", 1250.5, "env. 10 000", "2025"],
    ]
    log = [
        ["Projet ou lieu", "Ligne", "Date", "Nature", "Présents", "Secteurs"],
        ["P-0001", "J-1", "2024", "rencontre", "1 012", "public 3 ; société civile: 7"],
    ]
    dataset = check(
        {"Projets et lieux": [CASES, PROJECT], "Moyens": means, "Journal de bord": log}
    ).dataset
    assert dataset is not None
    (line,) = dataset.rows("means")
    assert (line["amount_low"], line["requested_low"], line["requested_high"], line["year"]) == (
        1250.5,
        9000,
        11000,
        2025,
    )
    (entry,) = dataset.rows("log")
    assert entry["attendance"] == 1012
    assert entry["sectors"] == [
        {"sector": "public", "count": 3},
        {"sector": "civil_society", "count": 7},
    ]


def test_imagined_communes_are_known_once_declared(check: Check) -> None:
    communes = [["Code", "Nom"], ["00101", "Les Ponts-sur-Ombre"]]
    rows = [[*CASES, "Commune"], [*PROJECT, "Les Ponts-sur-Ombre"]]
    dataset = check({"Projets et lieux": rows, "Communes ajoutées": communes}).dataset
    assert dataset is not None
    assert dataset.rows("cases")[0]["commune"] == "00101"


def test_territory_is_made_of_communes_and_groupings(check: Check) -> None:
    siren = gazetteer.default().epcis()[0].siren
    rows = [
        ["Code", "Nom", "Membres"],
        ["T1", "Val", f"39300 ; {siren[:3]} {siren[3:]}"],
        ["T2", "X", ""],
    ]
    dataset = check({"Projets et lieux": [CASES, PROJECT], "Territoires": rows}).dataset
    assert dataset is not None
    assert [row["members"] for row in dataset.rows("territories")] == [["39300", siren], None]


def test_old_format_says_what_it_cannot_tell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An .xls gives the same data, with the warning that errors of formula are read as empty."""
    from dataclasses import replace

    from terreau.formats.workbook import reading

    path = write_sheets(tmp_path / "a.xlsx", {"Projets et lieux": [CASES, PROJECT]})
    opened = reading.open_source
    monkeypatch.setattr(reading, "open_source", lambda path: replace(opened(path), old=True))
    result = workbook.read(path, today=TODAY)
    assert [(p.code, p.severity) for p in result.problems] == [("old-format", "warning")]
    assert result.dataset is not None


def test_several_words_of_a_closed_list_are_read_one_by_one() -> None:
    from terreau import framework
    from terreau.formats.tables import Column
    from terreau.formats.workbook.cells import Rules, parser
    from terreau.formats.workbook.faults import Fault

    rules = Rules(framework.default(), gazetteer.default(), TODAY)
    parse = parser(Column("kinds", "Types", "choices", choices=(("a", "un"), ("b", "deux"))), rules)
    assert parse("un ; DEUX") == ["a", "b"]
    assert isinstance(parse("un ; trois"), Fault)


def test_formula_in_error_beyond_the_last_cell_is_still_named(tmp_path: Path) -> None:
    """The reader drops what it takes for empty cells at the end of a sheet."""
    rows = [[*CASES, "Résumé"], PROJECT, ["P-2", "B", "projet", ("=1/0", "#DIV/0!")]]
    path = write_sheets(
        tmp_path / "a.xlsx",
        {
            "Projets et lieux": rows,
            "Phases": [["Projet ou lieu", "Phase"], [("=1/0", "#N/A"), "P1"]],
        },
    )
    codes = [(p.code, p.where.partition(",")[0]) for p in workbook.read(path, today=TODAY).problems]
    assert codes == [
        ("formula-error", "feuille «\u00a0Projets et lieux\u00a0»"),
        ("formula-error", "feuille «\u00a0Phases\u00a0»"),
    ]


def test_attendance_without_log_is_an_unknown_reference(check: Check) -> None:
    sheets = {
        "Projets et lieux": [CASES, PROJECT],
        "Acteurs": [["Référence", "Nom"], ["A-1", "Mairie"]],
        "Présences": [["Projet ou lieu", "Ligne", "Acteur"], ["P-0001", "J-1", "A-1"]],
    }
    assert only(check(sheets)).code == "reference-unknown"


def test_long_number_that_is_an_identifier_stays_whole(check_cases: Check) -> None:
    dataset = check_cases("Contact publié", 99000000000001.0).dataset
    assert dataset is not None
    assert dataset.rows("cases")[0]["contact"] == "99000000000001"


# -- titles and sheets ----------------------------------------------------------------------------


def test_unknown_column_is_a_warning_with_the_nearest_title(check: Check) -> None:
    result = check({"Projets et lieux": [[*CASES, "Communne"], [*PROJECT, "39300"]]})
    problem = only(result)
    assert (problem.code, problem.severity) == ("title-unknown", "warning")
    assert "Commune" in problem.expected
    assert "x_" in problem.expected
    assert result.dataset is not None


def test_missing_required_column_is_said_once_with_its_look_alike(check: Check) -> None:
    result = check({"Projets et lieux": [["Référence", "Nom du projet", "Type"], PROJECT]})
    problem = only(result, "column-missing")
    assert "«\u00a0Nom\u00a0»" in problem.message
    assert result.dataset is None


def test_merged_titles_are_explained(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    about, sheet = book.add_worksheet("À propos"), book.add_worksheet("Projets et lieux")
    about.write_row(0, 0, ["Données figées le", "2026-01-01"])
    sheet.merge_range(0, 0, 0, 1, "Référence")
    sheet.write(0, 2, "Type")
    sheet.write_row(1, 0, PROJECT)
    book.close()
    codes = [p.code for p in workbook.read(path, today=TODAY).problems]
    assert codes == ["titles-merged", "column-missing"]


def test_merged_groups_above_the_titles_do_no_harm(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    about, sheet = book.add_worksheet("À propos"), book.add_worksheet("Projets et lieux")
    about.write_row(0, 0, ["Données figées le", "2026-01-01"])
    sheet.merge_range(0, 0, 0, 2, "Identité")
    sheet.write_row(1, 0, CASES)
    sheet.write_row(2, 0, PROJECT)
    book.close()
    assert workbook.read(path, today=TODAY).dataset is not None


def test_same_title_twice_is_refused(check: Check) -> None:
    problem = only(check({"Projets et lieux": [[*CASES, "Nom"], [*PROJECT, "B"]]}))
    assert problem.code == "title-duplicate"


def test_sheet_without_titles_is_explained(check: Check) -> None:
    result = check({"Projets et lieux": [CASES, PROJECT], "Phases": [["bonjour"], [1, 2]]})
    problem = only(result)
    assert problem.code == "titles-missing"
    assert "Phases" in problem.where


def test_other_sheets_are_said_to_be_ignored(check: Check) -> None:
    result = check({"Projets et lieux": [CASES, PROJECT], "Notes": [["x"]], "Acteur": [["y"]]})
    assert [p.code for p in result.problems] == ["sheet-ignored", "sheet-ignored"]
    assert "Acteurs" in result.problems[1].expected
    assert result.dataset is not None


def test_two_sheets_of_one_name_are_refused(check: Check) -> None:
    result = check({"Projets et lieux": [CASES, PROJECT], "cases": [CASES, PROJECT]})
    assert only(result).code == "sheet-duplicate"


def test_sheet_of_cases_must_be_there(check: Check) -> None:
    assert only(check({"Regards": RATERS})).code == "sheet-missing"


def test_workbook_without_rows_is_said_to_be_empty(check: Check) -> None:
    assert only(check({"Projets et lieux": [CASES]})).code == "workbook-empty"


# -- what the data say of themselves --------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({}, "as-of-missing"),
        ({"Données figées le": "mars 2024"}, "as-of"),
        ({"Données figées le": "2031-01-01"}, "as-of-future"),
        ({"Données figées le": "2026-01-01", "Tout est imaginé": "bof"}, "fictional"),
        ({"Données figées le": "2026-01-01", "Référentiel": "ect@9.9"}, "framework-unknown"),
    ],
)
def test_a_propos_is_checked(check: Check, about: dict[str, str], code: str) -> None:
    result = check({"Projets et lieux": [CASES, PROJECT]}, about)
    assert only(result).code == code
    assert "À propos" in only(result).where


def test_framework_of_ones_own_is_accepted_when_given(tmp_path: Path) -> None:
    from dataclasses import replace

    from terreau import framework

    own = replace(framework.default(), id="maison")
    path = write_sheets(
        tmp_path / "a.xlsx",
        with_ratings(["N-1", "P-0001", "P1", "A1", "R-01", 2]),
        {**ABOUT, "Référentiel": "maison@0.1"},
    )
    assert workbook.read(path, today=TODAY).dataset is None
    result = workbook.read(path, today=TODAY, frameworks=[own])
    assert result.dataset is not None
    assert result.dataset.rows("ratings")[0]["framework"] == "maison@0.1"
