"""Plain geometry of contours: area, centroid, and a projection good enough to draw with.

A ring is a closed sequence of ``(longitude, latitude)`` in WGS84 degrees; a polygon is an outer
ring followed by its holes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["Point", "Polygon", "Ring", "area_km2", "centroid", "project"]

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]

_EARTH_KM = 6371.0088  # mean radius, for drawing
_A_KM = 6378.137  # WGS84 half axis
_E2 = 0.00669437999014  # WGS84 eccentricity, squared


def project(longitude: float, latitude: float, reference: float = 46.5) -> Point:
    """Return kilometres east and north (y grows northwards) in a local equirectangular plane.

    Parameters
    ----------
    longitude, latitude : float
        WGS84 degrees.
    reference : float
        Latitude where east-west distances are true: the middle of what is drawn.
    """
    east = _EARTH_KM * math.radians(longitude) * math.cos(math.radians(reference))
    return east, _EARTH_KM * math.radians(latitude)


def area_km2(polygons: Sequence[Polygon]) -> float:
    """Return the area in km² on the WGS84 ellipsoid (cylindrical equal-area projection)."""
    return sum(_net(tuple(_equal_area(ring) for ring in polygon))[0] for polygon in polygons)


def centroid(polygons: Sequence[Polygon]) -> Point | None:
    """Return the centroid in degrees, holes removed; ``None`` when there is no area."""
    total, east, north = 0.0, 0.0, 0.0
    for polygon in polygons:
        area, x, y = _net(polygon)
        total, east, north = total + area, east + x, north + y
    return (east / total, north / total) if total else None


def _equal_area(ring: Ring) -> Ring:
    return tuple((_A_KM * math.radians(x), _A_KM * _authalic(math.radians(y)) / 2) for x, y in ring)


def _authalic(latitude: float) -> float:
    # Snyder, Map Projections (1987), equation 3-12
    e, sine = math.sqrt(_E2), math.sin(latitude)
    log = math.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
    return (1 - _E2) * (sine / (1 - _E2 * sine * sine) - log)


def _net(polygon: Polygon) -> tuple[float, float, float]:
    """Return area and first moments: outer ring less its holes, whatever their direction."""
    area, x, y = 0.0, 0.0, 0.0
    for index, ring in enumerate(polygon):
        sign = -1 if index else 1
        ring_area, ring_x, ring_y = _moments(ring)
        area, x, y = area + sign * ring_area, x + sign * ring_x, y + sign * ring_y
    return area, x, y


def _moments(ring: Ring) -> tuple[float, float, float]:
    x0, y0 = ring[0]  # near origin: far from it, the sums lose digits
    twice, mx, my = 0.0, 0.0, 0.0
    for (xa, ya), (xb, yb) in pairwise(ring):
        cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        twice += cross
        mx += (xa + xb - 2 * x0) * cross
        my += (ya + yb - 2 * y0) * cross
    area = abs(twice) / 2
    sign = 1 if twice >= 0 else -1
    return area, sign * mx / 6 + area * x0, sign * my / 6 + area * y0
