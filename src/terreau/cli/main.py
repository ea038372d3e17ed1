"""The door: reads the command, calls its room, turns what comes back into a sentence and a code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from terreau import __version__
from terreau.cli.commands import (
    backup,
    check,
    demo,
    django,
    framework,
    init,
    serve,
    study,
    tick,
    workbook,
)
from terreau.cli.french import Parser
from terreau.cli.output import INTERNAL, WRONG_COMMAND, Outcome, report
from terreau.problems import Problem, Refused

__all__ = ["build_parser", "main", "run"]


def build_parser() -> Parser:
    """Return the parser of the whole command."""
    parser = Parser(
        prog="terreau",
        description="Apprendre des projets de territoire\u00a0: un classeur entre, une étude publiée sort.",
        epilog="Le guide est dans docs/guide. Codes de sortie\u00a0: 0 fait, 1 données refusées, 2 commande "
        "mal écrite, 3 panne.",
    )
    parser.add_argument("--version", action="version", version=f"terreau {__version__}",
                        help="montrer la version et s’arrêter")  # fmt: skip
    commands = parser.add_subparsers(dest="command", metavar="commande", required=True)
    for room in (demo, init, serve, workbook, study, framework, check, backup, tick, django):
        room.add_to(commands)
    return parser


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR}


def _of_disk(error: OSError) -> str:
    """Return what the disk answered, in French where it is one of its usual answers."""
    place = f"«\u00a0{error.filename}\u00a0»" if error.filename else "ce dossier"
    if error.errno in _NO_ROOM:
        said = "Le disque est plein. Libérez de la place, ou écrivez ailleurs."
    elif error.errno in _NO_ACCESS:
        said = (
            f"L’accès à {place} est refusé\u00a0: dossier protégé, ou document ouvert dans un autre logiciel. "
            "Fermez-le, ou choisissez un autre dossier."
        )
    elif error.errno in _NO_FOLDER:
        said = (
            f"Dans {place}, ce qui devrait être un dossier est un fichier. Choisissez un autre nom."
        )
    else:
        what = error.strerror or type(error).__name__
        what_of = f"Le disque ou le fichier {place}" if error.filename else "Le disque"
        said = f"{what_of} ne répond pas comme prévu ({what})."
    return f"{said} Rien n’a été écrit."


def _crashed(error: Exception, *, as_json: bool) -> int:
    if os.environ.get("TERREAU_DEBUG"):
        raise error
    if isinstance(error, OSError):
        sentence = _of_disk(error)
    else:
        sentence = (
            f"Terreau est tombé en panne ({type(error).__name__}). Rien n’a été écrit, vos fichiers sont intacts. "
            "Relancez avec TERREAU_DEBUG=1 pour voir le détail à transmettre."
        )
    report(Outcome([Problem("internal", "", sentence)]), as_json=as_json)
    return INTERNAL


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 done, 1 refused, 2 wrong command, 3 internal)."""
    options = build_parser().parse_args(arguments)
    as_json = bool(getattr(options, "json", False))
    try:
        return report(options.run(options), as_json=as_json)
    except Refused as refusal:
        return report(Outcome(refusal.problems), as_json=as_json)
    except FileNotFoundError as error:
        missing = Problem(
            "file-not-found",
            "",
            f"Le fichier ou le dossier «\u00a0{error.filename}\u00a0» n’existe pas.",
        )
        report(Outcome([missing]), as_json=as_json)
        return WRONG_COMMAND
    except KeyboardInterrupt:
        print("\nArrêté. Rien n’a été écrit.", file=sys.stderr)
        return INTERNAL
    except Exception as error:
        return _crashed(error, as_json=as_json)


def run() -> None:
    """Entry point of the command `terreau`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
