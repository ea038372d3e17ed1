"""`terreau study run | compare`: from a workbook to an opened catalogue, twice the same."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from terreau.cli.commands import frameworks
from terreau.cli.commands.paths import existing, folder_to_write, frozen
from terreau.cli.output import Outcome, Progress
from terreau.problems import Problem, Refused

if TYPE_CHECKING:
    from terreau.formats.tables import Dataset
    from terreau.framework import Framework

__all__ = ["add_to"]

MARK = "manifest.json"


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the family of commands to the parser."""
    room = commands.add_parser("study", help="l’étude\u00a0: la faire, en comparer deux")
    actions = room.add_subparsers(dest="action", metavar="action", required=True)
    run = actions.add_parser("run", help="figer les données, calculer, publier")
    run.add_argument("data", metavar="ENTRÉE", help="classeur, ou dossier ou ZIP de données figées")
    run.add_argument(
        "--plan",
        metavar="PLAN.toml",
        help="plan d’analyse (par défaut, tout ce qui peut être décrit)",
    )
    run.add_argument("-o", "--output", required=True, metavar="DOSSIER", help="où écrire l’étude")
    frameworks.add_option(run)
    run.add_argument(
        "--open", action="store_true", help="ouvrir la page d’accueil de l’étude à la fin"
    )
    run.add_argument("--json", action="store_true", help="répondre en JSON")
    run.set_defaults(run=_run)
    compare = actions.add_parser("compare", help="dire si deux études disent la même chose")
    compare.add_argument("first", metavar="A", help="dossier d’une étude")
    compare.add_argument("second", metavar="B", help="dossier d’une autre étude")
    compare.add_argument("--json", action="store_true", help="répondre en JSON")
    compare.set_defaults(run=_compare)


def _load(
    options: argparse.Namespace,
) -> tuple[Dataset, Mapping[str, Any], tuple[Problem, ...], tuple[Framework, ...]]:
    """Return the frozen data, what consents took out, what to know, and the référentiels come with them.

    Refused when something is to be mended.
    """
    from terreau.formats import snapshot, workbook

    path = frozen(existing(options.data))
    if snapshot.is_snapshot(path):
        return snapshot.read_snapshot(path), snapshot.read_manifest(path)["consents"], (), ()
    today = date.today()  # noqa: DTZ011 - the day on the wall, where the person sits
    read = workbook.read(path, today=today, frameworks=frameworks.own(options))
    if read.dataset is None:
        raise Refused(read.problems)
    return *workbook.to_snapshot(read.dataset), read.problems, read.frameworks


def _write(
    options: argparse.Namespace, folder: Path, progress: Progress
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Fill `folder` with the whole study; return what was found and what to know."""
    from terreau import gazetteer
    from terreau.formats import snapshot
    from terreau.publishing.publish import publish
    from terreau.study import manifest, plan, results, run

    chosen = plan.read_plan(existing(options.plan)) if options.plan else None
    progress("Lecture des données", 0)
    dataset, consents, warnings, travelling = _load(options)
    chosen = chosen or plan.default_plan(dataset)
    ect = frameworks.named(options, dataset.framework, travelling)
    snapshot.write_snapshot(dataset, folder / "donnees", consents, ect)
    found = run.run(dataset, chosen, ect, gazetteer.default(), progress=progress)
    results.write_results(found, folder / "results.json")
    publish(folder, ect, progress=progress, publications=chosen.publications)
    progress("Scellé", 1)
    manifest.seal(folder, chosen)
    return found, warnings


def _run(options: argparse.Namespace) -> Outcome:
    target = Path(options.output)
    progress = Progress(quiet=options.json)
    try:
        with folder_to_write(target, MARK) as folder:
            found, warnings = _write(options, folder, progress)
    finally:
        progress.close()
    inside = target / "sortie"
    sentences = [
        f"Étude écrite\u00a0: {target}",
        f"  pour l’équipe (ne pas diffuser)\u00a0: {inside / 'interne' / 'index.html'}",
        f"  pour tous\u00a0: {inside / 'public' / 'index.html'}",
    ]
    if options.open:
        _open(inside / "interne" / "index.html")
    refused = {
        name: a["reason"] for name, a in found["analyses"].items() if a["status"] == "refused"
    }
    return Outcome(warnings, sentences, folder=str(target), refused=refused)


def _open(page: Path) -> None:
    """Show `page` where there is a desktop; a server has none and is left in peace."""
    import os
    import sys
    import webbrowser

    if (
        sys.platform in {"win32", "darwin"}
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
    ):
        webbrowser.open(page.resolve().as_uri())


def _compare(options: argparse.Namespace) -> Outcome:
    from terreau.study.compare import compare

    differences = compare(existing(options.first), existing(options.second))
    same = "Les deux études disent la même chose."
    return Outcome(
        differences,
        [] if any(d.severity == "error" for d in differences) else [same],
        titles=("Ce qui les sépare (1)\u00a0:", "Ce qui les sépare ({n})\u00a0:"),
    )
