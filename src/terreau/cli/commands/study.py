"""`terreau study run | compare`: from a workbook to an opened catalogue, twice the same."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from terreau.cli.commands.paths import existing, folder_to_write
from terreau.cli.output import Outcome, Progress
from terreau.problems import Problem, Refused

if TYPE_CHECKING:
    from terreau.formats.tables import Dataset

__all__ = ["add_to"]

MARK = "manifest.json"


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the family of commands to the parser."""
    room = commands.add_parser("study", help="l’étude\u00a0: la faire, en comparer deux")
    actions = room.add_subparsers(dest="action", metavar="action", required=True)
    run = actions.add_parser("run", help="figer les données, calculer, publier")
    run.add_argument("data", metavar="ENTRÉE", help="classeur, ou dossier ou ZIP de données figées")
    run.add_argument("--plan", metavar="PLAN.toml", help="plan d’analyse (par défaut, tout ce qui peut être décrit)")
    run.add_argument("-o", "--output", required=True, metavar="DOSSIER", help="où écrire l’étude")
    run.add_argument("--open", action="store_true", help="ouvrir la page d’accueil de l’étude à la fin")
    run.add_argument("--json", action="store_true", help="répondre en JSON")
    run.set_defaults(run=_run)
    compare = actions.add_parser("compare", help="dire si deux études disent la même chose")
    compare.add_argument("first", metavar="A", help="dossier d’une étude")
    compare.add_argument("second", metavar="B", help="dossier d’une autre étude")
    compare.add_argument("--json", action="store_true", help="répondre en JSON")
    compare.set_defaults(run=_compare)


def _load(path: Path, snapshot_folder: Path) -> tuple[Dataset, tuple[Problem, ...]]:
    """Freeze what `path` holds into `snapshot_folder`; Refused when something is to be mended."""
    from terreau.formats import snapshot, workbook

    if path.is_dir() or snapshot.is_snapshot(path):
        dataset, consents, warnings = snapshot.read_snapshot(path), None, ()
    else:
        read = workbook.read(path, today=date.today())  # noqa: DTZ011 - where the person sits
        if read.dataset is None:
            raise Refused(read.problems)
        dataset, consents = workbook.to_snapshot(read.dataset)
        warnings = read.problems
    snapshot.write_snapshot(dataset, snapshot_folder, consents)
    return dataset, warnings


def _run(options: argparse.Namespace) -> Outcome:
    from terreau import framework, gazetteer
    from terreau.publishing.publish import publish
    from terreau.study import manifest, plan, results, run

    source, target = existing(options.data), Path(options.output)
    progress = Progress(quiet=options.json)
    plan_path = existing(options.plan) if options.plan else None
    try:
        with folder_to_write(target, MARK) as folder:
            progress("Lecture des données", 0)
            dataset, warnings = _load(source, folder / "donnees")
            chosen = plan.read_plan(plan_path) if plan_path else plan.default_plan(dataset)
            ect = framework.by_identifier(dataset.framework)
            found = run.run(dataset, chosen, ect, gazetteer.default(), progress=progress)
            results.write_results(found, folder / "results.json")
            publish(folder, progress=progress, publications=chosen.publications)
            progress("Scellé", 1)
            manifest.seal(folder, chosen)
    finally:
        progress.close()
    sentences = [
        f"Étude écrite\u00a0: {target}",
        f"  pour l’équipe (ne pas diffuser)\u00a0: {target / 'sortie' / 'interne' / 'index.html'}",
        f"  publique\u00a0: {target / 'sortie' / 'public' / 'index.html'}",
    ]
    if options.open:
        _open(target / "sortie" / "interne" / "index.html")
    refused = {name: a["reason"] for name, a in found["analyses"].items() if a["status"] == "refused"}
    return Outcome(warnings, sentences, folder=str(target), refused=refused)


def _open(page: Path) -> None:
    """Show `page` where there is a desktop; a server has none and is left in peace."""
    import os
    import sys
    import webbrowser

    if sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(page.resolve().as_uri())


def _compare(options: argparse.Namespace) -> Outcome:
    from terreau.study.compare import compare

    differences = compare(existing(options.first), existing(options.second))
    same = "Les deux études disent la même chose."
    return Outcome(differences, [] if any(d.severity == "error" for d in differences) else [same])
