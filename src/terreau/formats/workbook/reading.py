"""Reading a workbook: all of it, or nothing and every reason why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from terreau.formats.tables import TABLES, Dataset, Table, arrow_columns
from terreau.formats.workbook.about import About, find_framework, read_about
from terreau.formats.workbook.cells import Rules
from terreau.formats.workbook.checks import Parsed, check_tables
from terreau.formats.workbook.columns import SheetReader
from terreau.formats.workbook.faults import Fault, Listing, cited, nearest, sheet_place
from terreau.formats.workbook.foreign import describe, is_foreign
from terreau.formats.workbook.layout import ABOUT, FRAMEWORKS, OURS, sheet_aliases
from terreau.formats.workbook.opening import Source, is_open_elsewhere, open_source
from terreau.formats.workbook.sheets import Grid, grid_of, sheet_of
from terreau.framework import Framework, from_files, shipped
from terreau.gazetteer import Commune, Gazetteer
from terreau.gazetteer import default as default_gazetteer
from terreau.i18n import fold, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused

__all__ = ["ReadResult", "read"]

_FICTIONAL_CODE = re.compile(r"00[0-9A-Z]{3}")


@dataclass(frozen=True)
class ReadResult:
    """What was read: the data when nothing is wrong, and every problem, warnings included.

    `frameworks` are the référentiels that travelled with the workbook; `columns`, by table, those
    that it has: an empty cell says something, an absent column says nothing.
    """

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    frameworks: tuple[Framework, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _choose(source: Source, listing: Listing) -> dict[str, str]:
    """Return the sheet to read for each table; the others are said to be ignored."""
    known, chosen = sheet_aliases(), {}
    names = [declared.sheet for declared in TABLES]
    ours = {fold(name) for name in OURS}
    for name in source.book.sheet_names:
        declared = known.get(fold(name))
        near = nearest(name, names)
        if fold(name) in ours:
            continue
        if declared is None:
            message = _("Cette feuille n’est pas du modèle\u00a0: elle n’est pas lue.")
            hint = (
                _("S’il s’agit de {name}, renommez-la ainsi.").format(name=quote(near))
                if near
                else ""
            )
            listing.add(Problem("sheet-ignored", sheet_place(name), message, hint, "warning"))
        elif declared.name in chosen:
            message = _("Une autre feuille porte déjà ce nom\u00a0: celle-ci n’est pas lue.")
            listing.add(
                Problem("sheet-duplicate", sheet_place(name), message, _("Gardez-en une seule."))
            )
        else:
            chosen[declared.name] = name
    return chosen


def _about_grid(source: Source) -> Grid | None:
    name = next((n for n in source.book.sheet_names if fold(n) == fold(ABOUT)), None)
    return grid_of(source, name) if name else None


def _travelling(source: Source, listing: Listing) -> tuple[Framework, ...]:
    """Return the référentiels beside the workbook; what is wrong in one is said with its folder."""
    found = []
    for folder, files in source.beside.frameworks.items():
        try:
            found.append(from_files(files))
        except Refused as refusal:
            place = _("dossier {name}").format(name=quote(FRAMEWORKS + folder))
            for problem in refusal.problems:
                listing.add(replace(problem, where=f"{place}, {problem.where}".rstrip(", ")))
    return tuple(found)


def _others(framework: Framework, frameworks: Sequence[Framework]) -> tuple[Framework, ...]:
    """Return the other référentiels whose phases a row may name."""
    known = (*frameworks, *shipped())
    return tuple(one for one in known if one.identifier != framework.identifier)


def _extra_communes(parsed: Parsed | None, gazetteer: Gazetteer, listing: Listing) -> Gazetteer:
    """Return the gazetteer with the imagined communes of the workbook."""
    if parsed is None or not parsed.lines:
        return gazetteer
    names = ("code", "name", "population", "longitude", "latitude")
    extra, faults = [], []
    for line, code, name, population, longitude, latitude in zip(
        parsed.lines, *(parsed.values(column) for column in names), strict=True
    ):
        if code is None or gazetteer.resolve(code).status == "current":
            continue
        if _FICTIONAL_CODE.fullmatch(code):
            extra.append(Commune(code, name or code, population=population,
                                 longitude=longitude, latitude=latitude))  # fmt: skip
        else:
            message = _("{code} n’est ni une commune connue ni un code imaginé.").format(
                code=cited(code)
            )
            hint = _("Un code imaginé a cinq caractères et commence par 00\u00a0: 00101.")
            faults.append((line, Fault("commune-code", message, hint)))
    listing.column(parsed.sheet, parsed.table.column("code").header, faults)
    return gazetteer.with_extra(extra) if extra else gazetteer


def _check_ratings_framework(
    parsed: Parsed | None, frameworks: Sequence[Framework], listing: Listing
) -> None:
    if parsed is None:
        return
    values = parsed.values("framework")
    unknown = {v for v in set(values) if v is not None and find_framework(v, frameworks) is None}
    faults = []
    for line, value in zip(parsed.lines, values, strict=True):
        if value in unknown:
            message = _("Le référentiel {name} n’est pas connu ici.").format(name=cited(value))
            faults.append(
                (line, Fault("framework-unknown", message, _("Corrigez, ou laissez vide.")))
            )
    listing.column(parsed.sheet, parsed.table.column("framework").header, faults)


def _dataset(tables: Mapping[str, Parsed], about: About) -> Dataset:
    arrow = {
        name: arrow_columns(p.table, p.columns, len(p.lines), added=p.added, workbook=True)
        for name, p in tables.items()
        if p.lines
    }
    return Dataset(arrow, about.framework.identifier, fictional=about.fictional, workbook=True,
                   title=about.title, as_of=about.as_of)  # fmt: skip


def _no_cases(tables: Mapping[str, Parsed], declared: Table, listing: Listing) -> None:
    if "cases" not in tables:
        message = _("La feuille {name} manque.").format(name=quote(declared.sheet))
        hint = _("«\u00a0terreau workbook new\u00a0» en écrit une, vide, avec ses titres.")
        listing.add(Problem("sheet-missing", "", message, hint))
    elif not any(parsed.lines for parsed in tables.values()):
        message = _("Ce classeur est vide\u00a0: aucune ligne n’y est remplie.")
        listing.add(
            Problem(
                "workbook-empty",
                "",
                message,
                _("Commencez par {name}.").format(name=quote(declared.sheet)),
            )
        )


def _open_elsewhere() -> Problem:
    message = _(
        "Ce classeur est ouvert dans un tableur\u00a0: ce qui n’y est pas enregistré n’est pas lu."
    )
    return Problem("open-elsewhere", "", message, severity="warning")


def _read(
    source: Source,
    today: date,
    frameworks: Sequence[Framework],
    listing: Listing,
    held: dict[str, frozenset[str]],
) -> Dataset | None:
    chosen = _choose(source, listing)
    if is_foreign(source, chosen):
        listing.problems = describe(source)
        return None
    if source.old:
        message = _(
            "Dans l’ancien format xls, une formule en erreur est lue comme une cellule vide."
        )
        hint = _("Pour qu’elle soit signalée, enregistrez au format xlsx.")
        listing.add(Problem("old-format", "", message, hint, "warning"))
    about = read_about(_about_grid(source), today, listing, frameworks)
    others = _others(about.framework, frameworks)
    gazetteer, tables = default_gazetteer(), {}
    # first the communes that people add: the other sheets may name them
    ordered = sorted(TABLES, key=lambda declared: declared.name != "communes")
    for declared in ordered:
        if declared.name not in chosen:
            continue
        sheet = sheet_of(grid_of(source, chosen[declared.name]), declared, listing)
        held[declared.name] = frozenset(sheet.columns)
        rules = Rules(about.framework, gazetteer, today, others)
        reader = SheetReader(
            rules, about.framework.identifier, source.beside.documents, listing, frameworks
        )
        tables[declared.name] = reader.read(sheet)
        if declared.name == "communes":
            gazetteer = _extra_communes(tables["communes"], gazetteer, listing)
    _no_cases(tables, TABLES[0], listing)
    if about.structure and "cases" in tables:
        cases = tables["cases"]
        cases.columns["structure"] = [v or about.structure for v in cases.values("structure")]
    check_tables(tables, listing)
    _check_ratings_framework(tables.get("ratings"), frameworks, listing)
    listing.sort(source.book.sheet_names)
    return None if listing.refused else _dataset(tables, about)


def read(path: Path | str, *, today: date, frameworks: Sequence[Framework] = ()) -> ReadResult:
    """Read a workbook (xlsx, xls, ods, or the ZIP that holds one and its long texts).

    Parameters
    ----------
    path : Path
        Any file: one that is no workbook gives a problem, never an exception.
    today : datetime.date
        After it, a fact is in the future.
    frameworks : sequence of Framework
        Référentiels of one's own, accepted besides those that ship.

    Returns
    -------
    ReadResult
        Its dataset is None as soon as one problem is an error: nothing is accepted in part.
    """
    listing = Listing()
    held: dict[str, frozenset[str]] = {}
    try:
        source = open_source(path)
        if is_open_elsewhere(Path(path)):
            listing.add(_open_elsewhere())
        travelling = _travelling(source, listing)
        dataset = _read(source, today, (*frameworks, *travelling), listing, held)
    except Refused as refusal:
        return ReadResult(None, (*listing.problems, *refusal.problems))
    return ReadResult(dataset, tuple(listing.problems), travelling, held)
