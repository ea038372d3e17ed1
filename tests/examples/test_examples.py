"""The examples are what they say: public facts with their source, or imagined and said so."""

from __future__ import annotations

import csv
import importlib.util
import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from terreau import gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset

EXAMPLES = ("pays-ledonien", "val-d-ombre")
TODAY = date(2026, 11, 22)


def script(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        name.replace("-", "_"), root / "examples" / name / "make.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(root: Path, name: str) -> Dataset:
    result = workbook.read(root / "examples" / name / "classeur.xlsx", today=TODAY)
    assert [p.sentence() for p in result.problems] == []
    assert result.dataset is not None
    return result.dataset


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_script_makes_the_workbook_again_to_the_byte(
    root: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = script(root, name)
    folder = tmp_path / name
    folder.mkdir()
    for given in (root / "examples" / name).glob("*.[ct][so][vm]*"):
        (folder / given.name).write_bytes(given.read_bytes())
    monkeypatch.setattr(module, "HERE", folder)
    module.main()
    assert (folder / "classeur.xlsx").read_bytes() == (
        root / "examples" / name / "classeur.xlsx"
    ).read_bytes()


def test_real_facts_each_have_the_address_of_their_source(root: Path) -> None:
    cases = read(root, "pays-ledonien").rows("cases")
    assert len(cases) == 22
    assert [
        case["case"] for case in cases if not re.match(r"https?://\S+$", case["source_url"] or "")
    ] == []


def test_no_level_is_given_on_anyone_real(root: Path) -> None:
    dataset = read(root, "pays-ledonien")
    assert not dataset.fictional
    for name in ("ratings", "raters", "log", "interviews", "documents", "passages", "agreements"):
        assert dataset[name].num_rows == 0, name


def test_the_line_of_overall_figures_is_no_project(root: Path) -> None:
    names = {case["name"] for case in read(root, "pays-ledonien").rows("cases")}
    assert not any("Bilan d" in name for name in names)


def test_crowds_and_categories_are_text_not_actors(root: Path) -> None:
    dataset = read(root, "pays-ledonien")
    actors = {row["name"] for row in dataset.rows("actors")}
    assert (
        not {"20 bénévoles", "consommateurs", "citoyens", "producteurs", "EPCI du Pays Lédonien"}
        & actors
    )
    assert all(name[0].isupper() for name in actors)
    told = {row["case"]: row["x_autres_participants"] for row in dataset.rows("cases")}
    assert told["P-0009"] == "20 bénévoles"
    assert "consommateurs" in told["P-0007"]


def test_real_communes_are_current_and_the_territory_is_the_official_one(root: Path) -> None:
    dataset, known = read(root, "pays-ledonien"), gazetteer.default()
    assert all(known.commune(case["commune"]) for case in dataset.rows("cases") if case["commune"])
    inside = {c.code for c in gazetteer.perimeters()["pays-ledonien"].communes(known)}
    for case in dataset.rows("cases"):
        if case["commune"]:
            assert (case["territory"] == "pays-ledonien") == (case["commune"] in inside), case[
                "name"
            ]


def test_public_facts_committed_are_those_gathered(root: Path, shared: Path) -> None:
    with (shared / "data/projets_publics.csv").open(encoding="utf-8", newline="") as stream:
        gathered = [
            row
            for row in csv.DictReader(stream)
            if row["departement"] == "39" and row["source_url"]
        ]
    with (root / "examples/pays-ledonien/faits_publics.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        assert list(csv.DictReader(stream)) == gathered


def test_the_imagined_example_says_so_and_borrows_no_real_commune(root: Path) -> None:
    dataset = read(root, "val-d-ombre")
    assert dataset.fictional
    assert {row["code"][:2] for row in dataset.rows("communes")} == {"00"}
    assert {case["commune"][:2] for case in dataset.rows("cases")} == {"00"}


def test_the_imagined_example_has_every_kind_of_answer(root: Path) -> None:
    answers = {row["case"]: row["answer"] for row in read(root, "val-d-ombre").rows("agreements")}
    assert set(answers.values()) == {"yes", "with_reply", "no"}
