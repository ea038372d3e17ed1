"""Backup and restore: the base, the files, the key, in one ZIP with the digest of each.

The manifest (format ``terreau-backup/1``) is described in docs/dev/formats.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from terreau import __version__
from terreau.i18n import format_date, typeset
from terreau.problems import Problem, Refused
from terreau.web.config.environment import data_folder, text
from terreau.web.config.installation import make_folder
from terreau.web.config.locks import holder
from terreau.web.config.start import BASE, start

__all__ = ["FORMAT", "Restored", "Saved", "restore", "save"]

FORMAT = "terreau-backup/1"
MANIFEST = "manifest.json"
_SINGLE = ("cle", "demonstration")
_FOLDERS = ("fichiers",)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    files: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before is kept."""

    folder: Path
    made_on: str
    aside: Path | None


def _refuse(code: str, message: str, expected: str = "") -> Refused:
    return Refused([Problem(code, "", typeset(message), typeset(expected))])


def _refuse_postgres() -> None:
    if text("TERREAU_DATABASE"):
        raise _refuse("not-sqlite", "La base est sur PostgreSQL : ses propres outils la sauvegardent (pg_dump).",
                      "Sauvegardez aussi le dossier « fichiers » et la clé.")  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sources(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is saved besides the base: name in the ZIP, place on the disk."""
    for name in _SINGLE:
        if (folder / name).is_file():
            yield name, folder / name
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path


def save(target: Path) -> Saved:
    """Write everything to `target` while the application goes on. Django is started."""
    _refuse_postgres()
    from terreau.web.config import migrating

    folder = data_folder()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".sauvegarde-") as temporary:
        base = Path(temporary) / BASE
        migrating.copy_base(base)
        _check_base(base)
        held = [(BASE, base), *_sources(folder)]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            files = []
            for name, path in held:
                archive.write(path, name)
                files.append({"path": name, "bytes": path.stat().st_size, "sha256": _digest(path)})
            archive.writestr(
                MANIFEST, json.dumps(_manifest(base, files), ensure_ascii=False, indent=1)
            )
    return Saved(len(held))


def _steps(base: Path) -> list[str]:
    """Return the steps of migration that a base went through."""
    with closing(sqlite3.connect(base)) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [f"{app}.{name}" for app, name in rows]


def _manifest(base: Path, files: list[dict[str, Any]]) -> dict[str, Any]:
    from django.utils import timezone

    return {
        "format": FORMAT,
        "version": __version__,
        "made_on": timezone.localtime().isoformat(timespec="seconds"),
        "migrations": _steps(base),
        "files": files,
    }


def _check_base(base: Path) -> None:
    try:
        with closing(sqlite3.connect(base)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise _refuse(
            "base-damaged", f"La base est abîmée ({said}).", "Restaurez une sauvegarde antérieure."
        )


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        assert isinstance(manifest["files"], list)
        if manifest["format"] == FORMAT:
            return dict(manifest)
    except (KeyError, ValueError, TypeError, AssertionError):
        pass
    raise _refuse("not-a-backup", "Ce fichier n’est pas une sauvegarde de Terreau.")


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        return False
    return name in {BASE, *_SINGLE} or (path.parts[0] in _FOLDERS and len(path.parts) > 1)


def _extract(archive: zipfile.ZipFile, manifest: dict[str, Any], into: Path) -> None:
    """Take out every file, its digest verified on the way; nothing that the manifest does not name."""
    for said in manifest["files"]:
        name = str(said["path"])
        if not _is_ours(name):
            raise _refuse(
                "backup-strange", f"La sauvegarde contient un fichier inattendu ({name})."
            )
        place = into / name
        place.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        try:
            with archive.open(name) as source, place.open("wb") as target:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
        except (KeyError, zipfile.BadZipFile):
            digest = hashlib.sha256(b"absent")
        if digest.hexdigest() != said["sha256"]:
            raise _refuse("backup-damaged", f"La sauvegarde est abîmée : « {name} » n’est plus ce qu’il était.",
                          "Essayez une autre sauvegarde.")  # fmt: skip
        place.chmod(0o600)


def _refuse_newer(manifest: dict[str, Any]) -> None:
    start()
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    apps = loader.migrated_apps
    newer = [
        step for step in manifest["migrations"] if step.split(".")[0] in apps and step not in known
    ]
    if newer:
        raise _refuse("backup-newer", f"Cette sauvegarde vient d’une version plus récente de Terreau ({manifest['version']}).",
                      "Installez cette version, puis recommencez.")  # fmt: skip


def _refuse_running(folder: Path) -> None:
    if holder(folder, "serveur") is not None or holder(folder, "travailleur") is not None:
        raise _refuse("already-running", "Terreau tourne sur ces données.", "Arrêtez-le d’abord.")


def _put_aside(folder: Path) -> Path | None:
    """Move what is there out of the way; return where, or None when nothing was."""
    names = [BASE, f"{BASE}-journal", f"{BASE}-wal", f"{BASE}-shm", *_SINGLE, *_FOLDERS]
    held = [folder / name for name in names if (folder / name).exists()]
    if not held:
        return None
    now = datetime.now().astimezone()
    aside = folder / "copies" / f"avant-restauration-{now:%Y-%m-%d-%H%M%S}"
    aside.mkdir(parents=True)
    for path in held:
        path.rename(aside / path.name)
    return aside


def restore(source: Path, *, force: bool = False) -> Restored:
    """Put a backup back, verified before anything moves; what was there is kept beside.

    Raises
    ------
    Refused
        It is no backup, it is damaged, it is newer than this version, or data are already there.
    """
    _refuse_postgres()
    folder = make_folder()
    _refuse_running(folder)
    if (folder / BASE).exists() and not force:
        raise _refuse("already-installed", f"Il y a déjà des données dans « {folder} ».",
                      "Pour les remplacer (elles seront gardées à côté) : « --force ».")  # fmt: skip
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile as error:
        raise _refuse("not-a-backup", "Ce fichier n’est pas une sauvegarde de Terreau.") from error
    temporary = Path(tempfile.mkdtemp(dir=folder, prefix=".restauration-"))
    try:
        with archive:
            manifest = _read_manifest(archive)
            _extract(archive, manifest, temporary)
        if not (temporary / BASE).is_file():
            raise _refuse("not-a-backup", "Cette sauvegarde ne contient pas de base.")
        _check_base(temporary / BASE)
        _refuse_newer(manifest)
        aside = _put_aside(folder)
        for path in temporary.iterdir():
            path.rename(folder / path.name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    made = datetime.fromisoformat(manifest["made_on"])
    return Restored(folder, format_date(made.date()), aside)
