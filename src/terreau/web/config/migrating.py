"""Bring a base to this version: a copy first, under a lock; a base from a newer version is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from terreau.i18n import typeset
from terreau.problems import Problem, Refused

__all__ = ["State", "copy_base", "migrate", "state"]

_COPIES = 5  # the oldest go
_ROOM = 50_000_000  # bytes wanted besides the copy


@dataclass(frozen=True, slots=True)
class State:
    """Where a base stands: steps to take, steps that this version does not know, nothing yet."""

    pending: tuple[str, ...]
    newer: tuple[str, ...]
    empty: bool


def state() -> State:
    """Compare the base with this version."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    applied = set(loader.applied_migrations)
    newer = {key for key in applied if key[0] in loader.migrated_apps} - set(loader.disk_migrations)
    return State(
        tuple(f"{one.app_label}.{one.name}" for one, _back in plan),
        tuple(sorted(f"{app}.{name}" for app, name in newer)),
        not applied,
    )


def refuse_newer(found: State) -> None:
    """Refuse a base written by a later version: it would be read wrongly."""
    if found.newer:
        raise Refused([Problem("base-newer", "", typeset(
            "Ces données viennent d’une version plus récente de Terreau : celle-ci ne sait pas les lire "
            f"(étape inconnue : {found.newer[-1]})."),
            "Installez la version plus récente, ou restaurez une sauvegarde faite avec celle-ci.",
        )])  # fmt: skip


def copy_base(target: Path) -> None:
    """Write a whole copy of the base; readers and writers go on meanwhile."""
    target.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    target.chmod(0o600)


def _copy_before() -> Path | None:
    """Copy the base beside it before it changes; None on PostgreSQL, which has its own tools."""
    if connection.vendor != "sqlite":
        return None
    folder = Path(settings.DATA) / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    size = Path(connection.settings_dict["NAME"]).stat().st_size
    free = shutil.disk_usage(folder).free
    if free < 2 * size + _ROOM:
        raise Refused([Problem("disk-full", "", typeset(
            f"La base doit être mise à jour, et le disque n’a plus que {free // 1_000_000} Mo : il faut la "
            "place d’une copie."), "Libérez de la place, puis relancez.")])  # fmt: skip
    target = folder / f"avant-{timezone.localtime():%Y-%m-%d-%H%M%S}.sqlite3"
    copy_base(target)
    for old in sorted(folder.glob("avant-*.sqlite3"))[:-_COPIES]:
        old.unlink()
    return target


def migrate(say: Callable[[str], None]) -> int:
    """Take the steps that are missing; return how many. The caller holds the lock of the folder.

    Raises
    ------
    Refused
        When the base is newer than this version, or when a step failed: the copy is named.
    """
    found = state()
    refuse_newer(found)
    if not found.pending:
        return 0
    copy = None if found.empty else _copy_before()
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        if copy is None:
            raise
        raise Refused([Problem("migration-failed", "", typeset(
            f"La mise à jour de la base a échoué ({error})."),
            typeset(f"La base d’avant est gardée entière dans « {copy} »."))]) from error  # fmt: skip
    if copy is not None:
        say(typeset(f"Base mise à jour ; celle d’avant est gardée dans « {copy} »."))
    return len(found.pending)
