"""A référentiel of one's own, given on the command line beside those that ship."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from terreau.cli.commands.paths import existing

if TYPE_CHECKING:
    from terreau.framework import Framework

__all__ = ["add_option", "chosen", "named", "own"]


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--framework` to a command."""
    parser.add_argument(
        "--framework",
        default="",
        metavar="DOSSIER",
        help="un autre référentiel que celui qui est livré",
    )


def own(options: argparse.Namespace) -> tuple[Framework, ...]:
    """Return the référentiel given, if one was; Refused with every problem when it has some."""
    from terreau import framework

    return (framework.load(existing(options.framework)),) if options.framework else ()


def chosen(options: argparse.Namespace) -> Framework:
    """Return the référentiel given, or the one that ships."""
    from terreau import framework

    return next(iter(own(options)), None) or framework.default()


def named(options: argparse.Namespace, identifier: str) -> Framework:
    """Return the référentiel `identifier`, given or shipped; Refused when it is neither."""
    from terreau import framework

    given = {candidate.identifier: candidate for candidate in own(options)}
    return given.get(identifier) or framework.by_identifier(identifier)
