"""What the command says: sentences for people, one JSON object for programs, progress on the way."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from terreau.i18n.catalogue import ngettext
from terreau.i18n.numbers import format_integer
from terreau.problems import Problem

__all__ = ["Outcome", "Progress", "report"]

DONE, REFUSED, WRONG_COMMAND, INTERNAL = 0, 1, 2, 3


class Outcome:
    """What a command ends with: problems, sentences, and values for `--json`."""

    def __init__(
        self,
        problems: Iterable[Problem] = (),
        sentences: Iterable[str] = (),
        titles: tuple[str, str] = ("À corriger (1)\u00a0:", "À corriger ({n})\u00a0:"),
        **values: Any,
    ) -> None:
        self.problems = tuple(problems)
        self.sentences = tuple(sentences)
        self.titles = titles  # said above the errors: one, several
        self.values = values

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that refuse the data."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that are said and accepted."""
        return tuple(p for p in self.problems if p.severity != "error")

    @property
    def code(self) -> int:
        """Exit code: 0 done, 1 data refused."""
        return REFUSED if self.errors else DONE


class Progress:
    """One line on standard error, rewritten on a terminal, one line by step elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._last = ""

    def __call__(self, step: str, share: float) -> None:
        """Show `step` and how much of it is done (0 to 1)."""
        if self._quiet:
            return
        step = step[:1].upper() + step[1:]
        if self._live:
            print(
                f"\r\033[K{step}… {share:4.0%}".replace("%", "\u00a0%"),
                end="",
                file=sys.stderr,
                flush=True,
            )
        elif step != self._last:
            print(f"{step}…", file=sys.stderr, flush=True)
        self._last = step

    def close(self) -> None:
        """Leave the line clean."""
        if self._live and self._last and not self._quiet:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _said(problems: tuple[Problem, ...], singular: str, plural: str) -> None:
    if not problems:
        return
    title = ngettext(singular, plural, len(problems)).format(n=format_integer(len(problems)))
    print(title, file=sys.stderr)
    for problem in problems:
        print(f"  • {problem.sentence()}", file=sys.stderr)


def report(outcome: Outcome, *, as_json: bool) -> int:
    """Print `outcome` and return the exit code."""
    if as_json:
        print(
            json.dumps(
                {
                    "status": "refused" if outcome.errors else "done",
                    "errors": [p.as_dict() for p in outcome.errors],
                    "warnings": [p.as_dict() for p in outcome.warnings],
                    **outcome.values,
                },
                ensure_ascii=False,
                sort_keys=True,
            )
        )
        return outcome.code
    _said(outcome.warnings, "À savoir (1)\u00a0:", "À savoir ({n})\u00a0:")
    _said(outcome.errors, *outcome.titles)
    for sentence in outcome.sentences:
        print(sentence)
    return outcome.code
