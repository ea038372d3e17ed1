"""The seal of a study: the fingerprint of every file, written last."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused
from terreau.study.plan_model import Plan
from terreau.study.results import FILE as RESULTS
from terreau.study.results import read_results

__all__ = ["FILE", "FORMAT", "read_manifest", "seal", "verify"]

FILE = "manifest.json"
FORMAT = "terreau-manifest/1"
_CHUNK = 1 << 20


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _files(folder: Path) -> dict[str, Path]:
    """Return the files under `folder` by their portable name, the manifest left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: named[name] for name in sorted(named) if name != FILE}


def seal(folder: Path, plan: Plan) -> Path:
    """Write `manifest.json`, after every other file of the study, and return its path.

    Parameters
    ----------
    folder : Path
        The study: `results.json`, the frozen data, the publications.
    plan : Plan
        The plan that was run.

    Raises
    ------
    Refused
        When there are no results in the folder.
    """
    results = read_results(folder / RESULTS)
    manifest = {
        "format": FORMAT,
        "software": results["software"],
        "framework": results["snapshot"]["framework"],
        "snapshot": results["snapshot"]["digest"],
        "as_of": results["snapshot"]["as_of"],
        "seed": plan.seed,
        "plan": {"digest": plan.digest(), "content": plan.as_dict()},
        "files": {
            name: {"sha256": _sha256(path), "bytes": path.stat().st_size}
            for name, path in _files(folder).items()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    target = folder / FILE
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def _refuse(code: str, message: str) -> Refused:
    where = _("fichier {name}").format(name=quote(FILE))
    return Refused([Problem(code, where, message)])


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a study.

    Raises
    ------
    Refused
        When it is absent or cannot be read.
    """
    try:
        manifest = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _refuse(
            "manifest-absent", _("il manque\u00a0: cette étude n’a pas été scellée.")
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise _refuse("manifest-unreadable", _("il n’est pas lisible.")) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _refuse("manifest-format", _("son format n’est pas celui de cette version."))
    return manifest


def _problem(code: str, name: str, message: str) -> Problem:
    where = _("fichier {name}").format(name=quote(str(PurePosixPath(name))))
    return Problem(code, where, message)


def verify(folder: Path) -> list[Problem]:
    """Return what changed in a study since it was sealed; empty when nothing did.

    Raises
    ------
    Refused
        When the manifest is absent or cannot be read.
    """
    sealed: dict[str, Any] = read_manifest(folder)["files"]
    found = _files(folder)
    problems = []
    for name in sorted(sealed.keys() | found.keys()):
        if name not in found:
            problems.append(_problem("file-absent", name, _("ce fichier a disparu.")))
        elif name not in sealed:
            problems.append(
                _problem(
                    "file-added", name, _("ce fichier n’était pas là quand l’étude a été scellée.")
                )
            )
        elif _sha256(found[name]) != sealed[name]["sha256"]:
            problems.append(
                _problem(
                    "file-changed", name, _("ce fichier a changé depuis que l’étude a été scellée.")
                )
            )
    return problems
