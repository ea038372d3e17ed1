"""A référentiel of one's own, given on the command line beside those that ship."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from terreau.cli.commands.paths import existing

if TYPE_CHECKING:
    from terreau.framework import Framework

__all__ = ["add_option", "chosen", "named", "own"]


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--framework` to a command."""
    parser.add_argument(
        "--framework",
        action="append",
        default=[],
        metavar="DOSSIER",
        help="un autre référentiel que celui qui est livré (plusieurs fois s’il y en a plusieurs)",
    )


def own(options: argparse.Namespace) -> tuple[Framework, ...]:
    """Return the référentiels given; Refused with every problem when one has some."""
    from terreau import framework

    return tuple(framework.load(existing(folder)) for folder in options.framework)


def chosen(options: argparse.Namespace) -> Framework:
    """Return the first référentiel given, or the one that ships."""
    from terreau import framework

    return next(iter(own(options)), None) or framework.default()


def named(
    options: argparse.Namespace, identifier: str, travelling: Sequence[Framework] = ()
) -> Framework:
    """Return the référentiel `identifier`: given, come with the workbook, or shipped; else Refused."""
    from terreau import framework

    given = {candidate.identifier: candidate for candidate in (*travelling, *own(options))}
    return given.get(identifier) or framework.by_identifier(identifier)
