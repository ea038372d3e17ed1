"""Which folders and archives hold a référentiel."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from terreau.framework import default, load
from terreau.framework import files as reader
from terreau.problems import Refused


def pack(folder: Path, archive: Path, inside: str) -> Path:
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, f"{inside}{file.name}")
        packed.writestr("__MACOSX/mien/._A.toml", b"\x00")
        packed.writestr(f"{inside}LISEZ-MOI.txt", "à lire")
    return archive


@pytest.mark.parametrize("inside", ["", "mien/", "un/deux/"])
def test_an_archive_is_read_as_its_folder(tmp_path: Path, folder: Path, inside: str) -> None:
    assert load(pack(folder, tmp_path / "mien.zip", inside)) == default()


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        load(path)
    assert [problem.code for problem in caught.value.problems] == ["framework-unreadable"]
    return caught.value.problems[0].message


def test_what_holds_no_framework_is_refused(tmp_path: Path) -> None:
    assert "framework.toml" in refusal(tmp_path)
    assert "Ni un dossier" in refusal(tmp_path / "absent")
    (tmp_path / "note.txt").write_text("bonjour", encoding="utf-8")
    assert "Ni un dossier" in refusal(tmp_path / "note.txt")
    with zipfile.ZipFile(tmp_path / "vide.zip", "w") as packed:
        packed.writestr("A.toml", "")
    assert "framework.toml" in refusal(tmp_path / "vide.zip")


def test_a_damaged_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    archive = pack(folder, tmp_path / "mien.zip", "")
    content = bytearray(archive.read_bytes())
    content[40:400] = bytes(360)
    archive.write_bytes(content)
    assert "abîmée" in refusal(archive)


def test_a_heavy_folder_or_archive_is_not_read(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_MOST_BYTES", 10_000)
    assert "lourds" in refusal(folder)
    assert "lourds" in refusal(pack(folder, tmp_path / "mien.zip", ""))
