"""The communes of a perimeter and what stands in each: a number always, colour never alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from terreau.gazetteer import Gazetteer, project
from terreau.i18n import format_integer, ngettext, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import WIDE, Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.outlines import cells, land_path
from terreau.publishing.components.placing import Box, place_names, spread
from terreau.publishing.components.svg import Drawing, Point, polyline
from terreau.publishing.document import DataTable, Figure

__all__ = ["Counted", "Place", "draw_map", "places"]

_DENSE = 0.09  # numbers in a unit of width: beyond, only those that touch no other are written
_FEW = 250  # beyond, communes without initiative need no name of their own
_NAMED = 40  # beyond that many, names would only be noise


@dataclass(frozen=True, slots=True)
class Place:
    """A commune on the map: its contour if there is one, else its centre, else only its name."""

    code: str
    name: str
    count: int = 0
    polygons: tuple[tuple[tuple[Point, ...], ...], ...] = ()
    centre: Point | None = None
    href: str = ""

    @property
    def middle(self) -> Point | None:
        """Longitude and latitude of where its number goes."""
        if self.centre or not self.polygons:
            return self.centre
        ring = max((polygon[0] for polygon in self.polygons), key=len)
        return (sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring))


class Counted(NamedTuple):
    """What the map counts: one of it, several, none; in French."""

    one: str
    many: str
    none: str


def places(
    gazetteer: Gazetteer,
    codes: Iterable[str],
    counts: Mapping[str, int],
    links: Mapping[str, str] | None = None,
) -> list[Place]:
    """Return the communes `codes` and every commune counted, in order of code, with their contours."""
    found = []
    for code in sorted({*codes, *counts}):
        commune = gazetteer.commune(code)
        if commune is None:
            found.append(Place(code, code, counts.get(code, 0)))
            continue
        contours = gazetteer.contours(commune.departement) if commune.departement else {}
        centre = (commune.longitude, commune.latitude)
        point = (centre[0], centre[1]) if centre[0] is not None and centre[1] is not None else None
        name, link = typeset(commune.name), (links or {}).get(code, "")
        found.append(
            Place(code, name, counts.get(code, 0), tuple(contours.get(code, ())), point, link)
        )
    return found


def _steps(found: Sequence[Place]) -> tuple[int, int, int]:
    """Return from how many initiatives on a commune takes each tone."""
    most = max((place.count for place in found), default=0)
    return (1, 2, 4) if most <= 12 else (1, 4, 10) if most <= 40 else (1, 10, 30)


def _tone(count: int, steps: Sequence[int]) -> int:
    return sum(count >= step for step in steps)


def _tone_words(steps: Sequence[int], none: str) -> list[str]:
    words = [none]
    for first, after in itertools.pairwise(steps):
        last = after - 1
        between = _("{first} ou {last}") if last == first + 1 else _("{first} à {last}")
        words.append(str(first) if last == first else between.format(first=first, last=last))
    return [*words, _("{first} et plus").format(first=steps[-1])]


@dataclass(frozen=True, slots=True)
class _Frame:
    to_picture: Callable[[Point], Point]
    height: float
    steps: tuple[int, int, int]
    counted: Counted


def _frame(drawn: Sequence[Place], layout: Layout, counted: Counted) -> _Frame:
    """Fit what is drawn in the width, and in a height that stays on a screen."""
    lonlat = [point for place in drawn for polygon in place.polygons for point in polygon[0]]
    lonlat += [place.middle for place in drawn if place.middle and not place.polygons]
    latitude = (min(y for _x, y in lonlat) + max(y for _x, y in lonlat)) / 2
    plane = [project(x, y, latitude) for x, y in lonlat]
    left, right = min(x for x, _y in plane), max(x for x, _y in plane)
    bottom, top = min(y for _x, y in plane), max(y for _x, y in plane)
    margin = 8.0 if any(place.polygons for place in drawn) else layout.width / 10
    wide = layout.width - 2 * margin
    tall = layout.width * (1.15 if layout.narrow else 0.85) - 2 * margin
    scale = min(wide / max(right - left, 1.0), tall / max(top - bottom, 1.0))
    offset = (layout.width - scale * (right - left)) / 2

    def to_picture(point: Point) -> Point:
        x, y = project(point[0], point[1], latitude)
        return offset + scale * (x - left), margin + scale * (top - y)

    return _Frame(to_picture, 2 * margin + scale * (top - bottom), _steps(drawn), counted)


def _number(count: int, counted: Counted) -> str:
    return f"{format_integer(count)} {ngettext(counted.one, counted.many, count)}"


def _said(place: Place, counted: Counted) -> str:
    count = _number(place.count, counted)
    return f"{place.name}\u00a0: {count}" if place.count else place.name


def _land(drawing: Drawing, drawn: Sequence[Place], frame: _Frame, layout: Layout) -> None:
    """Draw the communes; those without initiative in one shape when they are many or small."""
    land = [place for place in drawn if place.polygons]
    if not land:
        _cells(drawing, drawn, frame)
        return
    grid = 1 if layout.narrow or len(land) > _FEW else 2
    fine = "land land-fine" if grid == 2 else "land"
    empty = [place for place in land if not place.count]
    drawing.open("g", transform=f"scale({1 / grid})")
    if layout.narrow or len(land) > _FEW:
        paths = (land_path(place.polygons, frame.to_picture, grid) for place in empty)
        drawing.open("path", f"{fine} map-0", d="".join(paths))
        drawing.title(frame.counted.none)
        drawing.close("path")
        empty = []
    for place in [*empty, *(place for place in land if place.count)]:
        data = land_path(place.polygons, frame.to_picture, grid)
        _shape(drawing, place, data, f"{fine} map-{_tone(place.count, frame.steps)}", frame)
    drawing.close("g")


def _cells(drawing: Drawing, drawn: Sequence[Place], frame: _Frame) -> None:
    """Draw calm cells around the centres where no contour is known."""
    centres = [frame.to_picture(place.middle) for place in drawn if place.middle]
    for place, ring in zip(drawn, cells(centres, limit=drawing.width / 10 - 2), strict=True):
        class_ = f"land map-{_tone(place.count, frame.steps)}"
        _shape(drawing, place, polyline(ring, closed=True), class_, frame)


def _shape(drawing: Drawing, place: Place, data: str, class_: str, frame: _Frame) -> None:
    if data:
        drawing.open("path", class_, d=data, data_commune=place.code)
        drawing.title(_said(place, frame.counted))
        drawing.close("path")


def _radius(count: int, layout: Layout) -> float:
    return (12.0 if layout.narrow else 10.5) + 3.5 * (len(str(count)) > 2)


def _pins(drawing: Drawing, drawn: Sequence[Place], frame: _Frame, layout: Layout) -> bool:
    """Write the numbers; return whether some had to be left to the table."""
    counted = [place for place in drawn if place.count and place.middle]
    homes = [frame.to_picture(place.middle) for place in counted if place.middle]
    # linked numbers are targets for a finger: 24 px at the smallest size they are shown
    gap = 27.0 if any(place.href for place in counted) else 23.0
    if dense := len(counted) > _DENSE * layout.width:
        kept = _apart(counted, homes, gap)
        counted, homes = [counted[i] for i in kept], [homes[i] for i in kept]
    edge = _radius(0, layout) + 1
    spots = [
        (min(max(x, edge), layout.width - edge), min(max(y, edge), frame.height - edge))
        for x, y in spread(homes, gap)
    ]
    for home, spot in zip(homes, spots, strict=True):
        if math.dist(home, spot) > 5:
            drawing.line(*home, *spot, "leader")
            drawing.circle(*home, 1.5, "mark")
    for place, spot in zip(counted, spots, strict=True):
        _pin(drawing, place, spot, layout, frame.counted)
    if len(counted) <= _NAMED:
        _names(drawing, drawn, list(zip(counted, spots, strict=True)), frame, layout)
    return dense


def _apart(counted: Sequence[Place], homes: Sequence[Point], gap: float) -> list[int]:
    """Return which numbers to write when they cannot all be: the largest first, none touching."""
    kept: list[int] = []
    for i in sorted(range(len(counted)), key=lambda i: (-counted[i].count, counted[i].code)):
        if all(math.dist(homes[i], homes[j]) >= gap for j in kept):
            kept.append(i)
    return sorted(kept)


def _pin(drawing: Drawing, place: Place, spot: Point, layout: Layout, counted: Counted) -> None:
    tag = "a" if place.href else "g"
    attributes = {"href": place.href, "aria_label": _said(place, counted)} if place.href else {}
    drawing.open(tag, "pin-link" if place.href else "", data_commune=place.code, **attributes)
    drawing.circle(*spot, _radius(place.count, layout), "pin")
    drawing.text(spot[0], spot[1] + 4.5, str(place.count), "t-small t-strong t-on-leaf t-middle")
    drawing.title(_said(place, counted))
    drawing.close(tag)


def _names(
    drawing: Drawing,
    drawn: Sequence[Place],
    pinned: Sequence[tuple[Place, Point]],
    frame: _Frame,
    layout: Layout,
) -> None:
    offset = _radius(0, layout) + 4
    names = [
        (place.name, spot, offset)
        for place, spot in sorted(pinned, key=lambda pair: (-pair[0].count, pair[0].code))
    ]
    if not any(place.polygons for place in drawn):  # imagined communes: all have their name
        names += [
            (place.name, frame.to_picture(place.middle), 0.0)
            for place in drawn
            if place.middle and not place.count
        ]
    taken: list[Box] = [
        (x - offset + 3, y - offset + 3, x + offset - 3, y + offset - 3)
        for _place, (x, y) in pinned
    ]
    room = (2.0, 2.0, layout.width - 2, frame.height - 2)
    for name, x, y, class_ in place_names(names, taken, room):
        drawing.text(x, y, name, f"t-small t-halo {class_}".strip())


def _swatch(drawing: Drawing, tone: int) -> Callable[[float, float], None]:
    return lambda x, y: drawing.rect(x, y - 7, 18, 14, f"land map-{tone}", 2.0)


def _legend(drawing: Drawing, drawn: Sequence[Place], frame: _Frame, *, dense: bool) -> list[Entry]:
    words = _tone_words(frame.steps, frame.counted.none)
    tones = sorted({_tone(place.count, frame.steps) for place in drawn})
    entries: list[Entry] = [(_swatch(drawing, tone), 18.0, words[tone]) for tone in tones]
    if dense:
        entries.append((None, 0.0, _("Les nombres qui se toucheraient sont dans le tableau.")))
    return entries


def _draw(
    drawing: Drawing, layout: Layout, found: Sequence[Place], note: str, counted: Counted
) -> float:
    drawn = [place for place in found if place.polygons or place.middle]
    if not drawn:
        drawing.rect(1, 4, layout.width - 2, 40, "empty", 4.0)
        drawing.text(layout.width / 2, 29, _("aucune commune située"), "t-soft t-italic t-middle")
        return 48.0
    frame = _frame(drawn, layout, counted)
    _land(drawing, drawn, frame, layout)
    dense = _pins(drawing, drawn, frame, layout)
    legend = _legend(drawing, drawn, frame, dense=dense)
    y = flow(drawing, 6.0, frame.height + 4, layout.width - 12, legend)
    return flow(drawing, 6.0, y, layout.width - 12, [(None, 0.0, typeset(note))]) if note else y


def draw_map(
    found: Sequence[Place],
    *,
    name: str = "carte",
    title: str = "",
    note: str = "",
    how: str = "",
    anchor: str = "",
    width: float = WIDE.width,
    counted: Counted | None = None,
) -> Figure:
    """Return the map of the communes `found` (see `places`).

    Parameters
    ----------
    found : sequence of Place
        All the communes to be drawn, those without initiative too.
    note : str
        Attribution of the contours, written under the map.
    width : float
        Width of the wide picture: that of the place where it is shown.
    counted : Counted, optional
        What is counted, initiatives unless told.
    """
    counted = counted or Counted(_("initiative"), _("initiatives"), _("aucune initiative recensée"))

    def draw(drawing: Drawing, layout: Layout) -> float:
        return _draw(drawing, layout, found, note, counted)

    holding = [place for place in found if place.count]
    total = sum(place.count for place in found)
    where = ngettext("dans {m} commune", "dans {m} communes", len(holding))
    where = where.format(m=format_integer(len(holding)))
    if len(found) > len(holding):
        where += _(" sur {all}").format(all=format_integer(len(found)))
    description = f"{_number(total, counted)} {where}."
    missing = sum(not (place.polygons or place.middle) for place in found)
    if missing:
        description += " " + ngettext(
            "{n} commune ne peut pas être située.",
            "{n} communes ne peuvent pas être situées.",
            missing,
        ).format(n=missing)
    return make_figure(
        name,
        title or _("Carte des communes"),
        description,
        _table(found, counted),
        draw,
        how=how,
        anchor=anchor,
        links=any(place.href for place in found),
        wide=Layout(width, narrow=False),
    )


def _table(found: Sequence[Place], counted: Counted) -> DataTable:
    holding = sorted(
        (place for place in found if place.count), key=lambda p: (*sort_key(p.name), p.code)
    )
    rows = [(place.name, place.code, format_integer(place.count)) for place in holding]
    others = len(found) - len(holding)
    if others:
        rows.append(
            (ngettext("{n} autre commune", "{n} autres communes", others).format(n=others), "", "0")
        )
    many = counted.many[:1].upper() + counted.many[1:]
    header = (_("Commune"), _("Code officiel"), many)
    return DataTable(_("{what} par commune").format(what=many), header, tuple(rows), frozenset({2}))
