"""What the official code knows: communes, groupings of communes, and what became of old codes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Commune", "Epci", "Former", "Resolution"]


@dataclass(frozen=True, slots=True)
class Commune:
    """One municipality by its official geographic code.

    Parameters
    ----------
    code : str
        Five characters (``39300``, ``2A004``); a fictional one starts with ``00``.
    name : str
        Official name, as Insee writes it (straight apostrophe).
    departement, region : str
        Codes; empty for a fictional commune that says none.
    epci : str or None
        SIREN of its grouping, ``None`` for the few islands and territories that have none.
    population : int or None
        Municipal population, in inhabitants; ``None`` when it is not published.
    area_km2 : float or None
        Area of its simplified contour (about one per cent away from the official area).
    longitude, latitude : float or None
        Centroid of the contour, WGS84 degrees; ``None`` when there is no contour.
    """

    code: str
    name: str
    departement: str = ""
    region: str = ""
    epci: str | None = None
    population: int | None = None
    area_km2: float | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Epci:
    """A grouping of communes with its own taxes: SIREN, name, kind, municipal population."""

    siren: str
    name: str
    kind: str
    population: int | None


@dataclass(frozen=True, slots=True)
class Former:
    """A code or a name that is no longer a commune's, and the code that took it over.

    `kind` is ``"delegated"``, ``"associated"``, ``"district"`` (Paris, Lyon, Marseille),
    ``"merged"`` or ``"renumbered"`` (code only, the old name is not published: `name` is empty).
    """

    code: str
    name: str
    into: str
    kind: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a code means today.

    Parameters
    ----------
    status : str
        ``"current"``, ``"merged"`` (the code now belongs to another commune) or ``"unknown"``.
    commune : Commune or None
        Today's commune; ``None`` only when unknown.
    former_name : str
        Name the old code had, when known; else empty.
    kind : str
        Kind of the former code (see `Former`); empty unless merged.
    """

    status: str
    commune: Commune | None
    former_name: str = ""
    kind: str = ""
