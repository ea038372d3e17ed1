"""Territories of study: what they hold, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from terreau.gazetteer import Gazetteer, Perimeter, perimeters, read_perimeter
from terreau.problems import Refused


def test_communes_and_groupings_mix_and_count_once(small: Gazetteer) -> None:
    """A grouping, a commune inside it, one outside, one merged, and two nobody knows."""
    members = ("200071116", "39300", "39500", "39001", "99999", "999999999")
    perimeter = Perimeter("Essai", "2026", members)
    assert [c.code for c in perimeter.communes(small)] == ["01001", "39300", "39500"]
    assert perimeter.unknown(small) == ("99999", "999999999")
    assert perimeter.population(small) == 17000 + 860 + 2500


def test_a_sum_with_a_hole_is_not_said(small: Gazetteer) -> None:
    """01001 has no area here, 16052 no population; an empty perimeter has neither."""
    assert Perimeter("a", "2026", ("200071116",)).area_km2(small) is None
    assert Perimeter("a", "2026", ("200071116",)).density(small) is None
    assert Perimeter("a", "2026", ("16052", "39300")).population(small) is None
    assert Perimeter("a", "2026", ("16052",)).density(small) is None
    assert Perimeter("a", "2026", ("99999",)).population(small) is None
    dense = Perimeter("a", "2026", ("39300", "39500"))
    assert dense.area_km2(small) == 32.4
    assert dense.density(small) == pytest.approx(19500 / 32.4)


def test_the_shipped_perimeters_say_their_source() -> None:
    """Each is dated and says where its list comes from."""
    shipped = perimeters()
    assert list(shipped) == ["pays-ledonien", "vignoble-nantais"]
    assert all(p.vintage == "2026" and p.source and p.source_url for p in shipped.values())


def write(folder: Path, text: str) -> Path:
    path = folder / "territoire.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_perimeter_of_ones_own(tmp_path: Path, small: Gazetteer) -> None:
    """Three keys are enough."""
    text = 'name = "Ici"\nvintage = "2025"\nmembers = ["39300", "2A004", "200071116"]\n'
    perimeter = read_perimeter(write(tmp_path, text))
    assert (perimeter.name, perimeter.vintage, perimeter.source) == ("Ici", "2025", "")
    assert len(perimeter.communes(small)) == 3


@pytest.mark.parametrize(
    ("text", "codes", "said"),
    [
        ("", ["perimeter-key"] * 3, "« name »"),
        ('name = " "\nvintage = "26"\nmembers = []', ["perimeter-key"] * 3, "« vintage »"),
        ('name = "a"\nvintage = 2026\nmembers = ["39300"]', ["perimeter-key"], "année"),
        ('name = "a"\nvintage = "2026"\nmembers = ["3930"]', ["perimeter-key"], "neuf chiffres"),
        ('name = "a"\nvintage = "2026"\nmembers = [39300]', ["perimeter-key"], "« members »"),
        ('name = "a"\nvintage = "2026"\nmembers = "39300"', ["perimeter-key"], "« members »"),
        (
            'name = "a"\nvintage = "2026"\nmembers = ["39300"]\nsource = 3',
            ["perimeter-key"],
            "texte",
        ),
        ("name = ", ["perimeter-unreadable"], "TOML"),
    ],
)
def test_what_is_wrong_is_said_key_by_key(
    tmp_path: Path, text: str, codes: list[str], said: str
) -> None:
    """Every wrong key at once, with what was expected."""
    with pytest.raises(Refused) as refused:
        read_perimeter(write(tmp_path, text))
    assert [problem.code for problem in refused.value.problems] == codes
    assert said in str(refused.value).replace("\u00a0", " ")


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    """Named, never a traceback."""
    with pytest.raises(Refused, match="introuvable"):
        read_perimeter(tmp_path / "rien.toml")
    (tmp_path / "image.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="TOML"):
        read_perimeter(tmp_path / "image.toml")
