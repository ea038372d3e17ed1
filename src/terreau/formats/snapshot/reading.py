"""Reading frozen data: nothing is taken that the manifest does not seal."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from terreau.formats.archive import LIMITS, read_archive
from terreau.formats.snapshot.digest import digest
from terreau.formats.snapshot.writing import FORMAT
from terreau.formats.tables import TABLES, Dataset, Table, arrow_schema
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["is_snapshot", "read_manifest", "read_snapshot"]

_MANIFEST = "manifest.json"
_TEXTS = ("format", "framework", "title", "as_of", "digest")


def _refuse(code: str, where: str, message: str, hint: str = "") -> Refused:
    place = _("fichier {name}").format(name=quote(where)) if where else ""
    return Refused([Problem(code, place, message, hint)])


def _again() -> str:
    return _("Refaites les données figées depuis le classeur, ou redemandez-les.")


def _folder(path: Path) -> dict[str, bytes]:
    wanted = [_MANIFEST, "datapackage.json", *(p.name for p in sorted(path.glob("*.parquet")))]
    found = [path / name for name in wanted if (path / name).is_file()]
    if sum(file.stat().st_size for file in found) > LIMITS.unpacked:
        raise _refuse(
            "too-large", "", _("Ces données pèsent plus que ce que Terreau lit d’un coup.")
        )
    return {file.name: file.read_bytes() for file in found}


def _files(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return _folder(path)
    members = read_archive(path)
    # an archive made by hand often wraps the folder itself
    root = next(
        (name[: -len(_MANIFEST)] for name in sorted(members) if name.endswith(_MANIFEST)), ""
    )
    return {name[len(root) :]: data for name, data in members.items() if name.startswith(root)}


def is_snapshot(path: Path) -> bool:
    """Say whether `path` looks like frozen data rather than a workbook: a folder, or a ZIP of one."""
    if path.is_dir():
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name).name for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile):
        return False
    return "datapackage.json" in names


def _version(manifest: Mapping[str, Any]) -> None:
    kind, _sep, number = str(manifest.get("format", "")).partition("/")
    ours, _sep, newest = FORMAT.partition("/")
    if kind != ours or not number.isdigit():
        message = _("Ce dossier ne contient pas des données figées par Terreau.")
        raise _refuse("not-a-snapshot", _MANIFEST, message, _again())
    if int(number) > int(newest):
        message = _("Ces données ont été figées par une version plus récente de Terreau.")
        raise _refuse(
            "newer-format", _MANIFEST, message, _("Mettez Terreau à jour, puis recommencez.")
        )


def _parse_manifest(data: bytes | None) -> dict[str, Any]:
    try:
        manifest = json.loads(data or b"")
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict):
        message = _("Le fichier manifest.json manque ou ne se lit pas.")
        raise _refuse(
            "not-a-snapshot", "", message, _("Donnez le dossier entier, ou son archive ZIP.")
        )
    _version(manifest)
    shaped = all(isinstance(manifest.get(key), str) for key in _TEXTS)
    shaped &= isinstance(manifest.get("fictional"), bool)
    shaped &= all(isinstance(manifest.get(key), dict) for key in ("tables", "files"))
    if not shaped or not all(
        isinstance(held, dict) and isinstance(held.get("content"), str)
        for held in manifest["tables"].values()
    ):
        raise _refuse(
            "manifest",
            _MANIFEST,
            _("Ce fichier a été modifié\u00a0: il y manque des clés."),
            _again(),
        )
    if manifest["digest"] != digest(manifest):
        raise _refuse(
            "manifest", _MANIFEST, _("L’empreinte écrite n’est pas celle des données."), _again()
        )
    return manifest


def _sealed(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Problem]:
    problems = []
    for name, expected in sorted(manifest["files"].items()):
        where = _("fichier {name}").format(name=quote(name))
        if name not in files:
            problems.append(Problem("file-missing", where, _("Il manque."), _again()))
        elif hashlib.sha256(files[name]).hexdigest() != expected:
            problems.append(Problem("file-altered", where, _("Il a été modifié depuis."), _again()))
    for name in sorted(set(files) - set(manifest["files"]) - {_MANIFEST}):
        if name.endswith(".parquet"):
            where = _("fichier {name}").format(name=quote(name))
            problems.append(
                Problem("file-unknown", where, _("Le manifeste ne le connaît pas."), _again())
            )
    return problems


def _load(declared: Table, data: bytes) -> pa.Table:
    held = pq.read_table(BytesIO(data))
    added = (
        tuple(name for name in held.column_names if name.startswith("x_"))
        if declared.extensible
        else ()
    )
    return held.select(arrow_schema(declared, added=added).names).cast(
        arrow_schema(declared, added=added)
    )


def _tables(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, pa.Table]:
    known = {t.name: t for t in TABLES if not t.workbook_only}
    tables, problems = {}, []
    for name in sorted(manifest["tables"]):
        where = _("table {name}").format(name=quote(name))
        data = files.get(f"{name}.parquet")
        if name not in known or data is None:
            problems.append(
                Problem("table-unknown", where, _("Elle n’a pas sa place ici."), _again())
            )
            continue
        try:
            tables[name] = _load(known[name], data)
        except (pa.ArrowException, OSError, KeyError, ValueError):
            problems.append(
                Problem(
                    "table-broken", where, _("Ses colonnes ne sont pas celles attendues."), _again()
                )
            )
    if problems:
        raise Refused(problems)
    return {t.name: tables[t.name] for t in TABLES if t.name in tables}


def read_manifest(path: Path | str) -> dict[str, Any]:
    """Return the manifest of a snapshot (folder or ZIP).

    Raises
    ------
    Refused
        It is missing, unreadable, altered, or of a newer format.
    """
    return _parse_manifest(_files(Path(path)).get(_MANIFEST))


def read_snapshot(path: Path | str) -> Dataset:
    """Return the data of a snapshot (folder or ZIP), once every file is seen to be intact.

    Raises
    ------
    Refused
        No manifest, newer format, missing or altered file, table that is not as declared.
    """
    files = _files(Path(path))
    manifest = _parse_manifest(files.get(_MANIFEST))
    problems = _sealed(manifest, files)
    if problems:
        raise Refused(problems)
    return Dataset(
        _tables(manifest, files), manifest["framework"], fictional=manifest["fictional"],
        title=manifest["title"], as_of=manifest["as_of"],
    )  # fmt: skip
