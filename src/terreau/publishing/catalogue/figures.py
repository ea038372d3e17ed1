"""The figures of the catalogue, all from facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from terreau.formats.tables import Dataset, table
from terreau.gazetteer import ATTRIBUTION, Commune, Gazetteer
from terreau.i18n import gettext as _
from terreau.publishing.catalogue.initiatives import Initiative
from terreau.publishing.components import draw_map, draw_means, draw_sectors, draw_timeline, places
from terreau.publishing.document import Figure

__all__ = ["initiative_figures", "perimeter", "territory_map", "with_own_communes"]

MAP_WIDTH = 520.0  # of the column it stands in


def with_own_communes(gazetteer: Gazetteer, dataset: Dataset) -> Gazetteer:
    """Return the gazetteer with the communes that the data add (imagined ones)."""
    extra = [
        Commune(
            row["code"], row["name"], population=row.get("population"),
            longitude=row.get("longitude"), latitude=row.get("latitude"),
        )
        for row in dataset.rows("communes")
        if gazetteer.commune(row["code"]) is None
    ]  # fmt: skip
    return gazetteer.with_extra(extra) if extra else gazetteer


def perimeter(dataset: Dataset, gazetteer: Gazetteer) -> list[str]:
    """Return the codes of the communes of every territory described, in order."""
    codes: set[str] = set()
    for row in dataset.rows("territories"):
        for member in row.get("members") or ():
            if len(member) == 9:
                codes.update(commune.code for commune in gazetteer.members(member))
            else:
                resolved = gazetteer.resolve(member).commune
                codes.add(resolved.code if resolved else member)
    return sorted(codes)


def _real(codes: Iterable[str]) -> bool:
    return any(not code.startswith("00") for code in codes)


def territory_map(
    initiatives: Sequence[Initiative],
    codes: Sequence[str],
    gazetteer: Gazetteer,
    links: Mapping[str, str],
) -> Figure:
    """Return the map of the front page, its numbers linked to the table of communes."""
    counts = Counter(i.commune for i in initiatives if i.commune)
    found = places(gazetteer, codes, counts, links)
    note = (
        ATTRIBUTION if _real([*codes, *counts]) else _("Communes imaginées, places approximatives.")
    )
    return draw_map(
        found, title=_("Où cela se passe"), note=note, width=MAP_WIDTH,
        how=_("Un point par commune, à son centre ; chaque initiative est comptée dans sa commune principale."),
    )  # fmt: skip


def _sector_counts(initiative: Initiative) -> list[tuple[str, int]]:
    words = [word for _code, word in table("actors").column("sector").choices]
    counts = Counter(actor.sector for actor in initiative.actors)
    rows = [(word, counts.get(word, 0)) for word in words]
    return [*rows, (_("secteur non dit"), counts[""])] if counts[""] else rows


def initiative_figures(initiative: Initiative, as_of: date | None) -> list[Figure]:
    """Return the figures of one page: only those that have something to show."""
    figures = []
    dated = any(span.first for span in initiative.spans) or bool(initiative.outcomes)
    if dated and as_of:
        figures.append(draw_timeline(initiative.spans, initiative.outcomes, as_of=as_of))
    if initiative.actors:
        figures.append(draw_sectors(_sector_counts(initiative)))
    if initiative.means:
        means = initiative.means
        figures.append(
            draw_means(means.families, n_without_amount=means.n_without_amount, years=means.years)
        )
    return figures
