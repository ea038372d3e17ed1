"""Contours in few bytes: whole numbers of 0.00001°, each point written as a step from the last.

One file per département, ``{"39001": [[[x, y, dx, dy, …], hole, …], …]}``: communes, polygons,
rings. The last point of a ring equals the first and is not written. Rounding looks at each point
alone, so a border shared by two communes stays the same for both.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from terreau.gazetteer.geometry import Polygon, Ring
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["SCALE", "Contours", "decode", "encode", "missing", "path_of", "quantise", "read"]

SCALE = 100_000  # units in a degree: one unit is about a metre

Contours = Mapping[str, tuple[Polygon, ...]]


def quantise(ring: Ring) -> Ring:
    """Return `ring` on the grid of 0.00001°, without repeated points; empty if nothing is left."""
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring]
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return tuple((x / SCALE, y / SCALE) for x, y in kept) if len(kept) >= 4 else ()


def encode(contours: Contours) -> str:
    """Return the JSON text of `contours`, points put on the grid, communes by code."""
    rows = {code: _polygons(contours[code]) for code in sorted(contours)}
    return json.dumps(rows, separators=(",", ":")) + "\n"


def decode(text: str) -> dict[str, tuple[Polygon, ...]]:
    """Return the contours that `encode` wrote: closed rings of ``(longitude, latitude)``."""
    return {
        code: tuple(tuple(_ring(steps) for steps in polygon) for polygon in polygons)
        for code, polygons in json.loads(text).items()
    }


def path_of(folder: Path, departement: str) -> Path:
    """Return where the contours of a département lie in `folder`, present or not."""
    return folder / f"{departement}.json.gz"


@lru_cache(maxsize=8)
def read(folder: Path, departement: str) -> Contours:
    """Return the contours of a département kept in `folder`."""
    return decode(gzip.decompress(path_of(folder, departement).read_bytes()).decode("utf-8"))


def missing(departement: str, name: str) -> Problem:
    """Return the problem that says how to get the contours of a département."""
    return Problem(
        "contours-missing",
        "",
        _("Les contours des communes du département {name} ne sont pas sur cette machine.").format(
            name=f"{name} ({departement})" if name else departement
        ),
        _("Pour les ajouter\u00a0: python scripts/build_gazetteer.py --contours {code}").format(
            code=departement
        ),
    )


def _polygons(polygons: Iterable[Polygon]) -> list[list[list[int]]]:
    gridded = ([quantise(ring) for ring in polygon] for polygon in polygons)
    # an island too small for the grid goes, and its holes with it
    return [[_steps(ring) for ring in rings if ring] for rings in gridded if rings[0]]


def _steps(ring: Ring) -> list[int]:
    steps: list[int] = []
    last = (0, 0)
    for x, y in ring[:-1]:
        point = (round(x * SCALE), round(y * SCALE))
        steps += (point[0] - last[0], point[1] - last[1])
        last = point
    return steps


def _ring(steps: list[int]) -> Ring:
    points = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    ring = tuple((x / SCALE, y / SCALE) for x, y in points)
    return (*ring, ring[0])
