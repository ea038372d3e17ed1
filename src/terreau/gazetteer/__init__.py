"""Communes, groupings, populations, contours and perimeters: the official code, kept offline."""

from terreau.gazetteer.contours import Contours
from terreau.gazetteer.geometry import project
from terreau.gazetteer.lookup import Gazetteer
from terreau.gazetteer.model import Commune, Epci, Former, Resolution
from terreau.gazetteer.perimeters import Perimeter, perimeters, read_perimeter
from terreau.gazetteer.shipped import ATTRIBUTION, VINTAGE, default
from terreau.gazetteer.zonings import read_density, read_zoning

__all__ = [
    "ATTRIBUTION",
    "VINTAGE",
    "Commune",
    "Contours",
    "Epci",
    "Former",
    "Gazetteer",
    "Perimeter",
    "Resolution",
    "default",
    "perimeters",
    "project",
    "read_density",
    "read_perimeter",
    "read_zoning",
]
