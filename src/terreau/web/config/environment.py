"""What the environment may say, read once, refused with a sentence when it cannot be read."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

__all__ = ["boolean", "data_folder", "database", "mail", "number", "secret_key", "text", "words"]

_TRUE, _FALSE = {"1", "oui", "true", "yes"}, {"0", "non", "false", "no", ""}


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or what the file named by ``<name>_FILE`` holds."""
    given = os.environ.get(f"{name}_FILE")
    if given:
        return Path(given).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def boolean(name: str) -> bool:
    """Return the variable `name` as yes or no; no when it is absent."""
    value = text(name).strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} vaut « {value} » : attendu oui ou non.")


def number(name: str, default: int) -> int:
    """Return the variable `name` as a whole number."""
    value = text(name).strip()
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} vaut « {value} » : attendu un nombre entier.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """Return the variable `name` split on commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """Return the one folder where data live: ``TERREAU_DATA``, else the platform's own place."""
    given = text("TERREAU_DATA")
    if given:
        return Path(given).expanduser().resolve()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "terreau"


def secret_key(folder: Path) -> str:
    """Return the key that signs sessions and links: given, or kept in the data folder.

    Without either, a key for this process alone: a command that only asks for help needs no file.
    """
    given = text("TERREAU_SECRET_KEY")
    if given:
        return given
    kept = folder / "cle"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(48)


def database(folder: Path) -> dict[str, object]:
    """Return the Django description of the base: SQLite in the folder, or ``TERREAU_DATABASE``."""
    address = text("TERREAU_DATABASE")
    if not address:
        from terreau.web.core.sqlite import options

        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "terreau.sqlite3",
            "OPTIONS": options(number("TERREAU_SQLITE_WAIT", 20)),
            "TEST": {"NAME": folder / "test.sqlite3"},
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "TERREAU_DATABASE doit commencer par « postgres:// » ; sans elle, SQLite est utilisé."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(folder: Path) -> dict[str, object]:
    """Return the mail settings: a server given by ``TERREAU_MAIL``, else files in the data folder."""
    address = text("TERREAU_MAIL")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder / "courriels",
        }
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("TERREAU_MAIL doit commencer par « smtp:// » ou « smtps:// ».")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "DEFAULT_FROM_EMAIL": text("TERREAU_MAIL_FROM", "terreau@localhost"),
    }
