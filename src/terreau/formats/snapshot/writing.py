"""Writing frozen data: Parquet tables, a data package, a manifest that seals them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import terreau
from terreau import framework as frameworks
from terreau.formats.archive import write_zip
from terreau.formats.snapshot.describing import datapackage, framework_tables
from terreau.formats.snapshot.digest import digest, table_digest
from terreau.formats.tables import TABLES, Dataset
from terreau.framework import Framework

__all__ = ["FORMAT", "snapshot_files", "write_snapshot"]

FORMAT = "terreau-snapshot/1"
# every setting is written down, so that a new default of the library changes no byte
_PARQUET = {
    "version": "2.6", "compression": "zstd", "compression_level": 3, "use_dictionary": True,
    "write_statistics": True, "data_page_version": "1.0", "data_page_size": 1 << 20,
    "row_group_size": 1 << 20, "store_schema": True, "write_page_index": False,
}  # fmt: skip


def _parquet(held: pa.Table) -> bytes:
    out = BytesIO()
    pq.write_table(held.combine_chunks(), out, **_PARQUET)
    return out.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _manifest(
    dataset: Dataset,
    tables: Mapping[str, pa.Table],
    files: Mapping[str, bytes],
    report: Mapping[str, Any],
) -> dict[str, Any]:
    ours = {name: held for name, held in tables.items() if not name.startswith("framework_")}
    manifest = {
        "format": FORMAT,
        "software": terreau.__version__,
        "framework": dataset.framework,
        "title": dataset.title,
        "as_of": dataset.as_of,
        "fictional": dataset.fictional,
        "consents": dict(report),
        "tables": {
            name: {"rows": held.num_rows, "content": table_digest(held)}
            for name, held in ours.items()
        },
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    return manifest | {"digest": digest(manifest)}


def snapshot_files(
    dataset: Dataset, consent_report: Mapping[str, Any], framework: Framework | None = None
) -> dict[str, bytes]:
    """Return the files of a snapshot by name; `framework` is needed when it is one's own.

    Raises
    ------
    ValueError
        When `dataset` still holds words: `workbook.to_snapshot` comes first.
    """
    if dataset.workbook:
        raise ValueError("a snapshot never carries words: call workbook.to_snapshot first")
    known = framework or frameworks.by_identifier(dataset.framework)
    tables = {
        t.name: dataset[t.name] for t in TABLES if not t.workbook_only and dataset[t.name].num_rows
    }
    tables |= framework_tables(known)
    files = {f"{name}.parquet": _parquet(held) for name, held in tables.items()}
    files["datapackage.json"] = _json(datapackage(dataset, known, tables))
    files["manifest.json"] = _json(_manifest(dataset, tables, files, consent_report))
    return files


def write_snapshot(
    dataset: Dataset,
    folder: Path | str,
    consent_report: Mapping[str, Any],
    framework: Framework | None = None,
) -> dict[str, Any]:
    """Write frozen data in `folder`, or in an archive when its name ends in ``.zip``.

    Returns
    -------
    dict
        The manifest.
    """
    files = snapshot_files(dataset, consent_report, framework)
    target = Path(folder)
    if target.suffix == ".zip":
        target.write_bytes(write_zip(files))
    else:
        target.mkdir(parents=True, exist_ok=True)
        for name in sorted(files):
            (target / name).write_bytes(files[name])
    manifest: dict[str, Any] = json.loads(files["manifest.json"])
    return manifest
