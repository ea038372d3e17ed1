"""The data folder: made once, checked and brought up to date at each start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from terreau.i18n import typeset
from terreau.problems import Problem, Refused
from terreau.web.config.environment import data_folder
from terreau.web.config.locks import Held, locked
from terreau.web.config.start import ensure_key, installed, start

__all__ = ["install", "make_folder", "open_installation", "prepare"]

Say = Callable[[str], None]
_WAIT = 60.0  # seconds another process is given to bring the base up to date


def make_folder() -> Path:
    """Return the data folder, made if needed, for its owner alone."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def open_installation() -> Path:
    """Return the folder of an installation that exists, with Django started; Refused when there is none."""
    if not installed():
        raise Refused([Problem("not-installed", "", typeset(
            f"Rien n’est encore installé dans « {data_folder()} »."),
            typeset("Lancez « terreau init », ou « terreau demo » pour essayer."))])  # fmt: skip
    folder = make_folder()
    ensure_key(folder)
    start()
    return folder


def prepare(say: Say) -> None:
    """Bring base and static files to this version, one process at a time. Django is started."""
    from terreau.web.config import assets, migrating
    from terreau.web.core import sqlite

    try:
        with locked(data_folder(), "preparation", wait=_WAIT):
            migrating.migrate(say)
            sqlite.learn_sizes()
            assets.collect()
    except Held:
        raise Refused([Problem("busy", "", typeset(
            "Une autre commande met ces données à jour depuis plus d’une minute."),
            "Attendez qu’elle finisse, puis relancez.")]) from None  # fmt: skip


def install(say: Say) -> bool:
    """Make folder, key, base and static files; whether there was no base before."""
    folder = make_folder()
    new = not installed()
    ensure_key(folder)
    start()
    prepare(say)
    return new
