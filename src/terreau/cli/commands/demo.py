"""`terreau demo`: an imagined cooperative to try everything on, on this machine alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import terreau
from terreau.cli.commands import serve
from terreau.cli.output import Outcome, Progress

__all__ = ["add_to"]

_FOLDER = ".demo"
_EXAMPLE = Path("examples") / "val-d-ombre" / "classeur.xlsx"


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser("demo", help="essayer sur une coopérative imaginée")
    parser.add_argument("--port", type=serve._port, default=serve.PORT, metavar="8000",
                        help="le port (par défaut 8000)")  # fmt: skip
    parser.add_argument("--reset", action="store_true", help="repartir de zéro")
    parser.add_argument(
        "--no-serve", action="store_true", help="préparer les données sans les ouvrir"
    )
    parser.add_argument(
        "--workbook", metavar="FICHIER", help="le classeur à charger (par défaut l’exemple imaginé)"
    )
    parser.set_defaults(run=_demo)


def _source(given: str | None) -> Path:
    """Return the workbook to load: the one given, the one of the repository."""
    from terreau.problems import Problem, Refused

    beside = Path(terreau.__file__).resolve().parents[2] / _EXAMPLE
    for place in (Path(given),) if given else (_EXAMPLE, beside):
        if place.is_file():
            return place
    if given:
        raise FileNotFoundError(2, "absent", given)
    raise Refused([Problem("no-example", "", "Le classeur de démonstration n’est pas sur cette machine.",
                           "Donnez-le\u00a0: «\u00a0terreau demo --workbook FICHIER\u00a0».")])  # fmt: skip


def _accounts() -> list[str]:
    from terreau.web.accounts.models import Role
    from terreau.web.config.demonstration import PASSWORD, PEOPLE

    width = max(len(email) for email, _name, _role in PEOPLE)
    return [
        "Comptes de démonstration (sur cette machine seule)\u00a0:",
        *(
            f"  {email:<{width}}  {name}, {Role(role).label.lower()}"
            for email, name, role in PEOPLE
        ),
        f"  mot de passe de tous\u00a0: {PASSWORD}",
    ]


def _prepare(options: argparse.Namespace, folder: Path) -> bool:
    """Make the data when there are none; whether they were made."""
    from terreau.web.config.installation import install
    from terreau.web.config.start import installed

    source = _source(options.workbook) if options.workbook or not installed() else None
    progress = Progress(quiet=False)
    progress("Préparation de la démonstration", 0.0)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "demonstration").touch()
    install(lambda sentence: print(sentence))
    from terreau.web.config import demonstration, founding

    made = not founding.founded()
    if made:
        progress("Chargement de l’exemple", 0.5)
        demonstration.fill(source or _source(None))
    progress.close()
    return made


def _refuse_other(folder: Path) -> None:
    """Refuse a folder that already holds something else: real data never become a demonstration."""
    from terreau.problems import Problem, Refused

    if folder.exists() and any(folder.iterdir()) and not (folder / "demonstration").exists():
        raise Refused([Problem("not-a-demonstration", "", f"«\u00a0{folder}\u00a0» contient autre chose "
                               "qu’une démonstration\u00a0: rien n’y a été touché.",
                               "Enlevez TERREAU_DATA, ou donnez-lui un dossier vide.")])  # fmt: skip


def _demo(options: argparse.Namespace) -> Outcome:
    folder = Path(os.environ.get("TERREAU_DATA") or _FOLDER).resolve()
    os.environ |= {"TERREAU_DATA": str(folder), "TERREAU_DEMONSTRATION": "1"}
    _refuse_other(folder)
    if options.reset:
        from terreau.web.config.erasing import erase

        erase(folder)
    made = _prepare(options, folder)
    if options.no_serve:
        said = "Démonstration prête" if made else "Démonstration déjà prête, gardée telle quelle"
        return Outcome(sentences=[f"{said}\u00a0: {folder}", *_accounts()])
    lines = _accounts()
    return serve.run_all(
        serve.HOST,
        options.port,
        lambda: print("\n".join([*lines, "Ctrl-C pour arrêter."]), flush=True),
    )
