"""Contours of communes as short path data, and calm cells where there is no contour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from terreau.publishing.components.svg import Point

__all__ = ["cells", "land_path"]

Ring = Sequence[Point]


def _on_grid(ring: Ring, to_picture: Callable[[Point], Point], grid: int) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for lonlat in ring:
        x, y = to_picture(lonlat)
        point = (round(x * grid), round(y * grid))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _corners(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out the points on a straight line: nothing moves, neighbours still touch."""
    kept = []
    for number, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[number - 1], points[(number + 1) % len(points)]
        if (x - x0) * (y1 - y) != (y - y0) * (x1 - x):
            kept.append((x, y))
    return kept


def land_path(
    polygons: Sequence[Sequence[Ring]], to_picture: Callable[[Point], Point], grid: int = 1
) -> str:
    """Return path data in whole steps; empty when all is smaller than the grid.

    Parameters
    ----------
    polygons : polygons → rings → (longitude, latitude)
    to_picture : callable
        From (longitude, latitude) to units of the picture.
    grid : int
        Steps in a unit; each point is rounded alone, so shared borders stay shared.
    """
    return "".join(
        _steps(corners)
        for polygon in polygons
        for ring in polygon
        if len(corners := _corners(_on_grid(ring, to_picture, grid))) >= 3
    )


def _steps(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *rest = points
    text = f"M{x} {y}l"
    for next_x, next_y in rest:
        for number, step in enumerate((next_x - x, next_y - y)):
            text += f"{step}" if step < 0 or (text[-1] == "l" and number == 0) else f" {step}"
        x, y = next_x, next_y
    return f"{text}z"


def _clip(ring: list[Point], keep: Callable[[Point], float]) -> list[Point]:
    """Keep the part of a convex ring where `keep` is positive."""
    clipped: list[Point] = []
    for number, point in enumerate(ring):
        before = ring[number - 1]
        a, b = keep(before), keep(point)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            clipped.append(
                (
                    before[0] + share * (point[0] - before[0]),
                    before[1] + share * (point[1] - before[1]),
                )
            )
        if b >= 0:
            clipped.append(point)
    return clipped


def _nearer(own: Point, other: Point) -> Callable[[Point], float]:
    """Return what is positive on the side of `own`, zero halfway."""
    dx, dy = own[0] - other[0], own[1] - other[1]
    middle = ((own[0] + other[0]) / 2, (own[1] + other[1]) / 2)
    return lambda point: (point[0] - middle[0]) * dx + (point[1] - middle[1]) * dy


def cells(points: Sequence[Point], limit: float = 90.0) -> list[list[Point]]:
    """Return a rounded cell around each of `points`: what is nearer to it than to the others.

    These are no borders, only a place to put a number; the radius follows the usual distance.
    """
    nearest = sorted(
        min((math.dist(a, b) for j, b in enumerate(points) if j != i), default=limit)
        for i, a in enumerate(points)
    )
    radius = min(limit, 0.72 * nearest[len(nearest) // 2]) if nearest else limit
    shapes = []
    for i, (x, y) in enumerate(points):
        ring = [
            (x + radius * math.cos(math.tau * k / 36), y + radius * math.sin(math.tau * k / 36))
            for k in range(36)
        ]
        for j, (ox, oy) in enumerate(points):
            if i != j and math.dist((x, y), (ox, oy)) < 2 * radius:
                ring = _clip(ring, _nearer((x, y), (ox, oy)))
        shapes.append(ring)
    return shapes
