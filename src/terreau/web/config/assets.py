"""Static files of this version, collected once: fonts made, files hashed and compressed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from terreau import __version__

__all__ = ["collect", "fresh"]


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".empreinte"


def _sources() -> str:
    """Return a digest of what would be collected: names, sizes, dates."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            held = os.stat(storage.path(path))  # noqa: PTH116 - a storage gives a text
            prefix = getattr(storage, "prefix", None) or ""
            digest.update(f"{prefix}/{path} {held.st_size} {held.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def fresh() -> bool:
    """Whether what was collected is what this version serves."""
    stamp = _stamp()
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _sources()


def collect() -> bool:
    """Collect static files when they changed; whether they had. A kill in the middle begins again."""
    if fresh():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    _stamp().write_text(_sources(), encoding="ascii")
    return True
