"""Two studies side by side: the same bytes, the same figures, or which ones differ."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terreau.i18n import gettext as _
from terreau.i18n import ngettext, quote
from terreau.problems import Problem
from terreau.study.manifest import read_manifest
from terreau.study.results import FILE, read_results

__all__ = ["TOLERANCE", "compare"]

TOLERANCE = 1e-6
_SHOWN = 50  # differences named one by one; the rest is counted


def _equal(first: Any, second: Any) -> bool:
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, int | float) and isinstance(second, int | float):
        return math.isclose(first, second, rel_tol=TOLERANCE, abs_tol=TOLERANCE * TOLERANCE)
    return bool(first == second)


def _key_of(item: Any, i: int) -> str:
    """Return what names an item of a list for a person: its case, its variable… or its place."""
    names = ("case", "variable", "pillar", "phase", "seq", "by", "value", "column", "from", "to")
    if not isinstance(item, dict):
        return str(i + 1)
    words = [str(item[name]) for name in names if isinstance(item.get(name), str | int)]
    return " ".join(words) or str(i + 1)


def _differences(first: Any, second: Any, place: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(first, dict) and isinstance(second, dict):
        for key in sorted(first.keys() | second.keys()):
            yield from _differences(first.get(key), second.get(key), (*place, key))
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for i, (one, other) in enumerate(zip(first, second, strict=True)):
            yield from _differences(one, other, (*place, _key_of(one, i)))
    elif not _equal(first, second):
        yield Problem(
            "figure-differs",
            _("résultat {place}").format(place=quote(" › ".join(place))),
            _("{first} d’un côté, {second} de l’autre.").format(
                first=_shown(first), second=_shown(second)
            ),
        )


def _shown(value: Any) -> str:
    if value is None:
        return _("rien")
    if isinstance(value, list):
        return ngettext("{n} ligne", "{n} lignes", len(value)).format(n=len(value))
    if isinstance(value, dict):
        return _("un détail")
    return quote(value) if isinstance(value, str) else str(value)


def _said(differences: list[Problem]) -> list[Problem]:
    more = len(differences) - _SHOWN
    if more <= 0:
        return list(differences)
    sentence = ngettext(
        "{n} autre résultat diffère.", "{n} autres résultats diffèrent.", more
    ).format(n=more)
    return [*differences[:_SHOWN], Problem("figures-differ", "", sentence)]


def _warning(code: str, message: str) -> Problem:
    return Problem(code, "", message, severity="warning")


def _publications(first: Path, second: Path) -> list[Problem]:
    """Return the files that are not the same bytes: said, not refused, figures being equal."""
    one, other = (read_manifest(folder)["files"] for folder in (first, second))
    names = sorted(
        name
        for name in one.keys() | other.keys()
        if name != FILE and one.get(name) != other.get(name)
    )
    if not names:
        return []
    shown = ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
    sentence = ngettext(
        "Un fichier n’a pas les mêmes octets\u00a0: {names}.",
        "{n} fichiers n’ont pas les mêmes octets\u00a0: {names}.",
        len(names),
    )
    return [_warning("files-differ", sentence.format(n=len(names), names=shown))]


def compare(folder_a: Path, folder_b: Path) -> list[Problem]:
    """Return how two studies differ; empty when every file has the same bytes.

    Problems are errors where a figure differs by more than 1e-6 of its value, and warnings where
    figures agree and only bytes differ (another platform, another version).

    Raises
    ------
    Refused
        When one of them is not a study, or was not sealed.
    """
    first, second = read_results(folder_a), read_results(folder_b)
    software = {results.pop("software") for results in (first, second)}
    differences = list(_differences(first, second, ()))
    said = _said(differences)
    if len(software) > 1:
        versions = ", ".join(sorted(map(str, software)))
        sentence = _("Les deux études n’ont pas été faites avec la même version\u00a0: {versions}.")
        said.append(_warning("software-differs", sentence.format(versions=versions)))
    same_bytes = (folder_a / FILE).read_bytes() == (folder_b / FILE).read_bytes()
    if not differences and not same_bytes:
        sentence = _("Les chiffres sont les mêmes à un millionième près, les octets non.")
        said.append(_warning("bytes-differ", sentence))
    return [*said, *_publications(folder_a, folder_b)]
