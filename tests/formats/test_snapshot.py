"""Frozen data: readable without us, the same bytes twice, refused as soon as they were touched."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from terreau import framework
from terreau.formats.snapshot import (
    digest,
    read_manifest,
    read_snapshot,
    snapshot_files,
    write_snapshot,
)
from terreau.formats.tables import Dataset
from terreau.formats.workbook import to_snapshot
from terreau.problems import Refused
from tests.formats.conftest import make_dataset

ROWS: dict[str, list[dict[str, Any]]] = {
    "territories": [{"code": "T1", "name": "Val", "members": ["00101"]}],
    "cases": [
        {"case": "P-1", "name": "Atelier", "kind": "projet", "territory": "T1", "started": "été 2018", "x_note": "a"},
        {"case": "P-2", "name": "Café", "kind": "tiers_lieu", "themes": ["lien social"]},
    ],
    "means": [{"case": "P-1", "seq": 1, "family": "market", "amount": "env. 10 000"}],
}  # fmt: skip


@pytest.fixture
def data() -> Dataset:
    return to_snapshot(make_dataset(ROWS, added=("x_note",)))[0]


@pytest.fixture
def folder(tmp_path: Path, data: Dataset) -> Path:
    write_snapshot(data, tmp_path / "donnees", {"applied": True})
    return tmp_path / "donnees"


@pytest.fixture
def refusal(folder: Path) -> Callable[[], list[str]]:
    """Read the folder; return the codes of what is said of it."""

    def run() -> list[str]:
        with pytest.raises(Refused) as caught:
            read_snapshot(folder)
        return [problem.code for problem in caught.value.problems]

    return run


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_what_was_written_is_read_back(folder: Path, data: Dataset) -> None:
    back = read_snapshot(folder)
    assert list(back.tables) == list(data.tables)
    for name, held in data.tables.items():
        assert back.tables[name].equals(held)
    assert replace(back, tables={}) == replace(data, tables={})


def test_archive_holds_the_same_as_the_folder(tmp_path: Path, folder: Path, data: Dataset) -> None:
    write_snapshot(data, tmp_path / "donnees.zip", {"applied": True})
    assert digest(read_snapshot(tmp_path / "donnees.zip")) == digest(read_snapshot(folder))
    with zipfile.ZipFile(tmp_path / "main.zip", "w") as archive:  # made by hand, with its folder
        for file in folder.iterdir():
            archive.write(file, f"donnees/{file.name}")
    assert digest(read_snapshot(tmp_path / "main.zip")) == digest(data)


def test_two_writings_have_the_same_bytes(data: Dataset) -> None:
    assert snapshot_files(data, {"applied": True}) == snapshot_files(data, {"applied": True})


def test_manifest_says_what_is_there(folder: Path, data: Dataset) -> None:
    manifest = read_manifest(folder)
    assert manifest["format"] == "terreau-snapshot/1"
    assert (manifest["framework"], manifest["as_of"], manifest["fictional"]) == (
        "ect@0.1",
        "2026-11-12",
        True,
    )
    assert {name: held["rows"] for name, held in manifest["tables"].items()} == {
        "cases": 2,
        "means": 1,
        "territories": 1,
    }
    assert manifest["consents"] == {"applied": True}
    assert manifest["digest"] == digest(data) == digest(manifest)


def test_package_describes_every_table_for_whoever_reads_without_us(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert package["licenses"] == [
        {"name": "CC0-1.0", "title": "Exemple imaginé, sans droits réservés"}
    ]
    for resource in resources.values():
        held = pq.read_table(folder / resource["path"])
        assert [field["name"] for field in resource["schema"]["fields"]] == held.column_names
    cases = resources["cases"]["schema"]
    assert cases["primaryKey"] == ["case"]
    assert cases["foreignKeys"] == [
        {"fields": ["territory"], "reference": {"resource": "territories", "fields": ["code"]}}
    ]
    fields = {field["name"]: field for field in cases["fields"]}
    assert fields["started_earliest"]["type"] == "date"
    assert fields["kind"]["constraints"]["enum"][0] == "projet"
    assert {f["name"]: f for f in resources["means"]["schema"]["fields"]}["amount_low"][
        "unit"
    ] == "€"
    assert resources["framework-variables"]["licenses"] == [{"title": "CC BY-SA 4.0"}]


def test_framework_is_readable_in_the_data(folder: Path) -> None:
    ect = framework.default()
    variables = pq.read_table(folder / "framework_variables.parquet").to_pylist()
    assert [row["code"] for row in variables] == [v.code for v in ect.variables]
    levels = pq.read_table(folder / "framework_levels.parquet").to_pylist()
    assert len(levels) == len(ect.variables) * len(ect.scale)
    scale = pq.read_table(folder / "framework_scale.parquet").to_pylist()
    assert [row["code"] for row in scale if row["kind"] == "special"] == list(ect.special_codes)


def test_data_of_others_say_that_their_licence_is_not_known(data: Dataset) -> None:
    package = json.loads(snapshot_files(replace(data, fictional=False), {})["datapackage.json"])
    assert "À préciser" in package["licenses"][0]["title"]


def test_words_are_never_frozen(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="to_snapshot"):
        write_snapshot(make_dataset(ROWS, words=True), tmp_path / "a", {})


def test_digest_follows_content_alone(data: Dataset) -> None:
    assert digest(replace(data, tables=dict(reversed(data.tables.items())))) == digest(data)
    others = ({"title": "Autre"}, {"as_of": "2000-01-01"}, {"framework": "autre@1.0"})
    for change in (*others, {"fictional": not data.fictional}):
        assert digest(replace(data, **change)) != digest(data)
    fewer = {**data.tables, "means": data["means"].slice(0, 0)}
    assert digest(replace(data, tables=fewer)) == digest(
        replace(data, tables={k: v for k, v in data.tables.items() if k != "means"})
    )


# -- refused --------------------------------------------------------------------------------------


def test_altered_and_missing_files_are_each_named(
    folder: Path, refusal: Callable[[], list[str]]
) -> None:
    (folder / "cases.parquet").write_bytes(b"PAR1")
    (folder / "means.parquet").unlink()
    assert refusal() == ["file-altered", "file-missing"]


def test_stranger_among_the_tables_is_refused(
    folder: Path, refusal: Callable[[], list[str]]
) -> None:
    pq.write_table(pa.table({"a": [1]}), folder / "log.parquet")
    assert refusal() == ["file-unknown"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "other/1"}', '{"format": "terreau-snapshot/x"}']
)
def test_folder_that_is_no_snapshot_is_said(
    folder: Path, refusal: Callable[[], list[str]], text: str
) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert refusal() == ["not-a-snapshot"]


def test_missing_manifest_is_said(folder: Path, refusal: Callable[[], list[str]]) -> None:
    (folder / "manifest.json").unlink()
    assert refusal() == ["not-a-snapshot"]


def test_newer_format_asks_for_an_update(folder: Path) -> None:
    rewrite(folder, lambda manifest: manifest.update(format="terreau-snapshot/2"))
    with pytest.raises(Refused, match="plus récente"):
        read_snapshot(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre"},
        {"digest": "0"},
        {"tables": []},
        {"fictional": "oui"},
        {"tables": {"cases": 1}},
    ],
)
def test_altered_manifest_is_refused(
    folder: Path, refusal: Callable[[], list[str]], change: dict[str, Any]
) -> None:
    rewrite(folder, lambda manifest: manifest.update(change))
    assert refusal() == ["manifest"]


def sealed(folder: Path, name: str, held: pa.Table | bytes) -> None:
    """Put a table in and seal it as if it were ours."""
    import hashlib

    if isinstance(held, bytes):
        (folder / f"{name}.parquet").write_bytes(held)
    else:
        pq.write_table(held, folder / f"{name}.parquet")

    def change(manifest: dict[str, Any]) -> None:
        manifest["files"][f"{name}.parquet"] = hashlib.sha256(
            (folder / f"{name}.parquet").read_bytes()
        ).hexdigest()
        manifest["tables"].setdefault(name, {"rows": 1, "content": "0"})
        manifest["digest"] = digest(manifest)

    rewrite(folder, change)


@pytest.mark.parametrize(("name", "held", "code"), [
    ("cases", pa.table({"case": ["P-1"]}), "table-broken"),
    ("cases", b"PAR1", "table-broken"),
    ("people", pa.table({"person": ["H-1"]}), "table-unknown"),
])  # fmt: skip
def test_table_that_is_not_as_declared_is_refused(
    folder: Path, refusal: Callable[[], list[str]], name: str, held: pa.Table | bytes, code: str
) -> None:
    sealed(folder, name, held)
    assert refusal() == [code]


def test_folder_heavier_than_what_is_read_at_once_is_refused(
    folder: Path, refusal: Callable[[], list[str]]
) -> None:
    with (folder / "log.parquet").open("wb") as file:
        file.seek(600_000_000)
        file.write(b"\0")
    assert refusal() == ["too-large"]


def test_damaged_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(Refused, match="abîmé"):
        read_snapshot(tmp_path / "a.zip")
