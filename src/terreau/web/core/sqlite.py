"""How SQLite is opened: the journal that its version allows, writers one after the other."""

from __future__ import annotations

import sqlite3

__all__ = ["journal", "learn_sizes", "options", "reason"]


def _wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite carries the mend of the WAL-reset race (3.51.3, 3.50.7, 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    branch, patch = version[:2], version[2]
    return (branch == (3, 50) and patch >= 7) or (branch == (3, 44) and patch >= 6)


def journal(version: tuple[int, int, int] | None = None) -> str:
    """Return ``WAL`` where it loses nothing, else ``DELETE`` (the rollback journal)."""
    found = sqlite3.sqlite_version_info[:3] if version is None else version
    return "WAL" if _wal_is_safe(found) else "DELETE"


def reason() -> str:
    """Return, in French, which journal is used and why."""
    version = sqlite3.sqlite_version
    if journal() == "WAL":
        return f"SQLite {version}, journal WAL : cette version en a la correction."
    return (
        f"SQLite {version}, journal de retour : le mode WAL de cette version peut perdre des pages "
        "(corrigé en 3.51.3)."
    )


def options(wait: int = 20) -> dict[str, object]:
    """Return the Django options: IMMEDIATE always (writers queue, none fails), never mmap.

    `wait` is how many seconds a writer waits for another one.
    """
    mode = journal()
    synchronous = "NORMAL" if mode == "WAL" else "FULL"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": wait,
        "init_command": f"PRAGMA journal_mode={mode}; PRAGMA synchronous={synchronous};",
    }


def learn_sizes() -> None:
    """Let SQLite learn how many rows each index leads to; PostgreSQL does it by itself.

    Without it SQLite takes the index of the workspace, which leads to every row, for as good as the
    index of a case. A fifth of a second for 160 MB; the largest tables are sampled.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=100000")
        cursor.execute("ANALYZE")
