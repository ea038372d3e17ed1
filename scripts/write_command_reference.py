"""Write docs/guide/commandes.md from the parser itself; a test fails when it is stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from terreau.cli.main import build_parser

TARGET = Path(__file__).resolve().parents[1] / "docs" / "guide" / "commandes.md"
INTRODUCTION = """# Les commandes

Page écrite par `make docs` depuis la commande elle-même. Chaque commande répond en français ; avec
`--json`, elle répond par un seul objet, pour les programmes. Codes de sortie : 0 fait, 1 données
refusées (avec les raisons), 2 commande mal écrite, 3 panne.
"""


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield every command that does something, in the order of the help."""
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for child in action.choices.values():
            yield from parsers(child)


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield one line of the table by argument."""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        name = ", ".join(f"`{o}`" for o in action.option_strings) or f"`{action.metavar}`"
        value = f" `{action.metavar}`" if action.option_strings and action.metavar else ""
        yield f"| {name}{value} | {action.help} |"


def reference() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    for parser in parsers(build_parser()):
        lines = "\n".join(options(parser))
        parts.append(f"## `{parser.prog}`\n\n| argument | ce qu’il fait |\n|---|---|\n{lines}\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
