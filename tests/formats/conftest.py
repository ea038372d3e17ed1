"""Small workbooks and data for the tests of the formats; everything in them is imagined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.formats.workbook.reading import ReadResult

TODAY = date(2026, 11, 22)
ABOUT: dict[str, Any] = {
    "Titre": "Essai",
    "Données figées le": "2026-11-12",
    "Tout est imaginé": "oui",
}
CASES = ["Référence", "Nom", "Type"]

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def write_sheets(path: Path, sheets: Sheets, about: Mapping[str, Any] | None = ABOUT) -> Path:
    """Write rows as they are, with the sheet « À propos » unless `about` is None."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    rows = {"À propos": list(about.items())} if about is not None else {}
    for name, lines in {**rows, **sheets}.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, tuple):  # (formula, value shown)
                    sheet.write_formula(row, column, cell[0], None, cell[1])
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return path


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., ReadResult]:
    """Write sheets, read them back."""

    def run(sheets: Sheets, about: Mapping[str, Any] | None = ABOUT) -> ReadResult:
        return workbook.read(write_sheets(tmp_path / "classeur.xlsx", sheets, about), today=TODAY)

    return run


@pytest.fixture
def check_cases(check: Callable[..., ReadResult]) -> Callable[..., ReadResult]:
    """Read a sheet of cases with one column more than the three that must be filled."""

    def run(header: str, *values: Any) -> ReadResult:
        rows = [[f"P-{i:04d}", f"Projet {i}", "projet", value] for i, value in enumerate(values)]
        return check({"Projets et lieux": [[*CASES, header], *rows]})

    return run


def make_dataset(
    rows: Mapping[str, list[dict[str, Any]]], *, words: bool = False, added: tuple[str, ...] = ()
) -> Dataset:
    """Return rows as data."""
    tables = {
        name: arrow_table(table(name), held, workbook=words, added=added if name == "cases" else ())
        for name, held in rows.items()
    }
    return Dataset(
        tables,
        framework.default().identifier,
        fictional=True,
        workbook=words,
        title="Essai",
        as_of="2026-11-12",
    )


def export_and_read(dataset: Dataset, path: Path) -> ReadResult:
    """Return what comes back from a filled workbook."""
    written = workbook.export(dataset, path, framework.default(), gazetteer.default())
    return workbook.read(written, today=TODAY)


@pytest.fixture
def case() -> dict[str, Any]:
    return {"case": "P-0001", "name": "La Ressourcerie", "kind": "projet"}
