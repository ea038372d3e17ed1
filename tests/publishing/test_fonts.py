from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import typst
from fontTools.ttLib import TTFont

from terreau.publishing import fonts


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of one's own, filled once for this file."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("TERREAU_CACHE")
    os.environ["TERREAU_CACHE"] = str(folder)
    fonts.typst_font_folder()
    yield folder
    os.environ.pop("TERREAU_CACHE")
    if before is not None:
        os.environ["TERREAU_CACHE"] = before


def test_typst_finds_both_families_and_all_their_styles(cache: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.typ"
    source.write_text(
        '#set text(font: "Fira Sans")\nÉté 24\u202f300\u00a0€ _penché_ #text(weight: 500)[moyen] #text(weight: 600)[gras]\n'
        '#set text(font: "Literata")\nRécit _penché_ #text(weight: 600)[gras]\n',
        encoding="utf-8",
    )
    pdf = typst.compile(
        str(source), font_paths=[str(fonts.typst_font_folder())], ignore_system_fonts=True
    )
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    used = {
        font.get_object()["/BaseFont"].split("+")[1]
        for font in page["/Resources"]["/Font"].values()
    }
    assert used == {face.file for face in fonts.FACES}


def test_pages_get_small_files_of_the_same_characters(cache: Path) -> None:
    found = fonts.web_fonts()
    assert set(found) == {f"{face.file}.woff2" for face in fonts.FACES}
    assert all(data.startswith(b"wOF2") and len(data) < 32_000 for data in found.values())


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.file)
def test_a_face_says_what_it_is(cache: Path, face: fonts.Face) -> None:
    font = TTFont(fonts.typst_font_folder() / f"{face.file}.ttf")
    names = font["name"]
    family = names.getDebugName(16) or names.getDebugName(1)
    assert (family, names.getDebugName(6)) == (face.family, face.file)
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["OS/2"].fsSelection & 1) == face.italic
    assert "fvar" not in font
    assert not set("ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’…–€²→−\u00a0\u202f") - {
        chr(c) for c in font.getBestCmap()
    }


def test_the_narrow_space_is_narrower(cache: Path) -> None:
    font = TTFont(fonts.typst_font_folder() / "FiraSans-Regular.ttf")
    cmap, widths = font.getBestCmap(), font["hmtx"].metrics
    assert 0 < widths[cmap[0x202F]][0] < widths[cmap[0x20]][0]
    assert fonts.advances()["\u202f"] < fonts.advances()[" "]


def test_the_same_bytes_on_another_day(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fonts.web_fonts()["FiraSans-Regular.woff2"]
    monkeypatch.setattr(fonts, "FACES", fonts.FACES[:1])
    monkeypatch.setenv("TERREAU_CACHE", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert fonts.web_fonts()["FiraSans-Regular.woff2"] == before


def test_what_is_missing_is_made_again_and_nothing_else(cache: Path) -> None:
    folder = fonts.typst_font_folder()
    kept, lost = folder / "FiraSans-Italic.ttf", folder / "FiraSans-Medium.ttf"
    before, when = lost.read_bytes(), kept.stat().st_mtime_ns
    lost.unlink()
    (folder / "moitie.part").write_bytes(b"killed")
    fonts.typst_font_folder()
    assert lost.read_bytes() == before
    assert kept.stat().st_mtime_ns == when


def test_two_processes_may_make_them_at_once(tmp_path: Path) -> None:
    code = (
        "from terreau.publishing import fonts\n"
        "fonts.FACES = fonts.FACES[:1]\n"
        "print(len(fonts.web_fonts()))\n"
    )
    environment = {**os.environ, "TERREAU_CACHE": str(tmp_path)}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [process.communicate()[0].strip() for process in both] == [b"1", b"1"]
    assert not list(tmp_path.rglob("*.part"))


def test_a_home_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "fichier"
    blocked.write_text("a file where a folder was wanted", encoding="utf-8")
    monkeypatch.setenv("TERREAU_CACHE", str(blocked))
    monkeypatch.setattr(fonts, "FACES", fonts.FACES[:1])
    assert (fonts.typst_font_folder() / "FiraSans-Regular.ttf").exists()


@pytest.mark.parametrize(
    ("platform", "variable", "end"),
    [
        ("win32", "LOCALAPPDATA", "x/terreau/fonts"),
        ("linux", "XDG_CACHE_HOME", "x/terreau/fonts"),
        ("darwin", "", "Library/Caches/terreau/fonts"),
    ],
)
def test_the_cache_is_where_the_system_keeps_caches(
    platform: str, variable: str, end: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TERREAU_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "x"))
    assert fonts.cache_folder().parent.as_posix().endswith(end)


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        fonts._write(tmp_path / "a.ttf", b"x")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "b.ttf").write_bytes(b"from another process")
    fonts._write(tmp_path / "b.ttf", b"x")
    assert (tmp_path / "b.ttf").read_bytes() == b"from another process"
