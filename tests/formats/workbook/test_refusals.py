"""Everything that is wrong is said at once, at its place, with the nearest valid value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.formats.workbook.samples import (
    CASES,
    PROJECT,
    RATINGS,
    Check,
    only,
    with_ratings,
)

# -- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "value", "code", "words"),
    [
        ("Commune", "39301x", "commune-unknown", "39301x"),
        ("Commune", "Lons le Saulnier", "commune-unknown", "39300 Lons-le-Saunier"),
        ("Commune", 1001, "commune-zero", "01001 L"),
        ("Commune", "39005", "commune-merged", "39385 "),
        ("Motif de sortie", "abandonn", "choice-unknown", "abandon"),
        ("Motif de sortie", "#REF!", "formula-error", "#REF!"),
        ("Début", "1850", "date-too-old", "1900"),
        ("Début", "31/02/2020", "date-unknown", "n’est pas une date"),
        ("Début", 43173, "date-unknown", "14 mars 2018"),
        ("Début", "demain", "date-unknown", "14/03/2018"),
        ("Début", date(1905, 7, 10), "year-as-day", "écrivez 2018"),
        ("Début", "2203", "date-future", "Laissez vide"),
        ("Fin", date(2031, 1, 1), "date-future", "Laissez vide"),
        ("Commune", "Poligny", "commune-unknown", "le nom de plusieurs communes"),
        ("Commune", "39300 Lyon", "commune-unknown", "ne sont pas ceux de la même commune"),
        ("Commune", "00101 Ombre", "commune-unknown", "Communes ajoutées"),
        ("Motif de sortie", "\u202ea\nb" + "c" * 10_000, "choice-unknown", "«\u00a0a bccc"),
        ("Vérifié le", date(2031, 1, 1), "date-future", "22 novembre 2026"),
        ("Territoire", "pays ledonien", "reference-form", "P-0042"),
        ("Territoire", "../../etc", "reference-form", "P-0042"),
        ("Territoire", "T9", "reference-unknown", "Territoires"),
        ("Source", 1.2345678901234e17, "number-truncated", "Texte"),
        ("Source", "documents/D-1.txt", "document-missing", "ZIP"),
        ("Résumé", ("=1/0", "#DIV/0!"), "formula-error", "#DIV/0!"),
        ("Résumé", ("=A1", ""), "formula-error", "jamais calculée"),
        ("Résumé", ("=A1", "Référence"), None, ""),
    ],
)  # fmt: skip
def test_each_kind_of_fault_is_named_at_its_place(
    check_cases: Check, header: str, value: object, code: str | None, words: str
) -> None:
    result = check_cases(header, value)
    if code is None:
        assert result.dataset is not None
        return
    problem = only(result)
    assert (problem.code, problem.severity) == (code, "error")
    assert (
        problem.where
        == f"feuille «\u00a0Projets et lieux\u00a0», ligne 2, colonne «\u00a0{header}\u00a0»"
    )
    assert words in problem.sentence()
    assert result.dataset is None


@pytest.mark.parametrize(
    ("column", "value", "code", "words"),
    [
        (5, 7, "level-unknown", "0, 1, 2, 3, 4, NO, SO ou JNSP"),
        (2, "emergance", "phase-unknown", "P1 Émergence\u00a0»\u202f?"),
        (3, "A99", "variable-unknown", "A1 à D6"),
        (4, "R-10", "reference-unknown", "R-01"),
        (1, "P-0011", "reference-unknown", "P-0001"),
        (5, None, "required", "doit être remplie"),
        (0, "N 1", "reference-form", "N 1"),
    ],
)
def test_faults_of_a_rating(
    check: Check, column: int, value: object, code: str, words: str
) -> None:
    row: list[Any] = ["N-1", "P-0001", "P1", "A1", "R-01", 3]
    row[column] = value
    problem = only(check(with_ratings(row)))
    assert problem.code == code
    assert words in problem.sentence()


@pytest.mark.parametrize(
    ("sheet", "header", "value", "code"),
    [
        ("Moyens", "Année", 25, "integer-unknown"),
        ("Moyens", "Rang", 0, "integer-unknown"),
        ("Moyens", "Rang", 1.5, "integer-unknown"),
        ("Moyens", "Montant", "beaucoup", "amount-unknown"),
        ("Moyens", "Local", "peut-être", "boolean-unknown"),
        ("Journal de bord", "Secteurs", "public", "counts-form"),
        ("Journal de bord", "Secteurs", "martien 3", "choice-unknown"),
        ("Communes ajoutées", "Longitude", "à gauche", "number-unknown"),
        ("Communes ajoutées", "Code", "39999", "commune-code"),
        ("Territoires", "Membres", "39300 ; 123456789", "epci-unknown"),
        ("Territoires", "Membres", "39300 ; 39005", "commune-merged"),
    ],
)
def test_faults_of_other_sheets(
    check: Check, sheet: str, header: str, value: object, code: str
) -> None:
    rows: dict[str, dict[str, Any]] = {
        "Moyens": {
            "Projet ou lieu": "P-0001",
            "Rang": 1,
            "Famille": "marché",
            "Année": 2024,
            "Montant": 3,
            "Local": "oui",
        },
        "Journal de bord": {
            "Projet ou lieu": "P-0001",
            "Ligne": "J-1",
            "Date": 2024,
            "Nature": "rencontre",
            "Secteurs": None,
        },
        "Communes ajoutées": {"Code": "00101", "Nom": "X", "Longitude": "2,5"},
        "Territoires": {"Code": "T1", "Nom": "X", "Membres": "39300"},
    }
    row = {**rows[sheet], header: value}
    problem = only(
        check({"Projets et lieux": [CASES, PROJECT], sheet: [list(row), list(row.values())]})
    )
    assert problem.code == code
    assert header in problem.where


# -- between rows and sheets ----------------------------------------------------------------------


def test_duplicate_reference_names_both_rows(check: Check) -> None:
    problem = only(check({"Projets et lieux": [CASES, PROJECT, ["P-2", "B", "projet"], PROJECT]}))
    assert problem.code == "reference-duplicate"
    assert "ligne 4" in problem.where
    assert "ligne 2" in problem.message


def test_duplicate_key_names_what_is_the_same(check: Check) -> None:
    phases = [["Projet ou lieu", "Phase"], ["P-0001", "P1"], ["P-0001", "émergence"]]
    problem = only(check({"Projets et lieux": [CASES, PROJECT], "Phases": phases}))
    assert problem.code == "key-duplicate"
    assert "«\u00a0Phase\u00a0»" in problem.message


def test_same_rating_twice_is_refused_even_under_two_references(check: Check) -> None:
    rows = [
        ["N-1", "P-0001", "P1", "A1", "R-01", 3],
        ["N-2", "P-0001", "P1", "A1", "R-01", 2],
        ["N-3", "P-0001", "P1", "A1", "R-02", 2],
    ]
    assert only(check(with_ratings(*rows))).code == "rating-duplicate"


def test_unknown_framework_of_a_rating_is_refused(check: Check) -> None:
    rows = ["N-1", "P-0001", "P1", "A1", "R-01", 3, "ect@7"]
    assert (
        only(check(with_ratings(rows, header=[*RATINGS, "Référentiel"]))).code
        == "framework-unknown"
    )


def test_dates_the_wrong_way_round_are_seen(check: Check) -> None:
    phases = [
        ["Projet ou lieu", "Phase", "Début", "Fin"],
        ["P-0001", "P1", "2020", "2018"],
        ["P-0001", "P2", "2020", "mars 2020"],
    ]
    assert (
        only(check({"Projets et lieux": [CASES, PROJECT], "Phases": phases})).code
        == "dates-reversed"
    )


def test_evidence_must_cite_something_that_is_there(check: Check) -> None:
    sheets = with_ratings(["N-1", "P-0001", "P1", "A1", "R-01", 3])
    sheets["Documents"] = [["Document", "Nature"], ["D-0001", "notes"]]
    sheets["Preuves"] = [
        ["Appréciation", "Nature", "Pièce"],
        ["N-1", "document", "D-0001"],
        ["N-1", "moyens", "1"],
        ["N-1", "document", "D-0007"],
        ["N-1", "extrait", "X-1"],
    ]
    result = check(sheets)
    assert [p.code for p in result.problems] == ["reference-unknown"] * 2
    assert "D-0001" in result.problems[0].expected
    assert "aucune référence" in result.problems[1].expected


def test_attendance_must_be_of_the_case_of_its_entry(check: Check) -> None:
    sheets = {
        "Projets et lieux": [CASES, PROJECT, ["P-2", "B", "projet"]],
        "Journal de bord": [
            ["Projet ou lieu", "Ligne", "Date", "Nature"],
            ["P-2", "J-1", "2024", "rencontre"],
        ],
        "Acteurs": [["Référence", "Nom"], ["A-1", "Mairie"]],
        "Présences": [
            ["Projet ou lieu", "Ligne", "Acteur"],
            ["P-0001", "J-1", "A-1"],
            ["P-2", "J-1", "A-1"],
        ],
    }
    problem = only(check(sheets))
    assert problem.code == "log-other-case"
    assert "P-2" in problem.message


# -- many problems --------------------------------------------------------------------------------


def test_a_list_with_commas_is_kept_and_said(check_cases: Check) -> None:
    result = check_cases("Domaines", "réemploi, lien social", "mobilité ; énergie", None)
    assert result.dataset is not None
    problem = only(result)
    assert (problem.code, problem.severity) == ("words-comma", "warning")
    assert "point-virgule" in problem.sentence()
    assert result.dataset["cases"]["themes"].to_pylist()[:2] == [
        ["réemploi, lien social"],
        ["mobilité", "énergie"],
    ]


def test_problems_come_sheet_by_sheet_in_the_order_of_the_file(check: Check) -> None:
    result = check({
        "Phases": [["Projet ou lieu", "Phase"], ["P-1", "P9"], ["P-2", "P1"]],
        "Projets et lieux": [["Référence", "Nom", "Type"], ["P-1", "Un", "projte"], ["P-1", "Deux", "projet"]],
    })  # fmt: skip
    sheets = [problem.where.split("\u00a0")[1] for problem in result.problems]
    assert sheets == ["Phases", "Phases", "Projets et lieux", "Projets et lieux"]


def test_a_sheet_of_cases_that_is_missing_is_said_once(check: Check) -> None:
    result = check({"Phases": [["Projet ou lieu", "Phase"], ["P-1", "P1"], ["P-2", "P1"]]})
    assert [problem.code for problem in result.problems] == ["sheet-missing"]


def test_no_sentence_repeats_more_than_a_line_of_a_value(check: Check) -> None:
    long = "é" * 10_000
    result = check({
        "Projets et lieux": [["Référence", "Nom", "Type", long], [long, "Un", long, "x"]],
        "Appréciations": [["Référence"], [long]],
    }, {"Données figées le": long, "Tout est imaginé": long, "Référentiel": long})  # fmt: skip
    assert len(result.problems) > 5
    assert all(len(problem.sentence()) < 600 for problem in result.problems)


def test_every_problem_is_said_at_once(check: Check) -> None:
    rows = [
        [*CASES, "Commune", "Début"],
        ["P-1", "", "projet", "99999", "jadis"],
        ["P-1", "B", "machin", "39300", "2020"],
    ]
    result = check({"Projets et lieux": rows, "Regards": [["Regard", "Type"], ["R 1", "porteur"]]})
    assert {p.code for p in result.problems} == {
        "required", "commune-unknown", "date-unknown", "choice-unknown", "reference-duplicate", "reference-form",
    }  # fmt: skip
    assert result.dataset is None


def test_forty_per_cent_of_invalid_rows_stay_readable_and_counted(check: Check) -> None:
    rows = [[f"P-{i}", f"Projet {i}", "projet", "7" if i % 10 < 4 else "39300"] for i in range(500)]
    result = check({"Projets et lieux": [[*CASES, "Commune"], *rows]})
    assert len(result.problems) == 21
    assert result.problems[-1].message.startswith("Et 180 autres lignes")
    assert result.problems[0].where.endswith("ligne 2, colonne «\u00a0Commune\u00a0»")
    assert result.dataset is None


def test_one_row_beyond_the_listing_is_singular(check_cases: Check) -> None:
    assert check_cases("Début", *["jadis"] * 21).problems[-1].message.startswith("Et 1 autre ligne")


def test_no_sentence_breaks_french_typography(check: Check) -> None:
    rows = [
        [*CASES, "Commune", "Début", "Domainess"],
        ["P 1", "", "proj", "Lons le Saulnier", "jadis", "x"],
    ]
    for problem in check({"Projets et lieux": rows, "Phase": [["x"]]}).problems:
        for sign in (" :", " ;", " ?", " !", "« ", " »", "'"):
            assert sign not in problem.sentence(), problem.sentence()
