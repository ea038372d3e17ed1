"""Perimeters: named sets of communes or groupings, dated by the vintage of the official code."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.gazetteer.lookup import Gazetteer
from terreau.gazetteer.model import Commune
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["Perimeter", "perimeters", "read_perimeter"]

SHIPPED = Path(__file__).parent / "data" / "perimeters"

_SIREN = re.compile(r"[0-9]{9}")
_COMMUNE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Perimeter:
    """A territory of study: what it holds, and when that was true.

    Parameters
    ----------
    name : str
    vintage : str
        Year of the official code its members are taken from.
    members : tuple of str
        Commune codes (five characters) or SIREN of groupings (nine digits), mixed at will. A
        commune named twice counts once; a merged one counts as the commune that took it over.
    source, source_url : str
        Where the list comes from.
    """

    name: str
    vintage: str
    members: tuple[str, ...]
    source: str = ""
    source_url: str = ""

    def communes(self, gazetteer: Gazetteer) -> tuple[Commune, ...]:
        """Return the communes, by code; members the gazetteer does not know are left out."""
        found = {c.code: c for member in self.members for c in _held(member, gazetteer)}
        return tuple(found[code] for code in sorted(found))

    def unknown(self, gazetteer: Gazetteer) -> tuple[str, ...]:
        """Return the members the gazetteer does not know, in their order."""
        return tuple(member for member in self.members if not _held(member, gazetteer))

    def population(self, gazetteer: Gazetteer) -> int | None:
        """Return the inhabitants; ``None`` if those of one commune are not known, or if empty."""
        total = _total(c.population for c in self.communes(gazetteer))
        return None if total is None else round(total)

    def area_km2(self, gazetteer: Gazetteer) -> float | None:
        """Return the area in km²; ``None`` if that of one commune is not known, or if empty."""
        total = _total(c.area_km2 for c in self.communes(gazetteer))
        return None if total is None else round(total, 2)

    def density(self, gazetteer: Gazetteer) -> float | None:
        """Return inhabitants per km²; ``None`` if population or area is not known."""
        population, area = self.population(gazetteer), self.area_km2(gazetteer)
        return population / area if population is not None and area else None


def perimeters() -> dict[str, Perimeter]:
    """Return the perimeters that come with Terreau, by identifier."""
    return {path.stem: read_perimeter(path) for path in sorted(SHIPPED.glob("*.toml"))}


def read_perimeter(path: Path) -> Perimeter:
    """Return the perimeter written in a TOML file.

    Keys: ``name``, ``vintage``, ``members``, and optionally ``source`` and ``source_url``.

    Raises
    ------
    Refused
        The file cannot be read, or a key is absent or of another shape.
    """
    where = _("fichier {name}").format(name=quote(path.name))
    fields = _toml(path, where)
    problems = [
        _wrong_key(where, key, expected)
        for key, (accepts, expected) in _KEYS.items()
        if not accepts(fields.get(key, _DEFAULTS.get(key)))
    ]
    if problems:
        raise Refused(problems)
    return Perimeter(
        fields["name"],
        fields["vintage"],
        tuple(fields["members"]),
        fields.get("source", ""),
        fields.get("source_url", ""),
    )


def _wrong_key(where: str, key: str, expected: str) -> Problem:
    message = _("La clé {key} manque ou n’a pas la forme attendue.").format(key=quote(key))
    return Problem("perimeter-key", where, message, _(expected))


def _toml(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        problem = Problem("perimeter-missing", where, _("Le fichier est introuvable ou illisible."))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = _("Le fichier n’est pas un fichier TOML valide ({error}).").format(error=error)
        problem = Problem("perimeter-unreadable", where, message)
    raise Refused([problem])


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_year(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"(19|20)[0-9]{2}", value) is not None


def _is_members(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_member, value))


def _is_member(value: Any) -> bool:
    text = value if isinstance(value, str) else ""
    return bool(_SIREN.fullmatch(text) or _COMMUNE.fullmatch(text))


_DEFAULTS = {"source": "", "source_url": ""}
# what each key accepts, and the sentence that says so
_MEMBERS = (
    "Attendu\u00a0: une liste, entre guillemets, de codes de communes (cinq caractères) "
    "ou de SIREN d’EPCI (neuf chiffres)."
)
_YEAR = 'Attendu\u00a0: l’année du code officiel, entre guillemets, par exemple "2026".'
_TEXT = "Attendu\u00a0: un texte entre guillemets."
_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "name": (lambda value: _is_text(value) and bool(value.strip()), _TEXT),
    "vintage": (_is_year, _YEAR),
    "members": (_is_members, _MEMBERS),
    "source": (_is_text, _TEXT),
    "source_url": (_is_text, _TEXT),
}


def _held(member: str, gazetteer: Gazetteer) -> tuple[Commune, ...]:
    if _SIREN.fullmatch(member):
        return gazetteer.members(member)
    commune = gazetteer.resolve(member).commune
    return (commune,) if commune else ()


def _total(values: Iterable[float | None]) -> float | None:
    known = list(values)
    if not known or None in known:
        return None  # a sum with a hole would pass for the whole
    return math.fsum(value for value in known if value is not None)
