"""What surrounds a group of cases: people, communes, kinds of cases, phases they reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from terreau.gazetteer import Commune, Gazetteer, Perimeter, perimeters
from terreau.study.frame import Frame

__all__ = ["group_context", "territory_names"]

_NO_PLACE = dict.fromkeys(("population", "n_communes", "density", "density_km2", "vintage"))


def territory_names(frame: Frame) -> dict[str, str]:
    """Return the name of each territory by code."""
    return {row["code"]: row["name"] for row in frame.dataset.rows("territories")}


def _gazetteer(frame: Frame) -> Gazetteer:
    """Return the official communes, if given, with those that the data add."""
    added = [
        Commune(row["code"], row["name"], population=row["population"])
        for row in frame.dataset.rows("communes")
    ]
    return (frame.gazetteer or Gazetteer([])).with_extra(added)


def _territory(frame: Frame, code: str) -> dict[str, Any]:
    rows = [row for row in frame.dataset.rows("territories") if row["code"] == code]
    said = rows[0] if rows else {"members": None, "population": None}
    shipped = perimeters().get(code) if not said["members"] and frame.gazetteer else None
    perimeter = shipped or Perimeter(code, said.get("vintage") or "", tuple(said["members"] or ()))
    gazetteer = _gazetteer(frame)
    known = not perimeter.unknown(gazetteer)  # a population of some communes would be a false one
    counted = perimeter.population(gazetteer) if known else None
    density = perimeter.density(gazetteer) if known else None
    return {
        "population": counted if said["population"] is None else said["population"],
        "n_communes": (len(perimeter.communes(gazetteer)) or None) if known else None,
        "density": said.get("density"),
        "density_km2": density,
        "vintage": perimeter.vintage or None,
    }


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def group_context(frame: Frame, by: str, value: str, cases: set[str]) -> dict[str, Any]:
    """Return the context of one group of cases.

    Parameters
    ----------
    by : str
        ``"territory"`` or ``"cohort"``; only a territory has people and communes of its own.
    value : str
        The code of the territory or the name of the cohort.
    cases : set of str
        The cases of the group.
    """
    rows = [row for row in frame.dataset.rows("cases") if row["case"] in cases]
    phases = {
        (row["case"], row["phase"])
        for row in frame.dataset["phases"].select(["case", "phase"]).to_pylist()
        if row["case"] in cases
    }
    place = _territory(frame, value) if by == "territory" else _NO_PLACE
    return place | {
        "kinds": _counts(row["kind"] or "" for row in rows),
        "phases": _counts(phase for _case, phase in phases),
    }
