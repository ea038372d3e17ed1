"""Snapshot, workbook, snapshot: nothing is lost, nothing is added, nothing runs."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.snapshot import digest
from terreau.formats.tables import Dataset
from terreau.formats.workbook.words import clean
from tests.formats.conftest import TODAY, export_and_read, make_dataset
from tests.formats.workbook.strategies import HOSTILE, datasets

JURA = gazetteer.Gazetteer(c for c in gazetteer.default().communes() if c.departement == "39")
PROJECT = {"case": "P-0001", "name": "La Ressourcerie", "kind": "projet"}


def there_and_back(dataset: Dataset, folder: Path) -> Dataset:
    path = workbook.export(dataset, folder / "classeur.xlsx", framework.default(), JURA)
    result = workbook.read(path, today=TODAY)
    assert result.dataset is not None, [problem.sentence() for problem in result.problems]
    assert {problem.code for problem in result.problems} <= {"words-comma"}
    return workbook.to_snapshot(result.dataset)[0]


# examples are big: an unshrunk one says enough, and shrinking one takes minutes
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(drawn=datasets())
def test_round_trip_is_identity(drawn: Dataset, tmp_path: Path) -> None:
    """Added columns, approximate dates and amounts, lists, counts and long texts included."""
    before, _report = workbook.to_snapshot(drawn)
    after = there_and_back(before, tmp_path)
    assert set(after.tables) == set(before.tables)
    for name, held in before.tables.items():
        for column in held.column_names:
            found, expected = after.tables[name][column].to_pylist(), held[column].to_pylist()
            assert found == expected, f"{name}.{column}"
        assert after.tables[name].equals(held), name
    assert (after.title, after.as_of, after.fictional) == (
        before.title,
        before.as_of,
        before.fictional,
    )
    assert digest(after) == digest(before)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    """Formulas, markup, directions of writing and very long texts come back as they went."""
    before = make_dataset({"cases": [{**PROJECT, "name": text, "x_note": text}]}, added=("x_note",))
    (row,) = there_and_back(before, tmp_path).rows("cases")
    assert (row["name"], row["x_note"]) == (text, text)


def test_no_cell_of_an_export_is_a_formula_or_a_link(tmp_path: Path) -> None:
    rows = [
        {**PROJECT, "case": f"P-{i}", "name": text}
        for i, text in enumerate(HOSTILE)
        if len(text) < 99
    ]
    path = workbook.export(
        make_dataset({"cases": rows}), tmp_path / "a.xlsx", framework.default(), JURA
    )
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = archive.read(name).decode("utf-8")
                assert "<f>" not in text
                # the only links are ours, from LISEZ-MOI to the other sheets
                assert "r:id" not in text.partition("<hyperlinks")[2].partition("</hyperlinks")[0]


def test_exact_dates_are_dates_and_approximate_ones_are_text(tmp_path: Path) -> None:
    import openpyxl

    rows = [{**PROJECT, "started": "2018-03-14", "ended": "été 2019"}]
    path = workbook.export(
        make_dataset({"cases": rows}), tmp_path / "a.xlsx", framework.default(), JURA
    )
    sheet = openpyxl.load_workbook(path)["Projets et lieux"]
    titles = [cell.value for cell in sheet[1]]
    started, ended = sheet[2][titles.index("Début")], sheet[2][titles.index("Fin")]
    assert started.is_date
    assert started.value.date() == date(2018, 3, 14)
    assert ended.value == "été 2019"


@pytest.mark.parametrize("day", ["1900-01-01", "1905-07-10", "1905-09-30", "1905-10-01"])
def test_days_whose_number_looks_like_a_year_come_back(
    day: str, case: dict[str, Any], tmp_path: Path
) -> None:
    result = export_and_read(
        make_dataset({"cases": [case | {"started": day}]}), tmp_path / "a.xlsx"
    )
    assert result.dataset is not None
    assert result.dataset["cases"]["started"].to_pylist() == [day]


def test_two_exports_have_the_same_bytes(tmp_path: Path) -> None:
    dataset = make_dataset({"cases": [PROJECT]})
    one, two = (workbook.filled(dataset, framework.default(), JURA) for _ in range(2))
    assert one.data == two.data
    with zipfile.ZipFile(io.BytesIO(one.data)) as archive:
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_long_texts_travel_beside_the_workbook(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "cases": [{**PROJECT, "story": "é" * 40_000, "summary": "b" * 40_000}],
        "documents": [
            {
                "document": "D-0031",
                "kind": "notes",
                "confidentiality": "workspace",
                "text": "mot " * 20_000,
            }
        ],
    }
    dataset = make_dataset(rows, words=True)
    path = workbook.export(dataset, tmp_path / "a.xlsx", framework.default(), JURA)
    assert path.suffix == ".zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [
            "classeur.xlsx", "documents/D-0031.txt", "documents/cases-P-0001-story.txt", "documents/cases-P-0001-summary.txt",
        ]  # fmt: skip
    result = workbook.read(path, today=TODAY)
    assert result.dataset is not None
    assert result.dataset["documents"]["text"].to_pylist() == [clean("mot " * 20_000)]


def test_two_long_texts_of_one_name_do_not_meet(tmp_path: Path) -> None:
    long = "a" * 33_000
    documents = [
        {"document": name, "kind": "notes", "confidentiality": "workspace", "text": long + name}
        for name in ("é.1", "é-1", "é_1")
    ]
    dataset = make_dataset({"cases": [PROJECT], "documents": documents}, words=True)
    path = workbook.export(dataset, tmp_path / "a.xlsx", framework.default(), JURA)
    result = workbook.read(path, today=TODAY)
    assert result.dataset is not None
    assert [row["text"][-3:] for row in result.dataset.rows("documents")] == ["é.1", "é-1", "é_1"]


def test_long_text_of_another_encoding_is_read(tmp_path: Path) -> None:
    dataset = make_dataset({"cases": [{**PROJECT, "story": "é" * 40_000}]})
    path = workbook.export(dataset, tmp_path / "a.xlsx", framework.default(), JURA)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, data in members.items():
            # as a person zips a folder again on another system, with its own text editor
            archive.writestr(
                f"mes données/{name}", data if name.endswith("xlsx") else "été".encode("cp1252")
            )
    result = workbook.read(tmp_path / "b.zip", today=TODAY)
    assert result.dataset is not None
    assert result.dataset.rows("cases")[0]["story"] == "été"


def test_words_and_consents_stay_in_a_filled_workbook(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "cases": [PROJECT],
        "people": [{"person": "H-001", "name": "Une voisine"}],
        "holder_groups": [{"case": "P-0001", "group": "Le groupe du samedi", "note": "à rappeler"}],
    }
    path = workbook.export(
        make_dataset(rows, words=True), tmp_path / "a.xlsx", framework.default(), JURA
    )
    result = workbook.read(path, today=TODAY)
    assert result.dataset is not None
    assert result.dataset.rows("people")[0]["name"] == "Une voisine"
    assert result.dataset.rows("holder_groups")[0]["note"] == "à rappeler"
