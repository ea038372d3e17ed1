"""The gazetteer that comes with Terreau, read from the package once."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from terreau.gazetteer.lookup import Gazetteer
from terreau.gazetteer.model import Commune, Epci, Former

__all__ = ["ATTRIBUTION", "DATA", "VINTAGE", "default", "load"]

VINTAGE = "2026"
ATTRIBUTION = "Insee – Code officiel géographique 2026 ; IGN – Admin Express ; DGCL"
DATA = Path(__file__).parent / "data"


@cache
def default() -> Gazetteer:
    """Return the official code of France, vintage `VINTAGE`; the same object each time."""
    return load(DATA)


def load(folder: Path) -> Gazetteer:
    """Return the gazetteer written in `folder` by ``scripts/build_gazetteer.py``."""
    postal = {code: tuple(codes.split()) for code, codes in _rows(folder / "postal.csv.gz")}
    return Gazetteer(
        [_commune(row) for row in _rows(folder / "communes.csv.gz")],
        [Former(*row) for row in _rows(folder / "former.csv.gz")],
        [
            Epci(siren, name, kind, _integer(population))
            for siren, name, kind, population in _rows(folder / "epci.csv.gz")
        ],
        {code: name for code, name, *_ in _rows(folder / "departements.csv")},
        {code: name for code, name, *_ in _rows(folder / "regions.csv")},
        postal,
        folder / "contours",
    )


def _rows(path: Path) -> Iterator[list[str]]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)  # headers
    return rows


def _commune(row: list[str]) -> Commune:
    code, name, departement, region, epci, population, area, longitude, latitude = row
    return Commune(
        code,
        name,
        departement,
        region,
        epci or None,
        _integer(population),
        _decimal(area),
        _decimal(longitude),
        _decimal(latitude),
    )


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> float | None:
    return float(text) if text else None
