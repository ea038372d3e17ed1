"""From a file that may be anything to an open spreadsheet, or one sentence that says why not."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import python_calamine as calamine

from terreau.formats.archive import LIMITS, inspect_archive, read_archive
from terreau.formats.workbook.inside import Inside, look_inside
from terreau.formats.workbook.layout import DOCUMENTS, FRAMEWORKS
from terreau.i18n import gettext as _
from terreau.i18n import join_words, quote
from terreau.problems import Problem, Refused

__all__ = ["Beside", "Source", "is_open_elsewhere", "open_source"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEETS = (".xlsx", ".xls", ".ods")
_FORMATS = "xlsx, xls, ods"


@dataclass(frozen=True)
class Beside:
    """What travels in the ZIP of a workbook: long texts, référentiels (files by folder)."""

    documents: dict[str, str] = field(default_factory=dict)
    frameworks: dict[str, dict[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """An open spreadsheet, what travels beside it, the errors of formula it shows."""

    book: Any
    beside: Beside
    errors: Inside
    old: bool = False  # an .xls, whose errors of formula are read as empty cells


def _refuse(code: str, message: str, hint: str) -> Refused:
    return Refused([Problem(code, "", message, hint)])


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un PDF"), (b"\x89PNG", "une image"), (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"), (b"{\\rtf", "un document de texte"), (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf", "une archive 7z"), (b"<!DOCTYPE", "une page web"), (b"<html", "une page web"),
    (b"PAR1", "un fichier Parquet"), (b"\x1f\x8b", "une archive gzip"), (b"MZ", "un programme"),
)  # fmt: skip


def _not_spreadsheet(data: bytes) -> Refused:
    head = data.lstrip()[:9]
    kind = next((word for magic, word in _MAGIC if head.startswith(magic)), "")
    hint = _("Donnez un classeur aux formats {formats}.").format(formats=_FORMATS)
    if kind:
        message = _("Ce fichier est {kind}, pas un classeur, quel que soit son nom.").format(
            kind=kind
        )
        if kind == "une page web":  # what some services call an Excel export
            hint = _("Ouvrez-le dans un tableur, enregistrez-le au format xlsx, et recommencez.")
        return _refuse("not-a-workbook", message, hint)
    if b"\0" not in data[:4096] and (
        b";" in data[:4096] or b"," in data[:4096] or b"\t" in data[:4096]
    ):
        message = _("Ce fichier est du texte (un CSV, peut-être), pas un classeur.")
        hint = _("Ouvrez-le dans un tableur et recopiez ses lignes dans le classeur.")
        return _refuse("not-a-workbook", message, hint)
    return _refuse("not-a-workbook", _("Ce fichier n’est pas un classeur."), hint)


def _check_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(inspect_archive(data))
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        message = _("Ce classeur contient des macros\u00a0: il n’est pas ouvert.")
        raise _refuse(
            "macros", message, _("Enregistrez-le au format «\u00a0Classeur Excel (.xlsx)\u00a0».")
        )
    if "WordDocument".encode("utf-16-le") in data:
        message = _("Ce fichier est un document de texte, pas un classeur.")
        raise _refuse("not-a-workbook", message, _("Donnez un classeur (xlsx, xls, ods)."))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _frameworks(members: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return the TOML files of each folder of référentiel; whatever else is there is left to people."""
    found: dict[str, dict[str, bytes]] = {}
    for name in sorted(members):
        path = PurePosixPath(FRAMEWORKS + name.rpartition(FRAMEWORKS)[2])
        if FRAMEWORKS in name and len(path.parts) == 3 and path.suffix == ".toml":
            found.setdefault(path.parts[1], {})[path.name] = members[name]
    return {folder: files for folder, files in found.items() if "framework.toml" in files}


