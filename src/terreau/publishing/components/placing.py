"""Where numbers and names go on a map so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from terreau.publishing.components.lettering import width
from terreau.publishing.components.svg import Point

__all__ = ["Box", "place_names", "spread"]

Box = tuple[float, float, float, float]


def spread(points: Sequence[Point], gap: float, rounds: int = 60) -> list[Point]:
    """Return `points` moved apart until none is nearer than `gap`, as little as needed."""
    moved = [list(point) for point in points]
    for _round in range(rounds):
        still = True
        for i in range(len(moved)):
            for j in range(i + 1, len(moved)):
                dx, dy = moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]
                if abs(dx) >= gap or abs(dy) >= gap:
                    continue
                distance = math.hypot(dx, dy)
                if distance >= gap:
                    continue
                if distance < 0.01:  # the same place: any direction will do, the same one each time
                    dx, dy, distance = 1.0, 0.3, 1.0
                push = (gap - distance) / 2 + 0.05
                for k, sign in ((i, -1), (j, 1)):
                    moved[k][0] += sign * push * dx / distance
                    moved[k][1] += sign * push * dy / distance
                still = False
        if still:
            break
    return [(x, y) for x, y in moved]


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def place_names(
    names: Sequence[tuple[str, Point, float]], taken: Sequence[Box], room: Box
) -> list[tuple[str, float, float, str]]:
    """Return (name, x, baseline, class) for the names that find a free place at their point.

    Each name comes with its point and how far from it it must stay (0: it may stand on it). A name that would cover a number or another name is left out: the table has it.
    """
    boxes = list(taken)
    placed = []
    for name, (x, y), offset in names:
        long = width(name, "small")
        on_it = (
            ((x, y + 4, "t-middle", (x - long / 2, y - 8, x + long / 2, y + 8)),)
            if not offset
            else ()
        )
        beside = max(offset, 4.0)
        choices = (
            *on_it,
            (x + beside, y + 4, "", (x + beside, y - 8, x + beside + long, y + 8)),
            (x - beside, y + 4, "t-end", (x - beside - long, y - 8, x - beside, y + 8)),
            (
                x,
                y - beside - 2,
                "t-middle",
                (x - long / 2, y - beside - 14, x + long / 2, y - beside + 2),
            ),
            (
                x,
                y + beside + 10,
                "t-middle",
                (x - long / 2, y + beside - 2, x + long / 2, y + beside + 14),
            ),
        )
        for left, baseline, class_, box in choices:
            inside = (
                box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]
            )
            if inside and not any(_touches(box, other) for other in boxes):
                boxes.append(box)
                placed.append((name, left, baseline, class_))
                break
    return placed
