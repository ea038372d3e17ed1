"""What is written is written whole, where it was asked, never over something else."""

from __future__ import annotations

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from terreau.cli.commands import paths
from terreau.cli.commands.paths import existing, file_to_write, folder_to_write, frozen, quoted
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
    old, young = tmp_path / ".etude.vieux123", tmp_path / ".etude.jeune123"
    other = tmp_path / ".etude.bis.vieux123"
    yesterday = time.time() - 2 * 24 * 3600
    for folder in (old, young, other):
        folder.mkdir()
        os.utime(folder, None if folder == young else (yesterday, yesterday))
    with folder_to_write(tmp_path / "etude", "marque") as temporary:
        (temporary / "marque").touch()
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def test_what_a_run_killed_between_two_moves_had_set_aside_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".etude.abcdefgh" / "ancien").mkdir(parents=True)
    (tmp_path / ".etude.abcdefgh" / "ancien" / "marque").write_text("un", encoding="utf-8")
    with pytest.raises(RuntimeError), folder_to_write(tmp_path / "etude", "marque"):
        raise RuntimeError
    assert (tmp_path / "etude" / "marque").read_text(encoding="utf-8") == "un"


def test_two_runs_on_one_folder_leave_one_whole_study(tmp_path: Path) -> None:
    target = tmp_path / "etude"

    def write(content: str) -> None:
        for _again in range(10):
            with folder_to_write(target, "marque") as temporary:
                (temporary / "marque").write_text(content, encoding="utf-8")
                (temporary / "texte").write_text(content, encoding="utf-8")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, ["un", "deux", "trois"]))
    held = {path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert len(held) == 1
    assert len(list(target.iterdir())) == 2
    assert left_behind(tmp_path) == []


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, a document open elsewhere."""
    target = tmp_path / "etude"
    with folder_to_write(target, "marque") as temporary:
        (temporary / "marque").write_text("un", encoding="utf-8")
    move = Path.replace

    def deny(self: Path, place: Path) -> Path:
        if self.parent == tmp_path and Path(place) == target:
            raise PermissionError(13, "Access is denied", str(self))
        return move(self, place)

    monkeypatch.setattr(Path, "replace", deny)
    monkeypatch.setattr(paths, "_PAUSE", 0.0)
    with (
        pytest.raises(PermissionError) as raised,
        folder_to_write(target, "marque") as temporary,
    ):
        (temporary / "marque").write_text("deux", encoding="utf-8")
    assert raised.value.filename == str(target)
    assert (target / "marque").read_text(encoding="utf-8") == "un"
    assert left_behind(tmp_path) == []


def test_the_folder_where_one_stands_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="où vous êtes"), folder_to_write(Path(), "marque"):
        pass


def test_a_full_disk_is_said_whatever_broke_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths.shutil, "disk_usage", lambda _place: SimpleNamespace(free=12))
    with (
        pytest.raises(OSError, match="etude") as raised,
        folder_to_write(tmp_path / "etude", "marque"),
    ):
        raise RuntimeError
    assert raised.value.errno == errno.ENOSPC


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="est un dossier"), file_to_write(tmp_path, force=True):
        pass


def test_a_study_stands_for_the_data_it_froze(tmp_path: Path) -> None:
    (tmp_path / "donnees").mkdir()
    assert frozen(tmp_path) == tmp_path
    (tmp_path / "donnees" / "datapackage.json").touch()
    assert frozen(tmp_path) == tmp_path / "donnees"


def test_a_name_is_quoted_only_when_a_command_needs_it() -> None:
    assert quoted(Path("études/a-1.xlsx")) == str(Path("études/a-1.xlsx"))
    assert quoted(Path("mes projets.xlsx")) == '"mes projets.xlsx"'


def test_what_is_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        existing(str(tmp_path / "absent"))
    assert existing(str(tmp_path)) == tmp_path


def test_the_turn_of_a_killed_run_is_taken_from_it(tmp_path: Path) -> None:
    lock = tmp_path / ".etude.tour"
    lock.mkdir()
    long_ago = time.time() - 60
    os.utime(lock, (long_ago, long_ago))
    with folder_to_write(tmp_path / "etude", "marque") as temporary:
        (temporary / "marque").touch()
    assert not lock.exists()
    assert (tmp_path / "etude" / "marque").exists()


def test_a_turn_never_given_back_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".etude.tour").mkdir()
    monkeypatch.setattr(paths, "_TURN_SECONDS", -1)
    monkeypatch.setattr(Path, "rmdir", lambda _self: None)
    with (
        pytest.raises(OSError, match="etude"),
        folder_to_write(tmp_path / "etude", "marque") as temporary,
    ):
        (temporary / "marque").touch()
