"""The gazetteer: every commune by code, by name, by grouping, with what became of old codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from terreau.gazetteer import labels
from terreau.gazetteer.contours import Contours, missing, path_of, read
from terreau.gazetteer.model import Commune, Epci, Former, Resolution
from terreau.gazetteer.names import NameIndex, same_name
from terreau.gazetteer.suggestions import Suggester
from terreau.problems import Refused

__all__ = ["Gazetteer"]


class Gazetteer:
    """Communes, groupings and old codes of one vintage of the official code. Read only.

    Parameters
    ----------
    communes : iterable of Commune
    former : iterable of Former
        Codes and names that are no longer a commune's.
    epcis : iterable of Epci
    departements, regions : mapping of str to str
        Code to name.
    postal : mapping of str to tuple of str
        Postal code to commune codes, used to suggest only: a postal code names no commune.
    contours : Path or None
        Folder of contour files, one per département.
    """

    def __init__(
        self,
        communes: Iterable[Commune],
        former: Iterable[Former] = (),
        epcis: Iterable[Epci] = (),
        departements: Mapping[str, str] | None = None,
        regions: Mapping[str, str] | None = None,
        postal: Mapping[str, tuple[str, ...]] | None = None,
        contours: Path | None = None,
    ) -> None:
        by_code = {commune.code: commune for commune in communes}
        self._communes = {code: by_code[code] for code in sorted(by_code)}
        self._former = tuple(former)
        self._old_codes = {f.code: f for f in self._former if f.code not in by_code}
        self._epcis = {epci.siren: epci for epci in epcis}
        self._departements = departements or {}
        self._regions = regions or {}
        self._postal = postal or {}
        self._contours = contours

    def commune(self, code: str) -> Commune | None:
        """Return today's commune of that very code, else ``None``."""
        return self._communes.get(code)

    def communes(self) -> tuple[Commune, ...]:
        """Return every commune, by code."""
        return tuple(self._communes.values())

    def resolve(self, code: str) -> Resolution:
        """Return what `code` means today, following mergers to their end."""
        if code in self._communes:
            return Resolution("current", self._communes[code])
        former = self._old_codes.get(code)
        commune = self._communes.get(self._successor(code))
        if former is None or commune is None:
            return Resolution("unknown", None)
        return Resolution("merged", commune, former.name, former.kind)

    def by_name(self, text: str, departement: str | None = None) -> tuple[Commune, ...]:
        """Return every commune of that name, whatever its case, accents and hyphens.

        Those that bear the name today come first, then those that took over a commune that bore
        it; each by code. `departement` keeps the communes of one département.
        """
        codes = dict.fromkeys((*self._names.find(text), *self._old_names.find(text)))
        found = (self._communes[code] for code in codes if code in self._communes)
        return tuple(c for c in found if departement in (None, c.departement))

    def suggest(self, text: str, limit: int = 3) -> tuple[Commune, ...]:
        """Return the communes most probably meant by a value that names none, best first.

        Understands an old code, a postal code, a slip in a code, a misspelt or shortened name, a
        postal code before a name. Empty when nothing is near.
        """
        return self._suggester.suggest(text, limit)

    def label(self, code: str) -> str:
        """Return « 39300 Lons-le-Saunier »; the code alone when it is unknown."""
        commune = self._communes.get(code)
        return f"{code} {commune.name}" if commune else code

    def parse_label(self, text: str) -> str | None:
        """Return the code a person meant, or ``None`` when that is not sure.

        Accepts « 39300 Lons-le-Saunier », « 39300 », « Lons-le-Saunier », « Saint-Aubin (39) »,
        and a code whose first zeros a spreadsheet dropped. A code and a name that disagree, an
        unknown code and a name borne by several communes give ``None``. An old code is returned as
        it was written: `resolve` says what became of it.
        """
        written = labels.read(text)
        if written.code:
            return written.code if self._agree(written.code, written.name) else None
        for index in (self._names, self._old_names):
            codes = [
                code
                for code in index.find(written.name)
                if code in self._communes
                and written.departement in ("", self._communes[code].departement)
            ]
            if codes:
                return codes[0] if len(codes) == 1 else None
        return None

    def departement_name(self, code: str) -> str:
        """Return the name of a département or overseas territory; empty when unknown."""
        return self._departements.get(code, "")

    def region_name(self, code: str) -> str:
        """Return the name of a région; empty when unknown."""
        return self._regions.get(code, "")

    def epci(self, siren: str) -> Epci | None:
        """Return the grouping of that SIREN, else ``None``."""
        return self._epcis.get(siren)

    def epcis(self) -> tuple[Epci, ...]:
        """Return every grouping, by SIREN."""
        return tuple(self._epcis.values())

    def members(self, siren: str) -> tuple[Commune, ...]:
        """Return the communes of a grouping, by code; empty when it is unknown."""
        return self._members.get(siren, ())

    def has_contours(self, departement: str) -> bool:
        """Return whether the contours of that département are on this machine."""
        return self._contours is not None and path_of(self._contours, departement).is_file()

    def contours(self, departement: str, *, required: bool = False) -> Contours:
        """Return code → polygons → rings → ``(longitude, latitude)`` for one département.

        When they are not on this machine: empty, or refused if `required`.

        Raises
        ------
        Refused
            The contours are `required` and absent; the problem says the command that makes them.
        """
        if self._contours is not None and self.has_contours(departement):
            return read(self._contours, departement)
        if required:
            raise Refused([missing(departement, self.departement_name(departement))])
        return {}

    def with_extra(self, communes: Iterable[Commune]) -> Gazetteer:
        """Return a gazetteer with more communes (fictional ones), or with some replaced."""
        extra = {commune.code: commune for commune in communes}
        return Gazetteer(
            (self._communes | extra).values(),
            self._former,
            self._epcis.values(),
            self._departements,
            self._regions,
            self._postal,
            self._contours,
        )

    def _successor(self, code: str) -> str:
        seen: set[str] = set()
        while code in self._old_codes and code not in seen:
            seen.add(code)
            code = self._old_codes[code].into
        return code

    def _agree(self, code: str, name: str) -> bool:
        resolution = self.resolve(code)
        if resolution.commune is None:
            return False
        names = (resolution.commune.name, self._names_before.get(code, ""))
        return not name or any(same_name(name, known) for known in names)

    @cached_property
    def _names_before(self) -> dict[str, str]:
        return {former.code: former.name for former in self._former}

    @cached_property
    def _members(self) -> dict[str, tuple[Commune, ...]]:
        groups: dict[str, list[Commune]] = {}
        for commune in self._communes.values():
            if commune.epci:
                groups.setdefault(commune.epci, []).append(commune)
        return {siren: tuple(group) for siren, group in groups.items()}

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex((c.name, c.code) for c in self._communes.values())

    @cached_property
    def _old_names(self) -> NameIndex:
        return NameIndex((f.name, self._successor(f.into)) for f in self._former if f.name)

    @cached_property
    def _suggester(self) -> Suggester:
        into = {code: self._successor(code) for code in self._old_codes}
        return Suggester(self._communes, into, (self._names, self._old_names), self._postal)
