"""The whole site: read the facts, draw the map once, write each page, copy what dresses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from terreau.formats.tables import Dataset
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.publishing.catalogue.downloads import csv_bytes, geojson_bytes, search_bytes
from terreau.publishing.catalogue.figures import perimeter, territory_map, with_own_communes
from terreau.publishing.catalogue.initiatives import Initiative, latest_day, read_initiatives
from terreau.publishing.catalogue.pages import Pages, Site, attribution
from terreau.publishing.catalogue.related import neighbours
from terreau.publishing.components.motif import draw_key
from terreau.publishing.components.palette import standalone, stylesheet
from terreau.publishing.fonts import web_fonts

__all__ = ["build_catalogue"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all pages share."""

    initiatives: Sequence[Initiative]
    codes: Sequence[str]
    gazetteer: Gazetteer


def build_catalogue(
    dataset: Dataset,
    framework: Framework,
    gazetteer: Gazetteer,
    out_folder: Path,
    *,
    title: str,
    lead: str = "",
    results: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    correction: str = "",
    licence: str = "",
    added_columns: Sequence[str] = (),
) -> list[Path]:
    """Write the catalogue in `out_folder` and return the files written, in order.

    Only facts are read: no rating, no logbook, no name of a person; of added columns, those that the plan opens.

    Parameters
    ----------
    dataset : Dataset
        The frozen data.
    framework : Framework
        For the names of the phases.
    gazetteer : Gazetteer
        The official code; the communes that the data add are added to it.
    out_folder : Path
        Made if needed; files of the same names are replaced, others are left alone.
    title, lead : str
        Title of the front page and the sentence under it.
    results : mapping, optional
        ``results.json``: only its scope is read (the cases that the plan leaves out stay out).
    progress : callable, optional
        Called with (done, total, what) after each page.
    correction : str
        E-mail address where corrections are received; empty when the structure gave none.
    licence : str
        Under which the facts may be used again; empty when it is not said.
    added_columns : sequence of str
        Columns x_… that anyone may read.
    """
    cases = results["scope"]["cases"] if results else None
    known = with_own_communes(gazetteer, dataset)
    initiatives = read_initiatives(dataset, framework, known, cases, added_columns)
    ground = _Ground(initiatives, perimeter(dataset, known), known)
    site = Site(
        title=title, lead=lead, as_of=_day(dataset, initiatives), dated=bool(dataset.as_of),
        fictional=dataset.fictional, data_title=dataset.title, framework=framework.identifier,
        correction=correction, licence=licence, n_initiatives=len(initiatives),
    )  # fmt: skip
    written = []
    total = len(initiatives)
    for done, (name, data) in enumerate(_files(site, ground), 1):
        path = out_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
        if progress and name.startswith("initiatives/"):
            progress(min(done, total), total, name)
    return written


def _day(dataset: Dataset, initiatives: Sequence[Initiative]) -> date | None:
    return date.fromisoformat(dataset.as_of) if dataset.as_of else latest_day(initiatives)


def _files(site: Site, ground: _Ground) -> Iterator[tuple[str, bytes]]:
    initiatives = ground.initiatives
    pages = Pages(site)
    near = neighbours(initiatives)
    for initiative in initiatives:
        name = f"initiatives/{initiative.file}"
        yield name, pages.initiative(initiative, near[initiative.ref])
    by_commune: dict[str, list[Initiative]] = defaultdict(list)
    for initiative in initiatives:
        by_commune[initiative.commune].append(initiative)
    links = {code: f"communes.html#commune-{code}" for code in by_commune if code}
    figure = territory_map(initiatives, ground.codes, ground.gazetteer, links)
    yield "index.html", pages.front(initiatives, figure)
    yield "communes.html", pages.communes(by_commune, ground.codes, ground.gazetteer)
    yield "livret.html", pages.booklet(initiatives)
    yield "a-propos.html", pages.about(initiatives)
    yield "plan-du-site.html", pages.site_map(initiatives)
    yield "donnees/initiatives.csv", csv_bytes(initiatives)
    yield "donnees/initiatives.geojson", geojson_bytes(initiatives, attribution(initiatives))
    yield "donnees/recherche.js", search_bytes(initiatives)
    yield from _dress()


def _dress() -> Iterator[tuple[str, bytes]]:
    yield "habillage/terreau.css", stylesheet().encode()
    yield "habillage/icone.svg", standalone(draw_key(2, 1, 1)).encode()
    script = resources.files("terreau.publishing").joinpath("static/catalogue.js")
    yield "habillage/catalogue.js", script.read_bytes()
    for name, data in sorted(web_fonts().items()):
        yield f"habillage/polices/{name}", data
