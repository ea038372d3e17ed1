"""The workbook: what a structure fills in a spreadsheet, written, read, checked, made shareable."""

from terreau.formats.workbook.export import Filled, export, filled, new
from terreau.formats.workbook.reading import ReadResult, read
from terreau.formats.workbook.release import to_snapshot

__all__ = ["Filled", "ReadResult", "export", "filled", "new", "read", "to_snapshot"]
