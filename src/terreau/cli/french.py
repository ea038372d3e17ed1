"""argparse in French: its own sentences, translated in one place."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from terreau.i18n.typography import NBSP

__all__ = ["Parser"]

_SENTENCES = {
    "usage: ": f"usage{NBSP}: ",
    "positional arguments": "arguments",
    "options": "options",
    "optional arguments": "options",
    "subcommands": "commandes",
    "show this help message and exit": "montrer cette aide et s’arrêter",
    "show program's version number and exit": "montrer la version et s’arrêter",
    "%(prog)s: error: %(message)s\n": f"%(message)s{NBSP}Voir «{NBSP}%(prog)s --help{NBSP}».\n",
    "the following arguments are required: %s": f"Il manque{NBSP}: %s.",
    "unrecognized arguments: %s": f"Argument inconnu{NBSP}: %s.",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        f"«{NBSP}%(value)s{NBSP}» n’existe pas. Choix possibles{NBSP}: %(choices)s."
    ),
    "argument %(argument_name)s: %(message)s": f"%(argument_name)s{NBSP}: %(message)s",
    "expected one argument": "une valeur est attendue.",
    "expected at least one argument": "au moins une valeur est attendue.",
    "ambiguous option: %(option)s could match %(matches)s": (
        f"«{NBSP}%(option)s{NBSP}» peut vouloir dire %(matches)s."
    ),
    "invalid %(type)s value: %(value)r": f"la valeur «{NBSP}%(value)s{NBSP}» ne convient pas.",
    "not allowed with argument %s": "ne va pas avec %s.",
}


def _translate(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence)


def _translate_plural(singular: str, plural: str, count: int) -> str:
    return _translate(singular if count == 1 else plural)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and errors are French; errors leave with exit code 2."""

    def __init__(self, *args: object, **options: object) -> None:
        # argparse looks its sentences up in its own module: this is the only hook it offers
        argparse._ = _translate  # type: ignore[attr-defined]
        argparse.ngettext = _translate_plural  # type: ignore[attr-defined]
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)  # type: ignore[arg-type]
        # argparse writes « title: »; French wants a space before the colon
        self._optionals.title = f"options{NBSP}"
        self._positionals.title = f"arguments{NBSP}"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and stop with exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{message} Voir «{NBSP}{self.prog} --help{NBSP}».\n")
