"""Workbooks written before some sheets and columns existed keep being read, to the same data."""

from __future__ import annotations

from pathlib import Path

import pytest

from terreau.formats import workbook
from terreau.formats.snapshot import digest
from tests.formats.conftest import TODAY

OLD = Path(__file__).parent / "old"


@pytest.mark.parametrize("name", ["val-d-ombre", "pays-ledonien"])
def test_a_workbook_of_the_first_version_gives_the_same_data(root: Path, name: str) -> None:
    """Written by version 0.1.0, compressed, otherwise untouched."""
    old = workbook.read(OLD / f"{name}.xlsx", today=TODAY)
    now = workbook.read(root / "examples" / name / "classeur.xlsx", today=TODAY)
    assert old.problems == ()
    assert old.dataset is not None
    assert now.dataset is not None
    assert digest(workbook.to_snapshot(old.dataset)[0]) == digest(
        workbook.to_snapshot(now.dataset)[0]
    )
