"""What is written is written whole, where it was asked, never over something else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from terreau.cli.commands.paths import existing, file_to_write, folder_to_write
from terreau.problems import Refused


def left_behind(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


def test_a_file_takes_its_place_when_all_went_well(tmp_path: Path) -> None:
    with file_to_write(tmp_path / "sous" / "a.txt") as temporary:
        temporary.write_text("tout", encoding="utf-8")
    assert (tmp_path / "sous" / "a.txt").read_text(encoding="utf-8") == "tout"
    assert left_behind(tmp_path / "sous") == []


def test_a_file_is_not_half_written_when_something_fails(tmp_path: Path) -> None:
    def fail(target: Path) -> None:
        with file_to_write(target) as temporary:
            temporary.write_text("moitié", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_file_already_there_is_kept_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("ancien", encoding="utf-8")
    with pytest.raises(Refused, match="existe déjà"), file_to_write(target):
        pass
    with file_to_write(target, force=True) as temporary:
        temporary.write_text("nouveau", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "nouveau"


def test_a_folder_replaces_one_of_ours_at_once(tmp_path: Path) -> None:
    target = tmp_path / "etude"
    for content in ("un", "deux"):
        with folder_to_write(target, "marque") as temporary:
            (temporary / "marque").write_text(content, encoding="utf-8")
    assert (target / "marque").read_text(encoding="utf-8") == "deux"
    assert left_behind(tmp_path) == []


def test_a_folder_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "etude"
    with folder_to_write(target, "marque") as temporary:
        (temporary / "marque").write_text("un", encoding="utf-8")
    with pytest.raises(RuntimeError), folder_to_write(target, "marque"):
        raise RuntimeError
    assert (target / "marque").read_text(encoding="utf-8") == "un"
    assert left_behind(tmp_path) == []


def test_a_folder_of_someone_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with (
        pytest.raises(Refused, match="autre chose"),
        folder_to_write(tmp_path / "photos", "marque"),
    ):
        pass
    assert (tmp_path / "photos" / "a.jpg").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "etude").write_text("", encoding="utf-8")
    with (
        pytest.raises(Refused, match="pas un dossier"),
        folder_to_write(tmp_path / "etude", "marque"),
    ):
        pass


def test_what_a_killed_run_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".etude.vieux", tmp_path / ".etude.jeune"
    old.mkdir()
    young.mkdir()
    yesterday = time.time() - 2 * 24 * 3600
    os.utime(old, (yesterday, yesterday))
    with folder_to_write(tmp_path / "etude", "marque") as temporary:
        (temporary / "marque").touch()
    assert not old.exists()
    assert young.exists()


def test_what_is_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        existing(str(tmp_path / "absent"))
    assert existing(str(tmp_path)) == tmp_path
