"""Appraisals made under several référentiels in one workbook, and référentiels that travel with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.workbook.layout import FRAMEWORKS
from terreau.formats.workbook.reading import ReadResult
from terreau.framework import Framework, as_dict, from_dict, toml_files
from tests.formats.conftest import TODAY, make_dataset

PROJECT = {"case": "P-0001", "name": "La Ressourcerie", "kind": "projet"}
RATER = {"rater": "R-01", "kind": "researcher"}


@pytest.fixture(scope="module")
def own() -> Framework:
    """A référentiel whose first variable and whose phases have other codes."""
    text = json.dumps(as_dict(framework.default()), ensure_ascii=False)
    text = re.sub(r'"P([1-6])"', r'"L\1"', text).replace('"A1"', '"A9"')
    return from_dict(json.loads(text) | {"id": "maison", "version": "0.3"})


def rating(number: int, identifier: str, **cells: Any) -> dict[str, Any]:
    return {
        "rating": f"N-{number}", "case": "P-0001", "seq": 1, "rater": "R-01", "layer": "individual",
        "level": "3", "framework": identifier, **cells,
    }  # fmt: skip


@pytest.fixture
def mixed(own: Framework, tmp_path: Path) -> Path:
    rows = {
        "cases": [PROJECT],
        "raters": [RATER],
        "phases": [{"case": "P-0001", "phase": phase, "seq": 1} for phase in ("P1", "L2")],
        "ratings": [
            rating(1, "ect@0.1", phase="P1", variable="A1"),
            rating(2, "maison@0.3", phase="L1", variable="A9"),
            rating(3, "maison@0.3", phase="L1", variable="A2"),
        ],
    }
    files = {
        f"{FRAMEWORKS}maison@0.3/{name}": data for name, data in toml_files(as_dict(own)).items()
    }
    files[f"{FRAMEWORKS}brouillons/suite@0.1/framework.toml"] = b"pas encore du TOML"
    files[f"{FRAMEWORKS}correspondances/a--b.toml"] = b""
    made = workbook.filled(
        make_dataset(rows), framework.default(), gazetteer.default(), beside=files
    )
    assert made.suffix == ".zip"
    path = tmp_path / "classeur.zip"
    path.write_bytes(made.data)
    return path


def test_each_rating_is_read_by_the_referentiel_it_names(mixed: Path, own: Framework) -> None:
    result = workbook.read(mixed, today=TODAY)
    assert [problem.sentence() for problem in result.problems] == []
    assert result.dataset is not None
    found = [(row["phase"], row["variable"]) for row in result.dataset.rows("ratings")]
    assert found == [("P1", "A1"), ("L1", "A9"), ("L1", "A2")]
    assert [one.identifier for one in result.frameworks] == [own.identifier]
    assert [row["phase"] for row in result.dataset.rows("phases")] == ["P1", "L2"]


def test_a_code_of_another_referentiel_is_refused_at_its_row(
    check: Callable[..., ReadResult],
) -> None:
    titles = ["Référence", "Projet ou lieu", "Phase", "Variable", "Regard", "Niveau", "Référentiel"]
    rows = [["N-1", "P-0001", "P1", "A9", "R-01", "3", "ect@0.1"],
            ["N-2", "P-0001", "P1", "A1", "R-01", "3", "maison@0.3"]]  # fmt: skip
    result = check({
        "Projets et lieux": [["Référence", "Nom", "Type"], ["P-0001", "Un", "projet"]],
        "Regards": [["Regard", "Type"], ["R-01", "porteur"]],
        "Appréciations": [titles, *rows],
    })  # fmt: skip
    found = [(p.code, p.where.rpartition("ligne ")[2]) for p in result.problems]
    assert [code for code, _place in found] == ["variable-unknown", "framework-unknown"]
    assert found[0][1].startswith("2,")


def test_a_broken_referentiel_beside_the_workbook_is_said_with_its_folder(
    mixed: Path, tmp_path: Path
) -> None:
    made = workbook.filled(
        make_dataset({"cases": [PROJECT]}), framework.default(), gazetteer.default(),
        beside={f"{FRAMEWORKS}maison/framework.toml": b"pillars = 3"},
    )  # fmt: skip
    path = tmp_path / "autre.zip"
    path.write_bytes(made.data)
    result = workbook.read(path, today=TODAY)
    assert result.dataset is None
    assert "referentiels/maison" in result.problems[0].where


def test_new_columns_of_days_refuse_what_is_not_a_day(check: Callable[..., ReadResult]) -> None:
    cases = [["Référence", "Nom", "Type"], ["P-0001", "Un", "projet"]]
    titles = ["Projet ou lieu", "Ligne", "Date", "Nature", "Ensuite, le"]
    log = [titles, ["P-0001", "J-1", "mars 2024", "rencontre", "mars 2024"],
           ["P-0001", "J-2", "mars 2024", "rencontre", "14/03/2024"]]  # fmt: skip
    result = check({"Projets et lieux": cases, "Journal de bord": log})
    assert [problem.code for problem in result.problems] == ["date-approximate"]


def test_an_added_column_may_have_a_hyphen(check_cases: Callable[..., ReadResult]) -> None:
    result = check_cases("x_code-postal", "39300")
    assert result.dataset is not None
    assert result.dataset.rows("cases")[0]["x_code-postal"] == "39300"


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "Err:502", "documents/autre.txt"])
def test_a_text_that_looks_like_something_else_comes_back(tmp_path: Path, text: str) -> None:
    dataset = make_dataset({"cases": [{**PROJECT, "summary": text}]})
    path = workbook.export(dataset, tmp_path / "c.xlsx", framework.default(), gazetteer.default())
    assert path.suffix == ".zip"
    result = workbook.read(path, today=TODAY)
    assert result.dataset is not None
    assert result.dataset.rows("cases")[0]["summary"] == text
