"""The reading of a sentence of the logbook: text in, proposals out, each at its place, none stored."""

from terreau.formats.logline.reading import Proposal, Reading, happened, read_line

__all__ = ["Proposal", "Reading", "happened", "read_line"]
