"""Contours in few bytes, and plain geometry."""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.gazetteer import Gazetteer, project
from terreau.gazetteer.contours import SCALE, decode, encode, quantise
from terreau.gazetteer.geometry import Polygon, Ring, area_km2, centroid

GRID = st.tuples(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000))


def _closed(points: list[tuple[int, int]]) -> Ring:
    ring = tuple((x / SCALE, y / SCALE) for x, y in points)
    return (*ring, ring[0])


RINGS = st.lists(GRID, min_size=3, max_size=12, unique=True).map(_closed)
POLYGONS = st.lists(RINGS, min_size=1, max_size=3).map(tuple)
CONTOURS = st.dictionaries(
    st.from_regex(r"[0-9]{5}", fullmatch=True),
    st.lists(POLYGONS, max_size=3).map(tuple),
    max_size=4,
)


@settings(deadline=None)
@given(CONTOURS)
def test_what_is_on_the_grid_comes_back_unchanged(
    contours: dict[str, tuple[Polygon, ...]],
) -> None:
    """Encoding then decoding is identity, float for float."""
    assert decode(encode(contours)) == contours


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=4, max_size=9))
def test_the_grid_moves_no_point_by_more_than_half_a_unit_and_twice_is_once(
    points: list[tuple[float, float]],
) -> None:
    """Each point alone: a border shared by two communes stays shared."""
    ring = (*points, points[0])
    gridded = quantise(ring)
    assert quantise(gridded) == gridded
    for x, y in ring if gridded else ():
        assert any(abs(x - a) <= 0.51 / SCALE and abs(y - b) <= 0.51 / SCALE for a, b in gridded)


def test_what_is_too_small_for_the_grid_goes_with_its_holes() -> None:
    """An islet of a metre; a hole of a metre alone goes too."""
    square: Ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    speck: Ring = ((0.5, 0.5), (0.500001, 0.5), (0.500001, 0.500001), (0.5, 0.5))
    assert decode(encode({"39001": ((speck, square), (square, speck))})) == {"39001": ((square,),)}


def test_the_text_is_sorted_and_small() -> None:
    """Steps, not places: small numbers, communes by code."""
    square: Ring = ((0.0, 0.0), (0.00002, 0.0), (0.00002, 0.00002), (0.0, 0.00002), (0.0, 0.0))
    text = encode({"39002": ((square,),), "39001": ()})
    assert list(json.loads(text)) == ["39001", "39002"]
    assert text == '{"39001":[],"39002":[[[0,0,2,0,0,2,-2,0]]]}\n'


@pytest.mark.parametrize("departement", ["26", "38", "39", "44"])
def test_neighbours_share_their_border_to_the_last_digit(
    france: Gazetteer, departement: str
) -> None:
    """A side belongs to two communes, or lies on the rim; the rim closes, so nothing is torn."""
    rings = [
        ring
        for polygons in france.contours(departement).values()
        for polygon in polygons
        for ring in polygon
    ]
    sides = Counter(frozenset(side) for ring in rings for side in pairwise(ring))
    rim = [side for side, count in sides.items() if count == 1]
    assert set(sides.values()) == {1, 2}
    assert len(rim) / len(sides) < 0.2
    assert set(Counter(point for side in rim for point in side).values()) == {2}


def test_a_degree_square_has_its_known_area_and_centre() -> None:
    """Between the equator and 1° north: 12 308.8 km² on the ellipsoid."""
    square: Ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    hole: Ring = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4))
    assert area_km2(((square,),)) == pytest.approx(12308.8, abs=0.5)
    assert area_km2(((square, hole),)) == pytest.approx(12308.8 * 0.96, rel=1e-3)
    assert centroid(((square, hole),)) == pytest.approx((0.5, 0.5))
    assert centroid(((square[::-1], hole[::-1]),)) == pytest.approx((0.5, 0.5))
    assert centroid(()) is None


def test_two_islands_weigh_by_their_area() -> None:
    """Three times the area, three times the weight."""
    one: Ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    three: Ring = ((4.0, 0.0), (7.0, 0.0), (7.0, 1.0), (4.0, 1.0), (4.0, 0.0))
    assert centroid(((one,), (three,))) == pytest.approx((4.25, 0.5))


def test_the_plane_keeps_distances_near_its_reference() -> None:
    """One degree north is 111.2 km; one degree east at 60° is half of it."""
    assert project(0.0, 1.0)[1] == pytest.approx(111.195, abs=0.01)
    assert project(1.0, 60.0, reference=60.0)[0] == pytest.approx(111.195 / 2, abs=0.01)
    assert math.dist(project(5.0, 46.0), project(5.0, 46.0)) == 0
