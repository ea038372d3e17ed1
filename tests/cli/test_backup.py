"""A backup comes back byte for byte, or is refused before anything moves."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.served import command, installed, run

_WRITE = """
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace
from terreau.web.core.records import create
create(None, Case(workspace=Workspace.objects.get(), kind="projet", name={name!r}))
"""
_NAMES = "from terreau.web.cases.models import Case; print(sorted(Case.objects.values_list('name', flat=True)))"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation and its backup, made once."""
    place = tmp_path_factory.mktemp("made")
    folder = installed(place / "data")
    run(folder, _WRITE.format(name="Avant"))
    (folder / "fichiers" / "2026").mkdir(parents=True)
    (folder / "fichiers" / "2026" / "note d’été.txt").write_text("à garder", encoding="utf-8")
    done = command(folder, "backup", place / "copie")
    assert done.returncode == 0, done.stderr
    assert "gardez-la en lieu sûr" in done.stdout
    return place


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "data", tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def saved(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(made / "copie.zip", tmp_path / "copie.zip"))


def test_a_backup_holds_everything_with_its_digests_for_its_owner_alone(
    saved: Path, home: Path
) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        named = {one["path"] for one in manifest["files"]}
        assert named == {"terreau.sqlite3", "cle", "fichiers/2026/note d’été.txt"}
        assert set(archive.namelist()) == {*named, "manifest.json"}
        for one in manifest["files"]:
            assert hashlib.sha256(archive.read(one["path"])).hexdigest() == one["sha256"]
    assert manifest["format"] == "terreau-backup/1"
    assert list(home.glob(".sauvegarde-*")) == []


def test_a_backup_comes_back_on_another_machine(saved: Path, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    done = command(elsewhere, "restore", saved, "--json")
    assert done.returncode == 0, done.stderr
    assert run(elsewhere, _NAMES).strip() == "['Avant']"
    for name in ("cle", "fichiers/2026/note d’été.txt"):
        assert (elsewhere / name).read_bytes() == (home / name).read_bytes()
    assert command(elsewhere, "check").returncode == 0


def test_what_was_there_is_kept_beside(saved: Path, home: Path) -> None:
    run(home, _WRITE.format(name="Après"))
    done = command(home, "restore", saved)
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert run(home, _NAMES).strip() == "['Après', 'Avant']"
    done = command(home, "restore", saved, "--force")
    assert done.returncode == 0, done.stderr
    assert run(home, _NAMES).strip() == "['Avant']"
    (aside,) = (home / "copies").glob("avant-restauration-*")
    assert {path.name for path in aside.iterdir()} == {"terreau.sqlite3", "cle", "fichiers"}
    assert str(aside) in done.stdout


def rewritten(saved: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(saved) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    target = saved.with_name("autre.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return target


def _edit(held: dict[str, bytes], change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    manifest = json.loads(held["manifest.json"])
    change(manifest)
    held["manifest.json"] = json.dumps(manifest).encode()


def damaged(held: dict[str, bytes]) -> None:
    held["cle"] = b"autre"


def incomplete(held: dict[str, bytes]) -> None:
    del held["fichiers/2026/note d’été.txt"]


def foreign(held: dict[str, bytes]) -> None:
    held["manifest.json"] = b'{"format": "autre", "files": []}'


def climbing(held: dict[str, bytes]) -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    held["../hors.txt"] = b"x"
    _edit(held, lambda m: m["files"].append({"path": "../hors.txt", "sha256": digest, "bytes": 1}))


def newer(held: dict[str, bytes]) -> None:
    _edit(held, lambda manifest: manifest["migrations"].append("cases.0999_demain"))


def no_base(held: dict[str, bytes]) -> None:
    del held["terreau.sqlite3"]
    _edit(held, lambda m: m.update(files=[f for f in m["files"] if f["path"] != "terreau.sqlite3"]))


def rotten(held: dict[str, bytes]) -> None:
    base = held["terreau.sqlite3"][:4096] + os.urandom(8192)
    held["terreau.sqlite3"] = base
    digest = hashlib.sha256(base).hexdigest()
    _edit(
        held,
        lambda m: [f.update(sha256=digest) for f in m["files"] if f["path"] == "terreau.sqlite3"],
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (damaged, "«\u00a0cle\u00a0» n’est plus ce qu’il était"),
        (incomplete, "n’est plus ce qu’il était"),
        (foreign, "n’est pas une sauvegarde"),
        (climbing, "fichier inattendu"),
        (newer, "version plus récente"),
        (no_base, "ne contient pas de base"),
        (rotten, "est abîmée"),
    ],
)
def test_a_backup_that_cannot_be_trusted_moves_nothing(
    saved: Path, home: Path, change: Callable[[dict[str, bytes]], None], sentence: str
) -> None:
    before = (home / "terreau.sqlite3").read_bytes()
    done = command(home, "restore", rewritten(saved, change), "--force")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert (home / "terreau.sqlite3").read_bytes() == before
    assert not (home / "copies").exists()
    assert list(home.glob(".restauration-*")) == []
    assert not (home.parent / "hors.txt").exists()


def test_what_is_no_backup_at_all_is_said(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("bonjour", encoding="utf-8")
    assert (
        "n’est pas une sauvegarde" in command(home, "restore", tmp_path / "a.zip", "--force").stderr
    )
    assert command(home, "restore", tmp_path / "absent.zip").returncode == 2


def test_a_backup_already_there_is_kept(saved: Path, home: Path) -> None:
    before = saved.read_bytes()
    assert "existe déjà" in command(home, "backup", saved).stderr
    assert saved.read_bytes() == before
