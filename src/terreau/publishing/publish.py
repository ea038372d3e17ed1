"""Write the publications of a study: what the team reads, what anyone may read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from terreau.formats.snapshot import read_snapshot
from terreau.framework import Framework, by_identifier
from terreau.gazetteer import default as default_gazetteer
from terreau.i18n import fold, format_integer
from terreau.i18n import gettext as _
from terreau.publishing.catalogue import build_catalogue
from terreau.publishing.columns import opened_columns
from terreau.publishing.datasheet import dictionary
from terreau.publishing.disclosure import Audience
from terreau.publishing.front import front_page, read_me
from terreau.publishing.material import Material
from terreau.publishing.provenance import provenance
from terreau.publishing.render.csv import render_csv
from terreau.publishing.render.docx import render_docx
from terreau.publishing.render.html import render_html, style_files
from terreau.publishing.render.pdf import render_pdf
from terreau.publishing.render.xlsx import render_xlsx
from terreau.publishing.report import report_document
from terreau.publishing.sheet import sheet_document
from terreau.publishing.tables import data_sheets
from terreau.publishing.view import View, view_for

__all__ = ["PUBLICATIONS", "publish", "sheet_names"]

PUBLICATIONS = ("sheets", "report", "tables", "catalogue")
FOLDERS: dict[Audience, str] = {"internal": "interne", "public": "public"}
_WORDS: dict[Audience, str] = {
    "internal": _("Publications pour l’équipe"),
    "public": _("Publications pour tous"),
}
_LONGEST_NAME = 60
_UNSAFE = re.compile(r"[^a-z0-9-]+")
_WINDOWS = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d)(?:-.*)?"
)  # names that Windows keeps for itself

Progress = Callable[[str, float], None]
Files = Iterator[tuple[str, bytes]]


def sheet_names(view: View) -> dict[str, str]:
    """Return the file name of each sheet, without extension: safe on every system, each once."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for case in view.cases:
        words = f"{fold(case)} {fold(view.name(case))}".split()
        base = _UNSAFE.sub("-", "-".join(words))[:_LONGEST_NAME].strip("-") or "fiche"
        base = f"fiche-{base}" if _WINDOWS.fullmatch(base) else base
        name, again = base, 2
        while name in taken:
            name, again = f"{base}-{again}", again + 1
        taken.add(name)
        names[case] = name
    return names


def _sheets(view: View, say: Callable[[float], None]) -> Files:
    names = sheet_names(view)
    home = ("../index.html", _("L’étude"))
    for done, (case, name) in enumerate(names.items(), 1):
        document = sheet_document(view, case)
        formats = [(f"{name}.pdf", _("fiche en PDF"))]
        page = render_html(document, style="../style/", formats=formats, trail=home)
        yield f"fiches/{name}.html", page.encode("utf-8")
        yield f"fiches/{name}.pdf", render_pdf(document)
        say(done / len(names))


def _report(view: View) -> Files:
    document = report_document(view)
    formats = [
        ("rapport.pdf", _("rapport en PDF")),
        ("rapport.docx", _("rapport à reprendre (DOCX)")),
    ]
    page = render_html(document, formats=formats, trail=("index.html", _("L’étude")))
    yield "rapport.html", page.encode("utf-8")
    yield "rapport.pdf", render_pdf(document)
    yield "rapport.docx", render_docx(document)


def _tables(view: View) -> Files:
    sheets = data_sheets(view)
    title = _("Tableaux de l’étude\u00a0: {title}").format(
        title=view.study["title"] or view.snapshot["title"]
    )
    yield "tableaux/tableaux.xlsx", render_xlsx(title, read_me(view), sheets)
    for sheet in (*sheets, dictionary(sheets)):
        yield f"tableaux/{sheet.name}.csv", render_csv(sheet)


def _files(view: View, publications: Sequence[str], say: Callable[[float], None]) -> Files:
    if "sheets" in publications:
        yield from _sheets(view, say)
    if "report" in publications:
        yield from _report(view)
    if "tables" in publications:
        yield from _tables(view)
    for name, data in style_files().items():
        yield f"style/{name}", data
    names = sheet_names(view) if "sheets" in publications else {}
    yield "index.html", front_page(view, publications, names).encode("utf-8")
    yield (
        "LISEZ-MOI.txt",
        ("\r\n".join((*read_me(view), "", *provenance(view, plan=True))) + "\r\n").encode(
            "utf-8-sig"
        ),
    )


def _write(folder: Path, files: Files) -> None:
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _catalogue(view: View, material: Material, folder: Path) -> None:
    number = format_integer(len(view.cases))
    plan = view.study.get("publish", {})
    lead = plan.get("lead") or _("{n} projets et lieux, leurs faits et leurs sources.").format(
        n=number
    )
    build_catalogue(
        material.data, material.framework, default_gazetteer(), folder,
        title=str(view.study["title"] or view.snapshot["title"]),
        lead=lead, results=material.results, correction=plan.get("correction", ""), licence=plan.get("licence", ""),
        added_columns=opened_columns(material.results),
    )  # fmt: skip


def _part(say: Callable[[float], None], start: float, share: float) -> None:
    """Say the share of the whole, from that of the sheets of one audience."""
    say(start + 0.35 * share)


def _material(folder: Path, framework: Framework | None) -> Material:
    results: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    data = read_snapshot(folder / "donnees")
    return Material(results, data, framework or by_identifier(data.framework))


def publish(
    folder: Path,
    framework: Framework | None = None,
    *,
    progress: Progress | None = None,
    publications: Sequence[str] = PUBLICATIONS,
) -> Path:
    """Write ``sortie/interne`` and ``sortie/public`` in the folder of a study.

    Parameters
    ----------
    folder : Path
        Holds ``results.json`` and the frozen data in ``donnees``.
    framework : Framework, optional
        The référentiel of the data; by default the shipped one that they name.
    progress : callable, optional
        Called with a French word and the share done, from 0 to 1.
    publications : sequence of str
        Among ``sheets``, ``report``, ``tables``, ``catalogue``.

    Returns
    -------
    Path
        The folder ``sortie``.

    Raises
    ------
    Refused
        When the frozen data are not intact, or their référentiel is not known.
    """
    material = _material(folder, framework)
    out = folder / "sortie"
    say = progress or (lambda _word, _share: None)
    asked = material.results["study"].get("publish", {}).get("audience", "tous")
    for rank, (audience, name) in enumerate(FOLDERS.items()):
        if asked not in ("tous", name):
            continue
        step = partial(say, _WORDS[audience])
        share = partial(_part, step, rank * 0.45)
        share(0.0)
        _write(out / name, _files(view_for(material, audience), publications, share))
    if "catalogue" in publications and asked != "interne":
        say(_("Catalogue"), 0.9)
        _catalogue(view_for(material, "public"), material, out / "public" / "catalogue")
    say(_("Publications écrites"), 1.0)
    return out
