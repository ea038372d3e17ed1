"""What `terreau check` says of an installation: what holds, what does not, how to mend it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from terreau.i18n import format_integer, typeset
from terreau.problems import Problem
from terreau.web.config.environment import data_folder, text
from terreau.web.config.start import installed
from terreau.web.core import sqlite

__all__ = ["checks"]

Found = str | Problem
_FREE = 500_000_000  # bytes under which one is warned
_LEAST = 50_000_000
_SILENT = 60.0  # seconds without a beat from which the worker is said to be silent


def _problem(code: str, message: str, expected: str, severity: str = "error") -> Problem:
    return Problem(code, "", typeset(message), typeset(expected), severity)


def _damaged(said: str) -> Problem:
    return _problem("base-damaged", f"La base ne se lit pas ({said}).",
                    "Restaurez une sauvegarde : « terreau restore FICHIER.zip --force ».")  # fmt: skip


def _folder(folder: Path) -> Iterator[Found]:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield _problem("folder-rights", f"Le dossier « {folder} » ne peut pas être écrit.",
                       "Donnez-le au compte qui lance Terreau.")  # fmt: skip
        return
    free = shutil.disk_usage(folder).free
    said = f"{format_integer(free // 1_000_000)} Mo libres"
    if free < _FREE:
        yield _problem("disk-nearly-full", f"Il ne reste que {said} pour les données.",
                       "Libérez de la place.", "error" if free < _LEAST else "warning")  # fmt: skip
    if os.name == "posix" and folder.stat().st_mode & stat.S_IRWXO:
        yield _problem("folder-open", f"D’autres comptes de cette machine entrent dans « {folder} ».",
                       f"Fermez-le : « chmod 700 {folder} ».", "warning")  # fmt: skip
    yield typeset(f"données : {folder}, {said}")


def _key(folder: Path) -> Iterator[Found]:
    if text("TERREAU_SECRET_KEY"):
        yield typeset("clé : donnée par TERREAU_SECRET_KEY")
        return
    kept = folder / "cle"
    if not kept.exists():
        yield _problem("key-missing", "La clé qui signe connexions et liens a disparu.",
                       "Une nouvelle sera faite au prochain démarrage : chacun devra entrer de nouveau.",
                       "warning")  # fmt: skip
        return
    if os.name == "posix" and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield _problem("key-open", "D’autres comptes de cette machine peuvent lire la clé.",
                       f"Fermez-la : « chmod 600 {kept} ».")  # fmt: skip
        return
    yield typeset("clé : à sa place, lue par son compte seul")


def _base(_folder: Path) -> Iterator[Found]:
    from django.db import connection

    from terreau.web.config import migrating

    if connection.vendor == "sqlite":
        yield typeset(sqlite.reason())
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0]).upper()
            cursor.execute("PRAGMA quick_check(1)")
            said = str(cursor.fetchone()[0])
        if mode != sqlite.journal():
            yield _problem("journal", f"La base est en journal {mode}, {sqlite.journal()} est attendu.",
                           "Arrêtez tout programme qui l’ouvre, puis relancez.")  # fmt: skip
        if said != "ok":
            yield _damaged(said)
    found = migrating.state()
    if found.newer:
        yield _problem("base-newer", "Ces données viennent d’une version plus récente de Terreau.",
                       "Installez-la.")  # fmt: skip
    elif found.pending:
        yield _problem("base-older", f"La base attend {len(found.pending)} étapes de mise à jour.",
                       "« terreau serve » les fait en démarrant, après une copie.", "warning")  # fmt: skip
    else:
        yield typeset("base : à jour")


def _assets(_folder: Path) -> Iterator[Found]:
    from terreau.web.config import assets

    if assets.fresh():
        yield typeset("feuilles de style et polices : à jour")
    else:
        yield _problem("assets-older", "Feuilles de style et polices ne sont pas celles de cette version.",
                       "« terreau serve » les refait en démarrant.", "warning")  # fmt: skip


def _worker(folder: Path) -> Iterator[Found]:
    from terreau.web.config.locks import holder
    from terreau.web.config.working import beat_age

    where, age = holder(folder, "serveur"), beat_age(folder)
    if where is None:
        yield typeset("application : arrêtée")
        return
    yield typeset(f"application : ouverte à l’adresse {where}")
    if holder(folder, "travailleur") is None or age is None or age > _SILENT:
        since = f" depuis {format_integer(int(age))} s" if age is not None else ""
        yield _problem("worker-silent", f"Le travailleur ne donne pas signe de vie{since} : les travaux attendent.",
                       "Relancez « terreau serve », ou « terreau serve --only worker ».")  # fmt: skip
    else:
        yield typeset("travailleur : il répond")


def _jobs(_folder: Path) -> Iterator[Found]:
    from datetime import timedelta

    from django.utils import timezone

    from terreau.web.core.models import Job

    long_ago = timezone.now() - timedelta(minutes=10)
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_on__lt=long_ago).count()
    if waiting:
        yield _problem("jobs-waiting", f"{waiting} travaux attendent depuis plus de dix minutes.",
                       "Lancez « terreau tick », et vérifiez que « terreau serve » tourne.", "warning")  # fmt: skip


def checks() -> list[tuple[str, Callable[[], list[Found]]]]:
    """Return what is to be looked at: nothing when there is no installation yet."""
    folder = data_folder()
    if not installed():
        return [("data", lambda: [typeset(
            f"données : rien d’installé dans {folder} (« terreau init », ou « terreau demo »)")])]  # fmt: skip
    from terreau.web.config.start import start

    def looking(
        look: Callable[[Path], Iterator[Found]], *, at_base: bool
    ) -> Callable[[], list[Found]]:
        def run() -> list[Found]:
            if not at_base:
                return list(look(folder))
            start()
            from django.db import DatabaseError

            try:
                return list(look(folder))
            except DatabaseError as error:
                return [_damaged(str(error))]

        return run

    before = [("folder", _folder), ("key", _key)]
    after = [("base", _base), ("assets", _assets), ("worker", _worker), ("jobs", _jobs)]
    return [
        *((name, looking(look, at_base=False)) for name, look in before),
        *((name, looking(look, at_base=True)) for name, look in after),
    ]
