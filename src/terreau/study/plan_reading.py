"""Checks of a plan file, key by key: each mistake says where it is and what was meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem

__all__ = ["Section", "nearest"]


def nearest(word: str, among: Iterable[str]) -> str:
    """Return what was probably meant, as a French sentence, or the whole list when it is short."""
    known = sorted(among)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return _("Vouliez-vous dire {word}\u202f?").format(word=quote(close[0]))
    if not known or len(known) > 15:
        return ""
    return _("Valeurs possibles\u00a0: {words}.").format(words=", ".join(known))


_KINDS: dict[type, str] = {
    str: "un texte entre guillemets",
    int: "un nombre entier",
    bool: "true ou false",
    list: "une liste entre crochets",
    dict: "un tableau",
}


@dataclass
class Section:
    """One table of the file: values are taken one by one, problems gather in `problems`.

    Parameters
    ----------
    name : str
        As written in the file: ``"[study]"``.
    values : mapping
        What the file holds there.
    problems : list of Problem
        Shared by all sections of the file.
    """

    name: str
    values: Mapping[str, Any]
    problems: list[Problem]
    _known: set[str] = field(default_factory=set)

    def add(self, code: str, key: str, message: str, expected: str = "") -> None:
        """Keep one problem at `key`."""
        place = f"{self.name} {key}" if key else self.name
        where = _("plan d’analyse, {place}").format(place=quote(place.strip()))
        self.problems.append(Problem(code, where, message, expected))

    def take(self, key: str, kind: type, default: Any) -> Any:
        """Return the value of `key` if it is of that kind, else `default` and a problem."""
        self._known.add(key)
        if key not in self.values:
            return default
        value = self.values[key]
        right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if right:
            return value
        wanted = _(_KINDS[kind])
        self.add("plan-value-kind", key, _("il faut {wanted}.").format(wanted=wanted))
        return default

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, empty by default."""
        value = str(self.take(key, str, "")).strip()
        if required and not value and key not in self.values:
            self.add("plan-key-missing", key, _("cette clé est nécessaire."))
        return value

    def choice(self, key: str, among: Iterable[str], default: str = "") -> str:
        """Return one word of `among`."""
        value = self.text(key)
        known = tuple(among)
        if not value:
            return default
        if value not in known:
            message = _("{value} n’est pas une valeur possible.").format(value=quote(value))
            self.add("plan-value-unknown", key, message, nearest(value, known))
            return default
        return value

    def words(self, key: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, each one in `among` when it is given."""
        values = self.take(key, list, [])
        known = None if among is None else tuple(among)
        kept: list[str] = []
        for value in values:
            if not isinstance(value, str):
                message = _("chaque valeur de la liste est un texte entre guillemets.")
                self.add("plan-value-kind", key, message)
            elif known is not None and value not in known:
                message = _("{value} n’est pas une valeur possible.").format(value=quote(value))
                self.add("plan-value-unknown", key, message, nearest(value, known))
            elif value not in kept:
                kept.append(value)
        return tuple(kept)

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers."""
        values = self.take(key, list, [])
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
            return tuple(float(v) for v in values)
        self.add("plan-value-kind", key, _("chaque valeur de la liste est un nombre."))
        return ()

    def day(self, key: str) -> str:
        """Return a date as ISO text: a TOML date, or a text that writes one."""
        self._known.add(key)
        value = self.values.get(key, "")
        if isinstance(value, date):
            return value.isoformat()[:10]
        try:
            return date.fromisoformat(value).isoformat() if value else ""
        except (TypeError, ValueError):
            self.add(
                "plan-value-kind", key, _("il faut une date comme 2026-03-14 (année, mois, jour).")
            )
            return ""

    def tables(self, key: str, place: str) -> list[Section]:
        """Return the tables listed under `key`, each with its place in the file."""
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            self.add("plan-value-kind", key, _("chaque ligne est un tableau entre accolades."))
            return []
        return [Section(f"{place} {i}", v, self.problems) for i, v in enumerate(values, 1)]

    def table(self, key: str) -> Section:
        """Return the table under `key`, empty when it is absent."""
        return Section(f"[{key}]", self.take(key, dict, {}), self.problems)

    def close(self, *others: str) -> None:
        """Report every key that nobody took, and that is not among `others`."""
        self._known.update(others)
        for key in self.values:
            if key not in self._known:
                message = _("cette clé n’existe pas.")
                self.add("plan-key-unknown", key, message, nearest(key, self._known))
