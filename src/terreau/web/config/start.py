"""Start Django for a command: the key first, then the settings."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from terreau.web.config.environment import data_folder, text

__all__ = ["ensure_key", "installed", "start"]

SETTINGS = "terreau.web.config.settings"
BASE = "terreau.sqlite3"


def installed() -> bool:
    """Whether there is something to serve: the base in the folder, or one named by its address."""
    return bool(text("TERREAU_DATABASE")) or (data_folder() / BASE).is_file()


def ensure_key(folder: Path) -> bool:
    """Write the key that signs sessions and links, readable by its owner alone; whether it is new."""
    kept = folder / "cle"
    if text("TERREAU_SECRET_KEY") or kept.exists():
        return False
    handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return True


def start() -> None:
    """Read the settings and load the applications."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
