"""`terreau tick`: what must be done now and then; `terreau serve` does it by itself."""

from __future__ import annotations

import argparse

from terreau.cli.output import Outcome

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser(
        "tick", help="reprendre les travaux interrompus, effacer ce qui a fait son temps"
    )
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=_tick)


def _tick(_options: argparse.Namespace) -> Outcome:
    from terreau.web.config.installation import open_installation

    open_installation()
    from terreau.i18n import format_integer
    from terreau.web.core import reaper, sqlite

    sqlite.learn_sizes()
    reaped, purged = reaper.reap(), reaper.purge()
    counts = {
        "again": reaped.again, "failed": reaped.failed, "sessions": purged.sessions,
        "files": purged.files, "tasks": purged.tasks,
    }  # fmt: skip
    said = {
        "again": "travaux relancés", "failed": "travaux dits échoués",
        "sessions": "connexions anciennes effacées", "files": "résultats de travaux effacés",
        "tasks": "lignes de la file effacées",
    }  # fmt: skip
    lines = [f"  {said[name]}\u00a0: {format_integer(n)}" for name, n in counts.items() if n]
    return Outcome(sentences=["Fait." if lines else "Rien à faire.", *lines], **counts)
