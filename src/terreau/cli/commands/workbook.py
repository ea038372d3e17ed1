"""`terreau workbook new | check | export`: the Excel workbook, empty, checked, filled from data or the application."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from terreau.cli.commands import frameworks
from terreau.cli.commands.paths import existing, file_to_write, frozen, quoted
from terreau.cli.output import Outcome, Progress

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the family of commands to the parser."""
    room = commands.add_parser("workbook", help="le classeur\u00a0: vide, vérifié, rempli")
    actions = room.add_subparsers(dest="action", metavar="action", required=True)
    _add_new(actions)
    _add_check(actions)
    _add_export(actions)


def _add_new(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    new = actions.add_parser("new", help="écrire un classeur vide, prêt à remplir")
    new.add_argument("file", metavar="FICHIER.xlsx", help="le classeur à écrire")
    new.add_argument("--title", default="", help="titre des données")
    new.add_argument(
        "--date", default="", metavar="AAAA-MM-JJ", help="date des données (par défaut aujourd’hui)"
    )
    new.add_argument(
        "--departements", default="", metavar="39,44", help="communes proposées (par défaut toutes)"
    )
    frameworks.add_option(new)
    new.add_argument("--force", action="store_true", help="remplacer le fichier s’il existe")
    new.add_argument("--json", action="store_true", help="répondre en JSON")
    new.set_defaults(run=_new)


def _add_check(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    check = actions.add_parser("check", help="dire tout ce qui est à corriger, à sa place")
    check.add_argument("file", metavar="FICHIER", help="xlsx, xls, ods, ou zip écrit par Terreau")
    frameworks.add_option(check)
    check.add_argument("--json", action="store_true", help="répondre en JSON")
    check.set_defaults(run=_check)


def _add_export(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    export = actions.add_parser(
        "export", help="remplir un classeur depuis l’application ou depuis des données figées"
    )
    export.add_argument(
        "snapshot",
        metavar="DONNÉES",
        nargs="?",
        default="",
        help="dossier ou ZIP de données figées",
    )
    export.add_argument(
        "--workspace", metavar="MOT", default="",
        help="une structure de l’application, par son mot dans les adresses",
    )  # fmt: skip
    export.add_argument(
        "-o", "--output", required=True, metavar="FICHIER.xlsx", help="le classeur à écrire"
    )
    frameworks.add_option(export)
    export.add_argument("--force", action="store_true", help="remplacer le fichier s’il existe")
    export.add_argument("--json", action="store_true", help="répondre en JSON")
    export.set_defaults(run=_export, parser=export)


def _day(text: str) -> date:
    """Return the day asked for; today when none is. The command line is where the clock is read."""
    from terreau.i18n import parse_date
    from terreau.problems import Problem, Refused

    if not text:
        return date.today()  # noqa: DTZ011 - the day on the wall, where the person sits
    when = parse_date(text)
    if when is None or not when.exact:
        raise Refused(
            [
                Problem(
                    "date",
                    "--date",
                    f"«\u00a0{text}\u00a0» n’est pas un jour.",
                    "Attendu\u00a0: AAAA-MM-JJ.",
                )
            ]
        )
    return when.earliest


def _xlsx(name: str) -> Path:
    """Return the file to write: a workbook without its extension would open nowhere."""
    path = Path(name)
    return path if path.suffix.lower() == ".xlsx" else Path(f"{path}.xlsx")


def _departements(text: str) -> tuple[str, ...]:
    """Return the codes asked for; Refused when one has no commune."""
    from terreau import gazetteer
    from terreau.problems import Problem, Refused

    words = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
    codes = tuple(word.upper().zfill(2) for word in words)
    known = {commune.departement for commune in gazetteer.default().communes()} if codes else set()
    hint = "Écrivez des numéros, séparés par une virgule\u00a0: 39,2A,974."
    problems = [
        Problem(
            "departement", "--departements", f"«\u00a0{word}\u00a0» n’est pas un département.", hint
        )
        for word, code in zip(words, codes, strict=True)
        if code not in known
    ]
    if problems:
        raise Refused(problems)
    return codes


def _new(options: argparse.Namespace) -> Outcome:
    from terreau import gazetteer
    from terreau.formats import workbook

    target = _xlsx(options.file)
    departements = _departements(options.departements)
    with file_to_write(target, force=options.force) as temporary:
        workbook.new(
            temporary, frameworks.chosen(options), gazetteer.default(),
            title=options.title, as_of=_day(options.date), departements=departements,
        )  # fmt: skip
    sentences = [
        f"Classeur écrit\u00a0: {target}",
        f"  une fois rempli\u00a0: terreau workbook check {quoted(target)}",
    ]
    return Outcome(sentences=sentences, file=str(target))


def _check(options: argparse.Namespace) -> Outcome:
    from terreau.formats import workbook

    progress = Progress(quiet=options.json)
    progress("Lecture du classeur", 0)
    result = workbook.read(
        existing(options.file), today=_day(""), frameworks=frameworks.own(options)
    )
    progress.close()
    counts = {name: n for name, n in result.dataset.counts().items() if n} if result.dataset else {}
    sentences = []
    if result.dataset is not None:
        from terreau.formats.tables import table
        from terreau.i18n import format_integer

        held = ", ".join(f"{table(name).sheet} {format_integer(n)}" for name, n in counts.items())
        sentences = [
            f"Rien à corriger. Lignes lues\u00a0: {held or 'aucune'}.",
            f"  pour faire l’étude\u00a0: terreau study run {quoted(Path(options.file))} -o mon-etude --open",
        ]
    elif any(problem.where and problem.severity == "error" for problem in result.problems):
        sentences = [
            "Votre classeur n’a pas été modifié. Corrigez-le, enregistrez-le, puis refaites la même commande."
        ]
    return Outcome(result.problems, sentences, rows=counts)


def _export(options: argparse.Namespace) -> Outcome:
    if bool(options.snapshot) == bool(options.workspace):
        options.parser.error("Donnez des données figées, ou --workspace, l’un des deux.")
    return _export_workspace(options) if options.workspace else _export_snapshot(options)


def _written(
    options: argparse.Namespace,
    data: bytes,
    suffix: str,
    *,
    said: Sequence[str] = (),
    **values: Any,
) -> Outcome:
    """Write a workbook where it was asked; texts too long for a cell make it a ZIP."""
    target = Path(options.output).with_suffix(suffix)
    with file_to_write(target, force=options.force) as temporary:
        temporary.write_bytes(data)
    sentences = [f"Classeur écrit\u00a0: {target}", *(f"  {sentence}" for sentence in said)]
    return Outcome(sentences=sentences, file=str(target), **values)


def _export_workspace(options: argparse.Namespace) -> Outcome:
    from terreau.problems import Problem, Refused
    from terreau.web.config.installation import open_installation

    open_installation()
    from terreau.web.core.models import Workspace
    from terreau.web.core.records import note_act
    from terreau.web.exchange.exporting import export_workspace

    workspace = Workspace.objects.filter(code=options.workspace).first()
    if workspace is None:
        known = ", ".join(Workspace.objects.order_by("code").values_list("code", flat=True))
        message = f"Aucune structure ne s’appelle «\u00a0{options.workspace}\u00a0» ici."
        raise Refused([Problem("workspace-unknown", "--workspace", message,
                               f"Connues\u00a0: {known or 'aucune'}.")])  # fmt: skip
    progress = Progress(quiet=options.json)
    made = export_workspace(workspace, progress=progress)
    progress.close()
    done = _written(options, made.data, made.suffix, rows=made.counts, remarks=list(made.remarks), said=[
        *made.remarks, "il contient des propos et des noms\u00a0: gardez-le dans l’équipe",
    ])  # fmt: skip
    note_act(None, "export", workspace)
    return done


def _export_snapshot(options: argparse.Namespace) -> Outcome:
    from terreau import gazetteer
    from terreau.formats import workbook
    from terreau.formats.snapshot import read_snapshot

    dataset = read_snapshot(frozen(existing(options.snapshot)))
    ect = frameworks.named(options, dataset.framework)
    book = workbook.filled(dataset, ect, gazetteer.default())
    return _written(options, book.data, book.suffix)
