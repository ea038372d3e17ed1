"""Writing where the person asked: all or nothing, and never over what is not ours."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terreau.problems import Problem, Refused

__all__ = ["existing", "file_to_write", "folder_to_write"]

_STALE_SECONDS = 24 * 3600


def existing(text: str) -> Path:
    """Return the path of something that is there; FileNotFoundError otherwise."""
    path = Path(text)
    if not path.exists():
        raise FileNotFoundError(2, "absent", text)
    return path


@contextmanager
def file_to_write(target: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a temporary file beside `target`; it takes its place only when all went well."""
    if target.exists() and not force:
        raise Refused(
            [Problem("already-there", "", f"«\u00a0{target}\u00a0» existe déjà.",
                     "Choisissez un autre nom, ou ajoutez --force.")]
        )  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent
    )
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _sweep(parent: Path, prefix: str) -> None:
    """Remove what a run killed more than a day ago left behind."""
    for left in parent.glob(f"{prefix}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def folder_to_write(target: Path, mark: str) -> Iterator[Path]:
    """Give a temporary folder beside `target`; it takes its place only when all went well.

    A folder already there is replaced when it holds the file `mark` (it is one of ours) or nothing.
    """
    if target.exists() and not target.is_dir():
        raise Refused(
            [Problem("not-a-folder", "", f"«\u00a0{target}\u00a0» n’est pas un dossier.")]
        )
    if target.is_dir() and any(target.iterdir()) and not (target / mark).exists():
        raise Refused(
            [Problem("not-ours", "", f"Le dossier «\u00a0{target}\u00a0» contient autre chose qu’une étude.",
                     "Choisissez un dossier vide ou nouveau.")]
        )  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}."
    _sweep(target.parent, prefix)
    temporary = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        yield temporary
        temporary.chmod(0o755)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent)) / "ancien"
            target.replace(old)
            temporary.replace(target)
            shutil.rmtree(old.parent, ignore_errors=True)
        else:
            temporary.replace(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
