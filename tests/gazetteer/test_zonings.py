"""Zonings a person brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.gazetteer import read_density, read_zoning
from terreau.gazetteer.zonings import _levels
from terreau.problems import Refused


def write(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "zonage.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("CODGEO;LIBGEO;DENS\n39300;Lons-le-Saunier;3\n01001;L'Abergement;6\n", "utf-8"),
        ("code,densité\r\n39300,3\r\n1001,6\r\n", "utf-8-sig"),
        ("Code commune;Densité\n39300;3\n\n;\n01001;6\n", "cp1252"),
        (
            'Grille de densité 2026\nSource : Insee\n"CODGEO";"DENS"\n"39300";"3"\n01001;6\n',
            "utf-8",
        ),
    ],
)
def test_density_is_read_as_people_save_it(tmp_path: Path, content: str, encoding: str) -> None:
    """Either separator, either encoding, lines above the headers, a lost zero."""
    assert read_density(write(tmp_path, content, encoding)) == {"39300": "3", "01001": "6"}


def test_any_zoning_by_the_name_of_its_column(tmp_path: Path) -> None:
    """Values are text: « 014 » keeps its zero."""
    path = write(tmp_path, "DEPCOM,BV2022,AAV2020\n2a004,2A004,014\n38002,38185,020\n")
    assert read_zoning(path, "AAV2020") == {"2A004": "014", "38002": "020"}
    assert read_zoning(path, "bv2022") == {"2A004": "2A004", "38002": "38185"}


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("", "zoning-columns", "« CODGEO »"),
        ("CODGEO;LIBGEO\n39300;Lons\n", "zoning-columns", "« DENS »"),
        ("CODGEO;DENS\nLons;3\n", "zoning-code", "ligne 2 : « LONS »"),
        ("CODGEO;DENS\n39300\n", "zoning-level-missing", "39300"),
        ("CODGEO;DENS\n39300;3\n39300;4\n", "zoning-code-twice", "ligne 3"),
        ("CODGEO;DENS\n39300;8\n", "zoning-level", "1, 2, 3, 4, 5, 6 ou 7"),
        ("CODGEO;DENS\n39300;dense\n", "zoning-level", "« dense »"),
        ("CODGEO;DENS\n39300;" + "7" * 200_000 + "\n", "zoning-unreadable", "CSV"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(
    tmp_path: Path, content: str, code: str, said: str
) -> None:
    """In French, with the file, the line and what was expected."""
    with pytest.raises(Refused) as refused:
        read_density(write(tmp_path, content))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert said in str(refused.value).replace("\u00a0", " ")


def test_every_problem_at_once_and_the_same_line_twice_is_none(tmp_path: Path) -> None:
    """Nothing is accepted in part."""
    path = write(tmp_path, "CODGEO;DENS\n39300;3\n39300;3\nx;1\n39097;9\n39500;\n")
    with pytest.raises(Refused) as refused:
        read_density(path)
    assert [p.code for p in refused.value.problems] == [
        "zoning-code", "zoning-level", "zoning-level-missing",
    ]  # fmt: skip


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Named, never a traceback."""
    with pytest.raises(Refused, match="introuvable"):
        read_density(tmp_path / "rien.csv")


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=8))
def test_any_rows_are_read_or_refused(rows: list[list[str]]) -> None:
    """Whatever is in the cells, no other error."""
    try:
        found = _levels(Path("a.csv"), enumerate(rows, start=1), (0, 2), ())
    except Refused:
        found = {}
    assert all(len(code) == 5 and level for code, level in found.items())
