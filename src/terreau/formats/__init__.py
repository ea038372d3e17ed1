"""Bytes to data and back: workbooks, snapshots, archives."""
