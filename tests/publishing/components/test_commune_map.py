from __future__ import annotations

import itertools
import math
import re

from hypothesis import given
from hypothesis import strategies as st

from terreau import gazetteer
from terreau.gazetteer import Commune, Gazetteer
from terreau.publishing.components import Place, draw_map, places
from terreau.publishing.components.outlines import cells, land_path
from terreau.publishing.components.placing import place_names, spread


def _ledonien() -> list[str]:
    official = gazetteer.default()
    return [c.code for c in gazetteer.perimeters()["pays-ledonien"].communes(official)]


def test_199_communes_hold_in_90_kilobytes() -> None:
    codes = _ledonien()
    figure = draw_map(places(gazetteer.default(), codes, {"39300": 12, codes[3]: 1}))
    assert len(codes) == 199
    assert figure.svg.count("<path") == 199
    assert figure.svg.count("data-commune=") == 201  # and the two numbers
    assert len(figure.svg.encode()) < 90_000
    assert len(figure.narrow.encode()) < 50_000
    assert ">12</text>" in figure.svg
    assert "Lons-le-Saunier</text>" in figure.svg


def test_what_is_written_is_what_is_counted() -> None:
    codes = _ledonien()
    figure = draw_map(places(gazetteer.default(), codes, {"39300": 12, "39017": 2}))
    assert figure.description == "14 initiatives dans 2 communes sur 199."
    assert figure.table.rows[-1] == ("197 autres communes", "", "0")
    assert {row[1:] for row in figure.table.rows[:-1]} == {("39300", "12"), ("39017", "2")}


def test_many_communes_share_one_shape_where_nothing_is() -> None:
    codes = [c.code for c in gazetteer.default().communes() if c.departement == "39"]
    figure = draw_map(places(gazetteer.default(), codes, {"39300": 1}))
    assert figure.svg.count("<path") == 2
    assert len(figure.svg.encode()) < 90_000


def test_imagined_communes_are_cells_with_their_names() -> None:
    communes = [
        Commune(f"0010{n}", f"Lieu {n}", longitude=-20 + n / 10, latitude=45 + (n % 2) / 10)
        for n in range(4)
    ]
    figure = draw_map(places(Gazetteer(communes), [c.code for c in communes], {"00101": 1}))
    assert figure.svg.count("<path") == 4
    assert all(f"{c.name}</text>" in figure.svg for c in communes)


def test_a_commune_nobody_knows_is_said() -> None:
    figure = draw_map(places(Gazetteer([]), [], {"99999": 2}))
    assert "1 commune ne peut pas être située." in figure.description
    assert "aucune commune située" in figure.svg
    assert figure.table.rows == (("99999", "99999", "2"),)


def test_linked_numbers_say_where_they_lead() -> None:
    found = [Place("00101", "Là", 3, centre=(-20.0, 45.0), href="communes.html#commune-00101")]
    svg = draw_map(found).svg
    assert 'role="group"' in svg
    assert 'href="communes.html#commune-00101" aria-label="Là\u00a0: 3 initiatives"' in svg


def test_a_contour_without_centre_has_its_number_inside() -> None:
    square = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),)
    assert Place("x", "x", polygons=(square,)).middle == (0.5, 0.5)
    assert Place("x", "x").middle is None


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200)), max_size=12))
def test_numbers_never_cover_each_other(points: list[tuple[float, float]]) -> None:
    moved = spread(points, 20.0, rounds=400)
    assert all(math.dist(a, b) > 18.5 for a, b in itertools.combinations(moved, 2))


def test_names_that_would_cover_another_are_left_out() -> None:
    names = [
        ("Premier", (100.0, 50.0), 10.0),
        ("Second", (100.0, 50.0), 10.0),
        ("Loin", (500.0, 50.0), 10.0),
    ]
    placed = place_names(names, [(90, 40, 110, 60)], (0, 0, 200, 100))
    assert [name for name, *_rest in placed] == ["Premier", "Second"]
    assert placed[0][1:] != placed[1][1:]


def test_neighbours_share_their_border_after_rounding() -> None:
    left = [[((0.0, 0.0), (1.004, 0.0), (1.004, 1.0), (0.0, 1.0), (0.0, 0.0))]]
    right = [[((1.004, 0.0), (2.0, 0.0), (2.0, 1.0), (1.004, 1.0), (1.004, 0.0))]]
    first, second = (land_path(shape, lambda p: (p[0] * 10, p[1] * 10)) for shape in (left, right))
    assert first == "M0 0l10 0 0 10-10 0z"
    assert second == "M10 0l10 0 0 10-10 0z"


def test_what_is_smaller_than_the_grid_is_not_drawn() -> None:
    speck = [[((0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.0))]]
    assert land_path(speck, lambda p: p) == ""


def test_cells_do_not_overlap_their_neighbours_centre() -> None:
    points = [(0.0, 0.0), (30.0, 0.0), (15.0, 25.0)]
    for ring, own in zip(cells(points), points, strict=True):
        for vertex in ring:
            assert min(points, key=lambda p, v=vertex: round(math.dist(p, v), 6)) == own or any(
                abs(math.dist(own, vertex) - math.dist(p, vertex)) < 1e-6
                for p in points
                if p != own
            )


def test_path_data_are_whole_steps() -> None:
    codes = _ledonien()[:20]
    svg = draw_map(places(gazetteer.default(), codes, {})).narrow
    assert not re.search(r' d="[^"]*\.[^"]*"', svg.split("</desc>")[1].split("<text")[0])


def test_a_crowded_map_writes_only_the_numbers_that_hold() -> None:
    codes = _ledonien()
    counts = {code: 1 + n % 9 for n, code in enumerate(codes)}
    figure = draw_map(places(gazetteer.default(), codes, counts), width=520)
    found = re.findall(r'class="pin" cx="([0-9.]+)" cy="([0-9.]+)"', figure.svg)
    pins = [(float(x), float(y)) for x, y in found]
    assert 30 < len(pins) < 199
    assert all(math.dist(a, b) >= 22.9 for a, b in itertools.combinations(pins, 2))
    assert "sont dans le tableau" in figure.svg
    assert len(figure.table.rows) == 199
    assert "leader" not in figure.svg


def test_tones_follow_how_many_there_are() -> None:
    codes = _ledonien()
    for most, word in ((3, "2 ou 3"), (30, "4 à 9"), (300, "30 et plus")):
        counts = {codes[0]: most, codes[50]: 2, codes[60]: 5}
        assert word in draw_map(places(gazetteer.default(), codes, counts)).svg
