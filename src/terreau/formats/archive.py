"""ZIP archives: inspected before they are read, written with the same bytes every time.

Workbooks, text documents and frozen data are all ZIP archives: one place refuses the hostile ones
and one place makes the deterministic ones.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from terreau.i18n import format_integer, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused

__all__ = ["LIMITS", "Limits", "inspect_archive", "read_archive", "rewrite_zip", "write_zip"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MEGABYTE = 1_000_000
_BLOCK = 1 << 20
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# all that the library raises on bytes that only look like a ZIP
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error,
    NotImplementedError, RuntimeError, KeyError, IndexError, OverflowError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may weigh before anyone reads it.

    Parameters
    ----------
    packed, unpacked : int
        Bytes on disk; bytes once unpacked, all members together.
    members : int
        Number of files inside.
    """

    packed: int = 50 * _MEGABYTE
    unpacked: int = 500 * _MEGABYTE
    members: int = 20_000


LIMITS = Limits()


def _bytes(source: Path | str | bytes, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        return source
    path = Path(source)
    # never more than what will be accepted: the first byte too many is enough to refuse
    with path.open("rb") as file:
        return file.read(limits.packed + 1)


def _megabytes(size: int) -> str:
    return f"{format_integer(size / _MEGABYTE)}\u00a0Mo"


def _too_heavy(limits: Limits) -> Problem:
    message = _("Ce fichier pèse plus de {limit}.").format(limit=_megabytes(limits.packed))
    hint = _("Partagez-le en plusieurs fichiers, ou retirez les images et les feuilles inutiles.")
    return Problem("too-heavy", "", message, hint)


def _too_large(limits: Limits) -> Problem:
    message = _("Une fois ouvert, ce fichier pèserait plus de {limit}\u00a0: il n’est pas lu.")
    hint = _("Retirez les lignes et les feuilles inutiles, puis enregistrez de nouveau.")
    return Problem("too-large", "", message.format(limit=_megabytes(limits.unpacked)), hint)


def _not_archive() -> Problem:
    message = _("Ce fichier est abîmé\u00a0: ce n’est pas une archive complète.")
    hint = _("Ouvrez-le dans votre tableur, enregistrez-le de nouveau, ou redemandez-le.")
    return Problem("not-an-archive", "", message, hint)


def _locked() -> Problem:
    message = _("Ce fichier est protégé par un mot de passe.")
    return Problem("locked", "", message, _("Enregistrez-le sans mot de passe, puis recommencez."))


def _unsafe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name


def _member_problems(infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    for name in sorted(info.filename for info in infos if _unsafe(info.filename))[:3]:
        message = _("L’archive contient un chemin qui en sort\u00a0: {name}.").format(
            name=quote(name)
        )
        yield Problem("unsafe-path", "", message, _("Elle n’est pas ouverte, par prudence."))
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        yield _locked()
    names = [info.filename.lower() for info in infos]
    if len(set(names)) < len(names):
        yield Problem("duplicate-members", "", _("L’archive contient deux fois le même fichier."),
                      _("Enregistrez de nouveau le fichier d’origine."))  # fmt: skip
    if any(n.endswith("vbaproject.bin") or n.startswith("basic/script") for n in names):
        message = _("Ce classeur contient des macros\u00a0: il n’est pas ouvert.")
        hint = _("Enregistrez-le au format Classeur Excel (.xlsx), sans macro.")
        yield Problem("macros", "", message, hint)


def _unpack(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """Unpack every member without keeping it: it raises where one holds other than it declares."""
    for info in infos:
        with archive.open(info) as member:
            while member.read(_BLOCK):
                pass


def inspect_archive(source: Path | str | bytes, limits: Limits = LIMITS) -> list[Problem]:
    """Return why the archive must not be read: empty when it may.

    The sums of the directory are compared with `limits` first; only then is each member unpacked,
    in small blocks that are thrown away, to see that it holds what the directory declares.
    """
    data = _bytes(source, limits)
    if len(data) > limits.packed:
        return [_too_heavy(limits)]
    if data.startswith(_OLE):
        return [_locked()] if "EncryptedPackage".encode("utf-16-le") in data else [_not_archive()]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.members or sum(i.file_size for i in infos) > limits.unpacked:
                return [_too_large(limits)]
            problems = list(_member_problems(infos))
            if not problems:
                _unpack(archive, infos)
            return problems
    except _BROKEN:
        return [_not_archive()]


def read_archive(source: Path | str | bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the members of an archive by name, folders left out.

    Raises
    ------
    Refused
        When `inspect_archive` finds a reason.
    """
    data = _bytes(source, limits)
    problems = inspect_archive(data, limits)
    if problems:
        raise Refused(problems)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}


def write_zip(members: Mapping[str, bytes], *, deflate: bool = False) -> bytes:
    """Return an archive of `members`: sorted, stored, dated 1980-01-01, without attributes.

    `deflate` compresses: the bytes are then the same on one platform, not on all of them.
    """
    method = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        # an OpenDocument file must begin with its type
        for name in sorted(members, key=lambda n: (n != "mimetype", n)):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.create_system = 3  # the same number on every system, Windows included
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, members[name], compresslevel=6 if deflate else None)
    return out.getvalue()


def rewrite_zip(source: Path | str | bytes, *, deflate: bool = False) -> bytes:
    """Return the archive with the same members and deterministic bytes.

    Meant for files that we have just made (XLSX, DOCX, PPTX, ODS): nothing is inspected.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}
    return write_zip(members, deflate=deflate)
