"""Frozen data (« données figées »): tables, data package and manifest, written and read back."""

from terreau.formats.snapshot.digest import digest
from terreau.formats.snapshot.reading import is_snapshot, read_manifest, read_snapshot
from terreau.formats.snapshot.writing import FORMAT, snapshot_files, write_snapshot

__all__ = [
    "FORMAT",
    "digest",
    "is_snapshot",
    "read_manifest",
    "read_snapshot",
    "snapshot_files",
    "write_snapshot",
]
