"""Terreau: learn from territorial projects, from evidence to publication."""

__version__ = "0.2.0"
