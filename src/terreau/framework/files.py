"""From a folder or a ZIP to TOML documents, with every fault of file or syntax told in French."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from terreau.framework.wording import FRAMEWORK_FILE, in_file
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["parse_toml", "read_files"]

_MOST_BYTES = 4_000_000  # a référentiel is words: beyond that it is another file

_LINE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SYNTAX = (
    ("Expected '='", "Un signe = est attendu entre la clé et sa valeur."),
    ("Invalid value", "Cette valeur n’est pas comprise : un texte se met entre guillemets droits."),
    ("Expected newline", "Une ligne ne porte qu’une clé et sa valeur."),
    ("Unterminated string", "Un guillemet droit n’est pas refermé."),
    ("Illegal character", "Un guillemet droit n’est pas refermé, ou un signe n’est pas permis."),
    ("Cannot overwrite", "Cette clé est écrite deux fois."),
    ("Cannot declare", "Cette table est écrite deux fois."),
    ("Unclosed array", "Un crochet n’est pas refermé."),
    ("Expected ']'", "Un crochet n’est pas refermé."),
    ("Unescaped", "Dans un texte, une barre oblique inverse s’écrit deux fois."),
    ("Invalid statement", "Cette ligne n’est ni une clé, ni une table, ni un commentaire."),
)


def read_files(path: Path) -> dict[str, bytes]:
    """Return the TOML files of `path`, a folder or a ZIP of it, by name, in order of names.

    Raises
    ------
    Refused
        When `path` is neither, cannot be read, holds no ``framework.toml`` or is too large.
    """
    if path.is_dir():
        found = {file.name: file for file in sorted(path.glob("*.toml")) if file.is_file()}
        _refuse_large(path, sum(file.stat().st_size for file in found.values()))
        files = {name: file.read_bytes() for name, file in found.items()}
    elif path.is_file() and zipfile.is_zipfile(path):
        files = _read_zip(path)
    else:
        raise Refused([_not_a_framework(path, _("Ni un dossier, ni une archive ZIP."))])
    if FRAMEWORK_FILE not in files:
        raise Refused([_not_a_framework(path, _("Le fichier « framework.toml » n’y est pas."))])
    return files


def _not_a_framework(path: Path, message: str) -> Problem:
    expected = _(
        "Un référentiel est un dossier, ou son ZIP, avec framework.toml et un fichier par pilier."
    )
    return Problem("framework-unreadable", quote(path.name), message, expected)


def _refuse_large(path: Path, size: int) -> None:
    if size > _MOST_BYTES:
        message = _("Ces fichiers sont trop lourds pour un référentiel.")
        raise Refused([_not_a_framework(path, message)])


def _read_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive)
            _refuse_large(path, sum(info.file_size for info in members.values()))
            return {name: archive.read(members[name]) for name in sorted(members)}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as fault:
        # RuntimeError is what zipfile raises for a password
        message = _("L’archive est abîmée, ou protégée par un mot de passe.")
        raise Refused([_not_a_framework(path, message)]) from fault


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the TOML files of the folder that holds framework.toml, wherever it is packed."""
    paths = {PurePosixPath(info.filename.replace("\\", "/")): info for info in archive.infolist()}
    homes = sorted(
        (file.parent for file in paths if file.name == FRAMEWORK_FILE),
        key=lambda folder: (len(folder.parts), str(folder)),
    )
    if not homes:
        return {}
    return {
        file.name: info
        for file, info in paths.items()
        if file.parent == homes[0] and file.suffix == ".toml"
    }


def parse_toml(name: str, content: bytes) -> tuple[dict[str, Any], list[Problem]]:
    """Return the document of the file `name`, empty where it is refused, and why."""
    try:
        # Windows editors put a mark before UTF-8
        return tomllib.loads(content.decode("utf-8-sig")), []
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        message = _("Ce fichier n’est pas écrit en UTF-8.")
        expected = _("Enregistrez-le à nouveau en choisissant l’encodage UTF-8.")
        return {}, [Problem("encoding", _at(name, line), message, expected)]
    except tomllib.TOMLDecodeError as fault:
        return {}, [_syntax(name, content, str(fault))]


def _at(name: str, line: int) -> str:
    return in_file(name, _("ligne {line}").format(line=line))


def _syntax(name: str, content: bytes, fault: str) -> Problem:
    lines = content.decode("utf-8-sig").splitlines()
    place = _LINE.search(fault)
    line = int(place[1]) if place and place[1] else max(len(lines), 1)
    known = (french for english, french in _SYNTAX if fault.startswith(english))
    message = _(next(known, "Cette ligne n’est pas du TOML valide."))
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    expected = _("On y lit {text}.").format(text=quote(shown)) if shown else ""
    return Problem("toml-syntax", _at(name, line), message, expected)
