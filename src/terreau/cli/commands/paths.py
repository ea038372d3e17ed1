"""Writing where the person asked: all or nothing, and never over what is not ours."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from terreau.problems import Problem, Refused

__all__ = ["existing", "file_to_write", "folder_to_write", "frozen", "quoted"]

_STALE_SECONDS = 24 * 3600
_OLD = "ancien"
_TRIES, _PAUSE = 20, 0.05
_TURN_SECONDS = 10  # a swap takes a few milliseconds: a turn kept longer is that of a killed run
_FULL = 1_000_000  # bytes left under which whatever failed failed for want of room


def existing(text: str) -> Path:
    """Return the path of something that is there; FileNotFoundError otherwise."""
    path = Path(text)
    if not path.exists():
        raise FileNotFoundError(2, "absent", text)
    return path


def quoted(path: Path) -> str:
    """Return the path as it can be typed again after a command."""
    text = str(path)
    return text if re.fullmatch(r"[\w./\\:-]+", text) else f'"{text}"'


def frozen(path: Path) -> Path:
    """Return where the frozen data are: `path`, or the folder « donnees » of a whole study."""
    inside = path / "donnees"
    return inside if (inside / "datapackage.json").is_file() else path


@contextmanager
def _said_of(target: Path) -> Iterator[None]:
    """Let a failure name what the person asked for, never the hidden place beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def file_to_write(target: Path, *, force: bool = False, mode: int = 0o644) -> Iterator[Path]:
    """Give a temporary file beside `target`; it takes its place, with `mode`, only when all went well."""
    if target.is_dir():
        raise Refused([Problem("not-a-file", "", f"«\u00a0{target}\u00a0» est un dossier.",
                               "Donnez le nom d’un fichier.")])  # fmt: skip
    if target.exists() and not force:
        raise Refused(
            [Problem("already-there", "", f"«\u00a0{target}\u00a0» existe déjà.",
                     "Choisissez un autre nom, ou ajoutez --force.")]
        )  # fmt: skip
    with _said_of(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent
        )
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(mode)
        with _said_of(target):
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _left(target: Path) -> Iterator[Path]:
    """Yield the folders that runs writing `target`, under way or killed, keep beside it."""
    ours = re.compile(rf"{re.escape(f'.{target.name}.')}[a-z0-9_]{{8}}")
    for path in sorted(target.parent.iterdir()):
        if ours.fullmatch(path.name) and path.is_dir():
            yield path


def _sweep(target: Path) -> None:
    """Put back the folder that a run killed while it replaced it; remove what is older than a day."""
    for left in _left(target):
        # another run may be at work there: what it moves meanwhile is its own business
        with suppress(OSError):
            if (left / _OLD).is_dir() and not target.exists():
                (left / _OLD).replace(target)
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _swap(temporary: Path, target: Path, spare: Path, number: int) -> None:
    """Put `temporary` in the place of `target`, which is put back when that fails."""
    old = spare / _OLD
    if target.exists():
        target.replace(old)
    try:
        temporary.replace(target)
    except OSError:
        if old.exists() and not target.exists():
            old.replace(target)
        raise
    finally:
        if old.exists() and target.exists():
            # only what may have to be put back bears that name
            old.replace(spare / f"{number}")


@contextmanager
def _turn(target: Path) -> Iterator[None]:
    """Wait for one's turn to replace `target`; a turn that a killed run kept is taken from it."""
    lock = target.parent / f".{target.name}.tour"
    until = time.monotonic() + 2 * _TURN_SECONDS
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > _TURN_SECONDS:
                    lock.rmdir()
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        lock.rmdir()


def _take_place(temporary: Path, target: Path) -> None:
    """Swap, in turn with the other runs that end on the same folder: the last one stays."""
    with _turn(target):
        _swap_again(temporary, target)


def _swap_again(temporary: Path, target: Path) -> None:
    """Swap, a few times when the disk refuses: on Windows a document may be open for a moment."""
    spare = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for number in range(_TRIES):
            try:
                return _swap(temporary, target, spare, number)
            except OSError:
                if number + 1 == _TRIES:
                    raise
                time.sleep(_PAUSE)
    finally:
        if not (spare / _OLD).exists():
            shutil.rmtree(spare, ignore_errors=True)


def _is_foreign(target: Path, mark: str) -> bool:
    """Say whether the folder holds something else than ours; looked at again, as a run may be swapping it."""
    for _again in range(_TRIES):
        names: set[str] = set()
        with suppress(OSError):
            names = {path.name for path in target.iterdir()}
        if not names or mark in names:
            return False
        time.sleep(_PAUSE)
    return True


def _check_place(asked: Path, target: Path, mark: str) -> None:
    if target.exists() and not target.is_dir():
        raise Refused([Problem("not-a-folder", "", f"«\u00a0{asked}\u00a0» n’est pas un dossier.",
                               "Choisissez un autre nom.")])  # fmt: skip
    if target == Path.cwd():
        raise Refused([Problem("here", "", "L’étude ne peut pas prendre la place du dossier où vous êtes.",
                               "Donnez le nom d’un dossier à créer\u00a0: -o mon-etude.")])  # fmt: skip
    if _is_foreign(target, mark):
        raise Refused(
            [Problem("not-ours", "", f"Le dossier «\u00a0{asked}\u00a0» contient autre chose qu’une étude.",
                     "Choisissez un dossier vide ou nouveau.")]
        )  # fmt: skip


@contextmanager
def folder_to_write(asked: Path, mark: str) -> Iterator[Path]:
    """Give a temporary folder beside the one `asked` for; it takes its place only when all went well.

    A folder already there is replaced when it holds the file `mark` (it is one of ours) or nothing.
    """
    target = asked.resolve()
    _check_place(asked, target, mark)
    with _said_of(asked):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield temporary
        temporary.chmod(0o755)
        with _said_of(asked):
            _take_place(temporary, target)
    except (OSError, Refused):
        raise
    except Exception as error:
        # the engines that we call say in their own words that the disk is full
        if shutil.disk_usage(temporary).free < _FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(asked)) from error
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
