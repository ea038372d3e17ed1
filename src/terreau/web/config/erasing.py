"""Remove a demonstration, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from terreau.i18n import typeset
from terreau.problems import Problem, Refused
from terreau.web.config.locks import holder

__all__ = ["erase"]

MARK = "demonstration"  # the file by which a folder says that it holds one


def erase(folder: Path) -> None:
    """Remove a demonstration; Refused when the folder holds something else, or is served."""
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refused([Problem("not-a-demonstration", "", typeset(
            f"« {folder} » contient autre chose qu’une démonstration : rien n’a été effacé."))])  # fmt: skip
    where = holder(folder, "serveur")
    if where is not None:
        raise Refused([Problem("already-running", "", typeset(
            f"La démonstration tourne à l’adresse {where}."), "Arrêtez-la, puis relancez.")])  # fmt: skip
    shutil.rmtree(folder)
