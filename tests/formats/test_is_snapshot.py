"""A folder or a ZIP of frozen data is told from a workbook without opening either."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from terreau.formats.snapshot import is_snapshot


@pytest.mark.parametrize(
    ("member", "expected"),
    [("donnees/datapackage.json", True), ("datapackage.json", True), ("xl/workbook.xml", False)],
)
def test_a_zip_is_known_by_what_it_holds(tmp_path: Path, member: str, expected: bool) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, "{}")
    assert is_snapshot(tmp_path / "a.zip") is expected


def test_a_folder_is_taken_for_frozen_data_and_a_plain_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    assert is_snapshot(tmp_path)
    assert not is_snapshot(tmp_path / "a.xlsx")
