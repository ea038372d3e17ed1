"""`terreau framework check | export`: the référentiel, verified, printed."""

from __future__ import annotations

import argparse
from pathlib import Path

from terreau.cli.commands.paths import existing, file_to_write
from terreau.cli.output import Outcome
from terreau.problems import Problem, Refused

__all__ = ["add_to"]

FORMATS = ("pdf", "html", "docx", "json", "toml")


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the family of commands to the parser."""
    room = commands.add_parser("framework", help="le référentiel\u00a0: le vérifier, l’imprimer")
    actions = room.add_subparsers(dest="action", metavar="action", required=True)
    check = actions.add_parser("check", help="dire tout ce qui est à corriger dans un référentiel")
    check.add_argument(
        "folder", nargs="?", default="", metavar="DOSSIER", help="par défaut, celui qui est livré"
    )
    check.add_argument("--json", action="store_true", help="répondre en JSON")
    check.set_defaults(run=_check)
    export = actions.add_parser("export", help="écrire le livret, ou les données, d’un référentiel")
    export.add_argument(
        "folder", nargs="?", default="", metavar="DOSSIER", help="par défaut, celui qui est livré"
    )
    export.add_argument("-o", "--output", required=True, metavar="FICHIER",
                        help="livret.pdf, .html ou .docx\u00a0; données .json, ou dossier pour les TOML")  # fmt: skip
    export.add_argument("--format", choices=FORMATS, help="par défaut, d’après le nom du fichier")
    export.add_argument("--force", action="store_true", help="remplacer le fichier s’il existe")
    export.add_argument("--json", action="store_true", help="répondre en JSON")
    export.set_defaults(run=_export)


def _check(options: argparse.Namespace) -> Outcome:
    from terreau import framework

    if options.folder:
        problems = framework.check(existing(options.folder))
        if problems:
            return Outcome(problems)
    ect = framework.load(existing(options.folder)) if options.folder else framework.default()
    sentence = (
        f"Rien à corriger\u00a0: {ect.identifier}, {len(ect.pillars)} piliers, "
        f"{len(ect.variables)} variables, {len(ect.phases)} phases."
    )
    return Outcome(sentences=[sentence], framework=ect.identifier)


def _kind(target: Path) -> str:
    """Return the format that the name of the file asks for; a name without extension is a folder."""
    suffix = target.suffix.lstrip(".").lower()
    if suffix in FORMATS:
        return suffix
    if not suffix or suffix.isdigit():  # « mon-referentiel/0.2 » is a folder
        return "toml"
    message = f"Le format «\u00a0{suffix}\u00a0» n’est pas connu."
    raise Refused([Problem("format", "-o", message, f"Formats\u00a0: {', '.join(FORMATS)}.")])


def _export(options: argparse.Namespace) -> Outcome:
    from terreau import framework

    ect = framework.load(existing(options.folder)) if options.folder else framework.default()
    target = Path(options.output)
    kind = options.format or _kind(target)
    if kind == "toml":
        framework.export_toml(ect, target)
    else:
        with file_to_write(target, force=options.force) as temporary:
            _write(ect, temporary, kind)
    return Outcome(sentences=[f"Référentiel écrit\u00a0: {target}"], file=str(target))


def _write(ect: object, path: Path, kind: str) -> None:
    import json

    from terreau import framework
    from terreau.publishing.booklet import write_booklet

    if kind == "json":
        text = json.dumps(framework.as_dict(ect), ensure_ascii=False, indent=2, sort_keys=True)  # type: ignore[arg-type]
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    else:
        write_booklet(ect, path, kind)  # type: ignore[arg-type]
