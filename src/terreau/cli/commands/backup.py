"""`terreau backup` and `terreau restore`: everything in one file, and back, verified."""

from __future__ import annotations

import argparse
from pathlib import Path

from terreau.cli.commands.paths import existing, file_to_write, quoted
from terreau.cli.output import Outcome

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add both commands to the parser."""
    backup = commands.add_parser("backup", help="tout sauvegarder dans un fichier")
    backup.add_argument("file", metavar="FICHIER.zip", help="la sauvegarde à écrire")
    backup.add_argument("--force", action="store_true", help="remplacer le fichier s’il existe")
    backup.add_argument("--json", action="store_true", help="répondre en JSON")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="remettre une sauvegarde, vérifiée d’abord")
    restore.add_argument("file", metavar="FICHIER.zip", help="la sauvegarde à remettre")
    restore.add_argument("--force", action="store_true",
                         help="remplacer les données présentes, gardées à côté")  # fmt: skip
    restore.add_argument("--json", action="store_true", help="répondre en JSON")
    restore.set_defaults(run=_restore)


def _backup(options: argparse.Namespace) -> Outcome:
    from terreau.web.config.installation import open_installation

    open_installation()
    from terreau.i18n import format_integer
    from terreau.web.config import saving

    named = Path(options.file)
    target = named if named.suffix.lower() == ".zip" else Path(f"{named}.zip")
    with file_to_write(target, force=options.force, mode=0o600) as temporary:
        saved = saving.save(temporary)
    size = target.stat().st_size
    sentences = [
        f"Sauvegarde écrite\u00a0: {target} ({format_integer(size // 1000)}\u00a0ko, "
        f"{format_integer(saved.files)}\u00a0fichiers).",
        "  Elle contient tout, mots de passe chiffrés et clé compris\u00a0: gardez-la en lieu sûr.",
        f"  pour la remettre\u00a0: terreau restore {quoted(target)}",
    ]
    return Outcome(sentences=sentences, file=str(target), bytes=size, files=saved.files)


def _restore(options: argparse.Namespace) -> Outcome:
    from terreau.web.config import saving

    source = existing(options.file)
    restored = saving.restore(source, force=options.force)
    sentences = [
        f"Sauvegarde du {restored.made_on} remise dans {restored.folder}, vérifiée fichier par fichier."
    ]
    if restored.aside is not None:
        sentences.append(f"  les données d’avant sont gardées dans {restored.aside}")
    sentences.append("  pour ouvrir l’application\u00a0: terreau serve")
    return Outcome(sentences=sentences, folder=str(restored.folder), made_on=restored.made_on,
                   aside=str(restored.aside or ""))  # fmt: skip
