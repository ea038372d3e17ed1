"""The référentiels that ship, and the full check of one's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from terreau.framework.model import Framework
from terreau.framework.reading import load, read
from terreau.framework.versions import compare_versions
from terreau.framework.wording import in_common, nearest
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["by_identifier", "check", "default", "shipped"]

_DATA = Path(__file__).parent / "data"
_DEFAULT = "ect@0.1"


@cache
def shipped() -> tuple[Framework, ...]:
    """Return every référentiel in the package, by identifier."""
    found = [load(file.parent) for file in _DATA.glob("*/*/framework.toml")]
    return tuple(sorted(found, key=lambda framework: framework.identifier))


def default() -> Framework:
    """Return the référentiel of a workspace that has chosen none."""
    return by_identifier(_DEFAULT)


def by_identifier(identifier: str) -> Framework:
    """Return the shipped référentiel `identifier`, e.g. ``"ect@0.1"``.

    Raises
    ------
    Refused
        When none has that identifier; the message says which exist.
    """
    known = {framework.identifier: framework for framework in shipped()}
    if identifier not in known:
        message = _("Le référentiel {name} n’est pas livré.").format(name=quote(identifier))
        raise Refused([Problem("framework-unknown", "", message, nearest(identifier, [*known]))])
    return known[identifier]


def check(path: Path | str) -> list[Problem]:
    """Return all that is to mend in the référentiel at `path`; empty when nothing is.

    Beyond what `load` refuses, the version is compared with its parent where that one ships or
    lies in a neighbouring folder.
    """
    place = Path(path)
    framework, problems = read(place)
    if framework is None or not framework.parent:
        return problems
    parent = _parent(framework, place)
    if parent is None:
        message = _("Le parent {name} n’est pas à portée : les changements n’ont pas été vérifiés.")
        expected = _("Placez son dossier à côté de celui-ci.")
        message = message.format(name=quote(framework.parent))
        where = in_common("parent")
        return [*problems, Problem("parent-absent", where, message, expected, "warning")]
    return [*problems, *compare_versions(parent, framework).problems]


def _parent(framework: Framework, place: Path) -> Framework | None:
    neighbours = (read(file.parent)[0] for file in place.resolve().parent.glob("*/framework.toml"))
    candidates = (*shipped(), *(one for one in neighbours if one is not None))
    return next((one for one in candidates if one.identifier == framework.parent), None)
