"""The two typefaces, made ready once: static TTF for Typst, small woff2 for pages, real widths for figures.

Fira Sans and Literata come from the packages ``fontpkg-fira-sans`` and ``fontpkg-literata``; nothing
is committed. What is made is kept in a cache folder (``TERREAU_CACHE`` or the user's own), keyed by
the versions, written whole or not at all, so that two processes or a kill never leave half a font.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING

import terreau

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["FACES", "Face", "advances", "cache_folder", "typst_font_folder", "web_fonts"]

# Basic Latin to Latin Extended-A, combining accents, punctuation, arrows, a few signs of ours
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x2C6, 0x2DE), *range(0x300, 0x30D),
    *range(0x2000, 0x2027), 0x202F, *range(0x2030, 0x2050), *range(0x2070, 0x209F), 0x20AC, 0x2116, 0x2122,
    *range(0x2190, 0x2194), 0x2212, 0x2215, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,
    0x25A0, 0x25A1, 0x25B2, 0x25BC, 0x25C6, 0x25CA, 0x25CB, 0x25CF, 0x2713,
)  # fmt: skip
_RECIPE = "3"  # raised when the making below changes, so that nobody keeps older files
_NARROW_SPACE = 0x202F  # French needs it, neither typeface has it
_NARROW_SHARE = 0.6
FEATURES = (
    "kern",
    "liga",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "lnum",
    "onum",
    "pnum",
    "tnum",
    "frac",
    "sups",
)


@dataclass(frozen=True, slots=True)
class Face:
    """One static font: where it comes from, what it is called, how heavy it is."""

    file: str
    family: str
    style: str
    weight: int
    italic: bool
    package: str
    source: str
    axes: tuple[tuple[str, float], ...] = ()


def _fira(style: str, weight: int, *, italic: bool = False) -> Face:
    name = f"FiraSans-{style.replace(' ', '')}"
    return Face(name, "Fira Sans", style, weight, italic, "fontpkg_fira_sans", f"{name}.ttf")


def _literata(style: str, weight: int, *, italic: bool = False) -> Face:
    source = "Literata-Italic[opsz,wght].ttf" if italic else "Literata[opsz,wght].ttf"
    # one optical size for all: 14 pt, between running text (7) and posters (72)
    axes = (("opsz", 14.0), ("wght", float(weight)))
    name = f"Literata-{style.replace(' ', '')}"
    return Face(name, "Literata", style, weight, italic, "fontpkg_literata", source, axes)


FACES: tuple[Face, ...] = (
    _fira("Regular", 400),
    _fira("Italic", 400, italic=True),
    _fira("Medium", 500),
    _fira("SemiBold", 600),
    _literata("Regular", 400),
    _literata("SemiBold", 600),
    _literata("Italic", 400, italic=True),
)


def cache_folder() -> Path:
    """Return the folder of made fonts for these versions; it may not exist yet."""
    given = os.environ.get("TERREAU_CACHE")
    if given:
        base = Path(given)
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "terreau"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches" / "terreau"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "terreau"
    packages = ("fontpkg-fira-sans", "fontpkg-literata", "fonttools")
    versions = [terreau.__version__, *(metadata.version(package) for package in packages)]
    return base / "fonts" / "-".join([*versions, _RECIPE])


def _source(face: Face) -> TTFont:
    from fontTools.ttLib import TTFont

    data = resources.files(face.package).joinpath("files", face.source).read_bytes()
    return TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)


def _subset(font: TTFont) -> None:
    from fontTools import subset

    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = [1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "VVAR"]  # nothing is written downwards here
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)


def _add_narrow_space(font: TTFont) -> None:
    """Give the font the narrow no-break space: empty, three fifths of a space wide."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    cmap, name = font.getBestCmap(), "uni202F"
    if _NARROW_SPACE in cmap:
        return
    space = font["hmtx"][cmap[0x20]][0]
    font["glyf"][name] = Glyph()  # also enters the order of glyphs
    font["hmtx"][name] = (round(_NARROW_SHARE * space), 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[_NARROW_SPACE] = name


def _rename(font: TTFont, face: Face) -> None:
    """Name the font after its family and style: readers of fonts look at these, not at the file."""
    names = font["name"]
    linked = face.style in ("Regular", "Italic")
    words = {
        1: face.family if linked else f"{face.family} {face.style}",
        2: face.style if linked else "Regular",
        3: f"{terreau.__version__};{face.file}",
        4: f"{face.family} {face.style}",
        6: face.file,
    }
    if not linked:
        words |= {16: face.family, 17: face.style}
    for stale in (16, 17, 21, 22, 25):
        names.removeNames(nameID=stale)
    for identifier, text in words.items():
        names.removeNames(nameID=identifier)
        names.setName(text, identifier, 3, 1, 0x409)


def _make(face: Face) -> TTFont:
    font = _source(face)
    _subset(font)  # first: instancing the whole variable font takes seconds
    if face.axes:
        from fontTools.varLib import instancer

        font = instancer.instantiateVariableFont(font, dict(face.axes), inplace=True)
        if "STAT" in font:
            del font["STAT"]
    font["OS/2"].usWeightClass = face.weight
    bits = font["OS/2"].fsSelection & ~0b1100001
    style_bits = 0b1 if face.italic else 0b1000000 if face.weight == 400 else 0
    font["OS/2"].fsSelection = bits | style_bits
    font["head"].macStyle = 0b10 if face.italic else 0
    _rename(font, face)
    _add_narrow_space(font)
    return font


def _bytes(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created  # the clock stays out of the file
    out = io.BytesIO()
    font.save(out, reorderTables=None if flavor else False)
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all: two processes may do it at once, either may be killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        if not path.exists():  # another process may have put it there: as good
            raise


def _fill(folder: Path) -> None:
    for face in FACES:
        static, web = folder / "ttf" / f"{face.file}.ttf", folder / "woff2" / f"{face.file}.woff2"
        if static.exists() and web.exists():
            continue
        data = _bytes(_make(face), None)
        _write(static, data)
        from fontTools.ttLib import TTFont

        _write(web, _bytes(TTFont(io.BytesIO(data), recalcTimestamp=False), "woff2"))


def _ready() -> Path:
    folder = cache_folder()
    try:
        _fill(folder)
    except OSError:
        # a read-only home: this process makes its own
        folder = _private_folder()
        _fill(folder)
    return folder


@cache
def _private_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="terreau-fonts-"))


def typst_font_folder() -> Path:
    """Return a folder of static TTF (families « Fira Sans » and « Literata »), made on first use."""
    return _ready() / "ttf"


def web_fonts() -> dict[str, bytes]:
    """Return the woff2 files of pages by file name, Latin only; the same bytes every time."""
    folder = _ready() / "woff2"
    return {f"{face.file}.woff2": (folder / f"{face.file}.woff2").read_bytes() for face in FACES}


@cache
def advances(file: str = "FiraSans-Regular") -> dict[str, float]:
    """Return the advance of each character of a face of `FACES`, as a share of the type size."""
    face = next(face for face in FACES if face.file == file)
    font = _source(face)
    units = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    cmap = font.getBestCmap()
    found = {chr(code): widths[glyph][0] / units for code, glyph in cmap.items()}
    return {chr(_NARROW_SPACE): _NARROW_SHARE * found[" "]} | found
