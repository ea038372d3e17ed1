"""Perimeters and the communes added to the official code."""
