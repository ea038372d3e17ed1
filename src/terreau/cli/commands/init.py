"""`terreau init`: a first installation, its account, its workspace; a second one changes nothing."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from terreau.cli.output import Outcome, Progress

__all__ = ["add_to"]

_MODELS = (
    ("cooperative", "une coopérative qui accompagne des projets"),
    ("places", "un réseau de tiers-lieux"),
    ("leader", "un programme LEADER"),
)


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser("init", help="installer\u00a0: données, premier compte, structure")
    parser.add_argument("--structure", metavar="NOM", help="le nom de la structure")
    parser.add_argument(
        "--model", choices=[code for code, _said in _MODELS], metavar="MODÈLE",
        help="ce qu’elle est\u00a0: cooperative, places (réseau de tiers-lieux) ou leader",
    )  # fmt: skip
    parser.add_argument("--code", metavar="MOT", default="",
                        help="son mot dans les adresses (par défaut tiré du nom)")  # fmt: skip
    parser.add_argument("--email", metavar="ADRESSE", help="l’adresse de qui administrera")
    parser.add_argument("--name", metavar="NOM", help="son nom")
    parser.add_argument(
        "--password-file", metavar="FICHIER",
        help="un fichier qui contient son mot de passe (sinon il est demandé, ou fait et montré)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=_init, parser=parser)


def _ask(question: str, given: str | None) -> str:
    while not given:
        given = input(f"{question}\u00a0: ").strip()
    return given


def _ask_model(given: str | None) -> str:
    if given:
        return given
    print("Ce qu’elle est\u00a0:")
    for rank, (_code, said) in enumerate(_MODELS, 1):
        print(f"  {rank}. {said}")
    while True:
        answer = input("Votre choix (1, 2 ou 3)\u00a0: ").strip()
        if answer in {"1", "2", "3"}:
            return _MODELS[int(answer) - 1][0]


def _ask_password(options: argparse.Namespace, *, alone: bool) -> tuple[str, bool]:
    """Return the password, and whether it was made here and must be shown."""
    from terreau.web.config.founding import new_password

    if options.password_file:
        return Path(options.password_file).read_text(encoding="utf-8").strip(), False
    if alone:
        return new_password(), True
    while True:
        first = getpass(
            "Mot de passe (dix signes au moins\u00a0; vide\u00a0: Terreau en fait un)\u00a0: "
        )
        if not first:
            return new_password(), True
        if first == getpass("Encore une fois\u00a0: "):
            return first, False
        print("Les deux ne sont pas les mêmes.")


def _complete(options: argparse.Namespace, *, alone: bool) -> None:
    """Stop with code 2 when nobody can be asked for what is missing."""
    wanted = {"--structure": options.structure, "--model": options.model,
              "--email": options.email, "--name": options.name}  # fmt: skip
    missing = [option for option, value in wanted.items() if not value]
    if missing and alone:
        options.parser.error(f"Il manque\u00a0: {', '.join(missing)}.")


def _init(options: argparse.Namespace) -> Outcome:
    alone = options.json or not sys.stdin.isatty()
    from terreau.web.config.environment import data_folder
    from terreau.web.config.installation import install, open_installation
    from terreau.web.config.start import installed

    if not installed():
        _complete(options, alone=alone)
    else:
        folder = open_installation()
        from terreau.web.config import founding, migrating

        # a PostgreSQL base is there before anything is in it
        held = [] if migrating.state().empty else founding.founded()
        if held:
            names = [f"{one.name} (/e/{one.code}/)" for one in held]
            said = [f"Déjà installé dans {folder}. Rien n’a été changé.",
                    f"  structures\u00a0: {', '.join(names)}"]  # fmt: skip
            return Outcome(sentences=said, folder=str(folder), new=False,
                           workspaces=[one.code for one in held])  # fmt: skip
        _complete(options, alone=alone)
    progress = Progress(quiet=options.json)
    progress("Préparation des données", 0.0)
    sentences: list[str] = []
    install(sentences.append)
    progress.close()
    return _found(options, data_folder(), sentences, alone=alone)


def _found(
    options: argparse.Namespace, folder: Path, sentences: list[str], *, alone: bool
) -> Outcome:
    from terreau.web.config import founding

    structure = _ask("Nom de la structure", options.structure)
    model = _ask_model(options.model)
    email = _ask("Votre adresse électronique", options.email)
    name = _ask("Votre nom", options.name)
    password, made = _ask_password(options, alone=alone)
    workspace = founding.found(
        founding.First(structure, model, options.code, email, name, password)
    )
    values: dict[str, Any] = {"password": password} if made else {}
    sentences += [
        f"Installé dans {folder}",
        f"  structure\u00a0: {workspace.name} (/e/{workspace.code}/)",
        f"  compte\u00a0: {email.strip().lower()}",
    ]
    if made:
        sentences.append(f"  mot de passe, montré une seule fois\u00a0: {password}")
    sentences.append("  pour ouvrir l’application\u00a0: terreau serve")
    return Outcome(sentences=sentences, folder=str(folder), new=True,
                   workspaces=[workspace.code], **values)  # fmt: skip
