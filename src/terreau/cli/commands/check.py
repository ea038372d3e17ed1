"""`terreau check`: is this installation able to work, and what to do when it is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from terreau import __version__
from terreau.cli.output import Outcome
from terreau.problems import Problem, Refused

__all__ = ["add_to"]

REINSTALL = (
    "Réinstallez Terreau\u00a0: «\u00a0python -m pip install --force-reinstall terreau\u00a0»."
)


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser("check", help="vérifier que Terreau peut travailler ici")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=_check)


def _python() -> str:
    return f"Python {sys.version_info.major}.{sys.version_info.minor}"


def _framework() -> str:
    from terreau import framework

    ect = framework.default()
    return f"référentiel {ect.identifier}, {len(ect.variables)} variables"


def _gazetteer() -> str:
    from terreau import gazetteer
    from terreau.i18n import format_integer

    count = sum(1 for _ in gazetteer.default().communes())
    return f"{format_integer(count)} communes, code officiel {gazetteer.VINTAGE}"


def _fonts() -> str:
    from terreau.publishing import fonts

    return f"polices\u00a0: {len(list(fonts.typst_font_folder().glob('*.ttf')))} fichiers"


def _pdf() -> str:
    import typst

    typst.compile(b"Terreau", format="pdf")
    return "PDF\u00a0: le moteur répond"


def _workbooks() -> str:
    import python_calamine
    import xlsxwriter

    return f"classeurs\u00a0: lecture {python_calamine.__name__}, écriture {xlsxwriter.__name__}"


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("python", _python), ("framework", _framework), ("gazetteer", _gazetteer),
    ("workbooks", _workbooks), ("fonts", _fonts), ("pdf", _pdf),
)  # fmt: skip


def _installation() -> Iterator[tuple[str, Callable[[], list[str | Problem]]]]:
    from terreau.web.config.checking import checks

    yield from checks()


def _results() -> Iterator[str | Problem]:
    for name, function in (*CHECKS, *_installation()):
        try:
            said = function()
            yield from [said] if isinstance(said, str) else said
        except Refused as refusal:
            yield from refusal.problems
        except Exception as error:
            yield Problem(
                f"broken-{name}",
                name,
                f"ne fonctionne pas ({type(error).__name__}\u00a0: {error}).",
                REINSTALL,
            )


def _check(_options: argparse.Namespace) -> Outcome:
    found = list(_results())
    problems = [item for item in found if isinstance(item, Problem)]
    lines = [item for item in found if isinstance(item, str)]
    return Outcome(
        problems,
        [f"Terreau {__version__}", *(f"  {line}" for line in lines)],
        version=__version__,
        checks=lines,
    )
