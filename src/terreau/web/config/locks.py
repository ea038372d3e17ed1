"""Locks between processes, held by the system: a kill gives them back."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Held", "Lock", "holder", "locked"]

_PAUSE = 0.05
_FAR = 1 << 30  # Windows locks bytes, not files: one far from what is written


class Held(Exception):  # noqa: N818 - somebody else works: a fact
    """Raised when another process holds the lock; `by` is what it wrote of itself."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Lock:
    """A lock named by a file of the folder; what its holder is can be read in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / "verrous" / name
        self._handle = -1

    def take(self, said: str = "", *, wait: float = 0.0) -> None:
        """Take the lock and write `said` in it; Held when another process keeps it over `wait` seconds."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + wait
        while not _take(handle):
            if time.monotonic() >= until:
                os.close(handle)
                raise Held(self.path.read_text(encoding="utf-8"))
            time.sleep(_PAUSE)
        self._handle = handle
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, said.encode())

    def free(self) -> None:
        """Give the lock back."""
        os.close(self._handle)
        self._handle = -1


@contextmanager
def locked(folder: Path, name: str, said: str = "", *, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock during a block."""
    lock = Lock(folder, name)
    lock.take(said, wait=wait)
    try:
        yield
    finally:
        lock.free()


def holder(folder: Path, name: str) -> str | None:
    """Return what the holder of the lock wrote of itself, or None when nobody holds it."""
    lock = Lock(folder, name)
    if not lock.path.exists():
        return None
    try:
        lock.take()
    except Held as held:
        return held.by
    lock.free()
    return None
