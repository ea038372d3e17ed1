"""Everything entered by hand leaves, is accepted by the check, and comes back the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from terreau.formats import workbook
from terreau.formats.archive import read_archive
from terreau.formats.tables import Dataset
from terreau.formats.workbook.reading import ReadResult
from terreau.formats.workbook.words import clean
from terreau.web.core.models import Workspace
from terreau.web.exchange.dataset import dataset_of
from terreau.web.exchange.exporting import export_workspace
from terreau.web.exchange.loading import load_dataset
from tests.web.exchange.builders import TOGETHER, Filler, empty_workspace, fill_everything
from tests.web.people import House

TODAY = date(2026, 11, 24)


def exported(workspace: Workspace, folder: Path) -> Path:
    made = export_workspace(workspace)
    path = folder / f"classeur{made.suffix}"
    path.write_bytes(made.data)
    return path


def read(workspace: Workspace, folder: Path) -> ReadResult:
    return workbook.read(exported(workspace, folder), today=TODAY)


def rows(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    return {name: dataset.rows(name) for name in dataset.tables}


def cells(path: Path, folder: Path) -> Iterator[str]:
    """Yield every text of the file, as any other program finds it."""
    inside = read_archive(path)
    (folder / "dedans.xlsx").write_bytes(inside["classeur.xlsx"])
    book = openpyxl.load_workbook(folder / "dedans.xlsx", read_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell is not None)
    yield from (data.decode() for name, data in inside.items() if name.endswith(".txt"))


@pytest.fixture
def filled(house: House) -> Filler:
    return fill_everything(house)


def test_every_row_and_word_leaves_and_the_check_accepts_them(
    filled: Filler, tmp_path: Path
) -> None:
    path = exported(filled.workspace, tmp_path)
    result = workbook.read(path, today=TODAY)
    assert [p.sentence() for p in result.problems if p.severity == "error"] == []
    assert result.dataset is not None
    for link_table, count in result.dataset.counts().items():
        if link_table not in {"codings", "agreements"}:
            assert count >= TOGETHER - (link_table == "verifications"), link_table
    found = "\n".join(text.replace("_x000D_", "\r") for text in cells(path, tmp_path))
    words = [clean(word).replace("_x000D_", "\r") for word in filled.words]
    assert [word for word in words if word not in found] == []


def test_what_is_read_is_what_the_base_holds(filled: Filler, tmp_path: Path) -> None:
    result = read(filled.workspace, tmp_path)
    assert result.dataset is not None
    assert rows(result.dataset) == rows(dataset_of(filled.workspace))


def test_an_export_loaded_is_exported_the_same(
    filled: Filler, house: House, tmp_path: Path
) -> None:
    result = read(filled.workspace, tmp_path)
    assert result.dataset is not None
    other = empty_workspace()
    other.memberships.create(user=house["accompanist"], role="accompanist")
    loaded = load_dataset(
        house["rd"], workspace=other, dataset=result.dataset, frameworks=result.frameworks
    )
    assert loaded.remarks == []
    assert rows(dataset_of(other)) == rows(result.dataset)
