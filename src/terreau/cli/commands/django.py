"""`terreau django …`: the commands of Django on the installation, for who knows them."""

from __future__ import annotations

import argparse

from terreau.cli.output import Outcome

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser("django", help="les commandes de Django, pour qui les connaît")
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="COMMANDE", help="la commande et ses options"
    )
    parser.set_defaults(run=_django)


def _django(options: argparse.Namespace) -> Outcome:
    from terreau.web.config.start import start

    start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["terreau django", *options.words])
    return Outcome()