def _unwrap(data: bytes) -> tuple[bytes, Beside]:
    """Return the workbook of a ZIP and what is beside it; a workbook alone is returned as it is."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
    if "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names:
        return data, Beside()
    members = read_archive(data)
    visible = [n for n in sorted(members) if not n.startswith("__MACOSX") and DOCUMENTS not in n]
    books = [n for n in visible if n.lower().endswith(_SPREADSHEETS) and "~$" not in n]
    if "manifest.json" in members:
        message = _("Cette archive contient des données figées, pas un classeur.")
        raise _refuse(
            "not-a-workbook",
            message,
            _("«\u00a0terreau workbook export\u00a0» en fait un classeur."),
        )
    if len(books) != 1:
        found = join_words([quote(name) for name in books[:5]]) or _("aucun")
        message = _("Cette archive doit contenir un seul classeur\u00a0; trouvé\u00a0: {found}.")
        hint = (
            _("Gardez-en un seul.")
            if books
            else _("Mettez-y le classeur, ou donnez-le sans archive.")
        )
        raise _refuse("not-a-workbook", message.format(found=found), hint)
    texts = {
        DOCUMENTS + n.rpartition(DOCUMENTS)[2]: _decode(members[n])
        for n in members
        if DOCUMENTS in n
    }
    return members[books[0]], Beside(texts, _frameworks(members))


def _check_kind(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        mimetype = (
            archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
        )
    if "word/document.xml" in names or mimetype.endswith("opendocument.text"):
        message = _("Ce fichier est un document de texte, pas un classeur.")
    elif "ppt/presentation.xml" in names or mimetype.endswith("opendocument.presentation"):
        message = _("Ce fichier est un diaporama, pas un classeur.")
    elif "xl/workbook.bin" in names:
        message = _("Ce classeur est au format binaire xlsb, que Terreau ne lit pas.")
    else:
        return
    hint = _("Donnez un classeur aux formats {formats}.").format(formats=_FORMATS)
    raise _refuse("not-a-workbook", message, hint)


def guard(action: Any, *arguments: Any) -> Any:
    """Call the reader of spreadsheets; whatever it raises on broken bytes becomes a refusal.

    Its own panics do not derive from `Exception`: they are known by their name.
    """
    try:
        return action(*arguments)
    except calamine.PasswordError:
        message = _("Ce fichier est protégé par un mot de passe.")
        raise _refuse("locked", message, _("Enregistrez-le sans mot de passe.")) from None
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        message = _("Ce classeur est abîmé\u00a0: il n’a pas pu être lu jusqu’au bout.")
        hint = _("Ouvrez-le dans votre tableur, enregistrez-le de nouveau, ou redemandez-le.")
        raise _refuse("broken-workbook", message, hint) from None


def _load(data: bytes) -> Any:
    return calamine.CalamineWorkbook.from_filelike(BytesIO(data))


def _marks(path: Path) -> tuple[Path, Path]:
    """Return the files that Excel and LibreOffice keep beside a workbook while it is open."""
    return path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")


def is_open_elsewhere(path: Path) -> bool:
    """Return whether a spreadsheet program says that it has this workbook open."""
    return any(mark.is_file() for mark in _marks(path))


def _bytes(path: Path) -> bytes:
    if path.name.startswith(("~$", ".~lock.")):
        message = _("Ce fichier est la marque d’un classeur ouvert ailleurs, pas le classeur.")
        name = path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
        hint = _("Donnez {name}.").format(name=quote(name))
        raise _refuse("not-a-workbook", message, hint)
    if path.is_dir():
        message = _("{name} est un dossier, pas un classeur.").format(name=quote(path.name))
        raise _refuse("file-missing", message, _("Donnez le fichier qu’il contient."))
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.packed + 1)
    except PermissionError:
        message = _("L’accès à ce fichier est refusé.")
        hint = _("S’il est ouvert dans un autre logiciel, fermez-le, et recommencez.")
        raise _refuse("file-locked", message, hint) from None
    except OSError:
        message = _("Ce fichier n’existe pas, ou ne peut pas être ouvert.")
        raise _refuse("file-missing", message, _("Vérifiez son nom et son dossier.")) from None


def open_source(path: Path | str) -> Source:
    """Open a workbook (xlsx, xls, ods, or the ZIP written when texts are too long for a cell).

    Raises
    ------
    Refused
        The file is not a workbook, is protected, broken, too heavy, or holds macros.
    """
    data = _bytes(Path(path))
    if not data:
        raise _refuse("empty-file", _("Ce fichier est vide."), _("Donnez un classeur rempli."))
    if len(data) > LIMITS.packed:
        raise Refused(inspect_archive(data))
    beside = Beside()
    errors: Inside = {}
    if data.startswith(_OLE):
        _check_ole(data)
    elif data.startswith(b"PK"):
        data, beside = _open_archive(data)
        if not data.startswith(_OLE):
            errors, problems = guard(look_inside, data)
            if problems:
                raise Refused(problems)
    else:
        raise _not_spreadsheet(data)
    return Source(guard(_load, data), beside, errors, data.startswith(_OLE))


def _open_archive(data: bytes) -> tuple[bytes, Beside]:
    problems = inspect_archive(data)
    if problems:
        raise Refused(problems)
    inner, beside = _unwrap(data)
    if inner is not data and inner.startswith(_OLE):
        _check_ole(inner)
        return inner, beside
    problems = inspect_archive(inner) if inner is not data else []
    if problems:
        raise Refused(problems)
    _check_kind(inner)
    return inner, beside
