"""The sheet « À propos »: what these data are, frozen when, imagined or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from terreau import framework as frameworks
from terreau.formats.workbook.cells import as_text
from terreau.formats.workbook.faults import Listing, cited, sheet_place
from terreau.formats.workbook.layout import ABOUT, ABOUT_KEYS
from terreau.formats.workbook.sheets import Grid
from terreau.framework import Framework
from terreau.i18n import fold, format_date, join_words, parse_date, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused

__all__ = ["About", "find_framework", "read_about"]


@dataclass(frozen=True)
class About:
    """What the workbook says of itself."""

    title: str
    as_of: str
    fictional: bool
    framework: Framework
    structure: str


def _pairs(grid: Grid | None) -> dict[str, tuple[Any, int]]:
    """Return the values by key, with the number of their row."""
    names = {fold(label): key for key, label, _help in ABOUT_KEYS}
    names |= {fold(key): key for key, _label, _help in ABOUT_KEYS}
    found: dict[str, tuple[Any, int]] = {}
    for line, row in enumerate(grid.rows if grid else [], 1):
        at = next((at for at, cell in enumerate(row) if cell not in ("", None)), len(row))
        key = names.get(fold(as_text(row[at]).rstrip("*"))) if at + 1 < len(row) else None
        # the value stands right beside its key: what follows is the help of the template
        if key and as_text(row[at + 1]):
            found.setdefault(key, (row[at + 1], line))
    return found


def _where(key: str, line: int | None = None) -> str:
    labels = {name: label for name, label, _help in ABOUT_KEYS}
    row = f", {_('ligne')} {line}" if line else ""
    return f"{sheet_place(ABOUT)}{row}, {quote(labels[key])}"


def _as_of(pairs: Mapping[str, tuple[Any, int]], today: date, listing: Listing) -> str:
    if "as_of" not in pairs:
        message = _("La date des données n’est pas écrite.")
        hint = _("Écrivez le jour où elles sont arrêtées, par exemple {day}.")
        hint = hint.format(day=today.strftime("%d/%m/%Y"))
        listing.add(Problem("as-of-missing", _where("as_of"), message, hint))
        return ""
    value, line = pairs["as_of"]
    when = parse_date(as_text(value))
    if when is None or not when.exact:
        message = _("{value} n’est pas un jour.").format(value=cited(as_text(value)))
        listing.add(
            Problem(
                "as-of", _where("as_of", line), message, _("Écrivez un jour\u00a0: 12/11/2026.")
            )
        )
        return ""
    if when.earliest > today:
        message = _("Le {day} n’est pas encore arrivé.").format(day=format_date(when.earliest))
        listing.add(Problem("as-of-future", _where("as_of", line), message,
                            _("Des données sont figées au plus tard ce jour.")))  # fmt: skip
    return when.earliest.isoformat()


def _fictional(pairs: Mapping[str, tuple[Any, int]], listing: Listing) -> bool:
    value, line = pairs.get("fictional", ("non", 0))
    word = fold(as_text(value))
    if word not in ("oui", "non", "vrai", "faux", "true", "false"):
        message = _("{value} n’est ni oui ni non.").format(value=cited(as_text(value)))
        listing.add(
            Problem("fictional", _where("fictional", line), message, _("Écrivez oui ou non."))
        )
    return word in ("oui", "vrai", "true")


def find_framework(name: str, added: Sequence[Framework] = ()) -> Framework | None:
    """Return the référentiel of that identifier, among `added` and those that ship, or None."""
    for framework in added:
        if framework.identifier == name:
            return framework
    try:
        return frameworks.by_identifier(name)
    except (KeyError, Refused):
        return None


def _framework(
    pairs: Mapping[str, tuple[Any, int]], added: Sequence[Framework], listing: Listing
) -> Framework:
    default = added[0] if added else frameworks.default()
    value, line = pairs.get("framework", (default.identifier, 0))
    name = as_text(value)
    found = find_framework(name, added)
    if found is None:
        known = [f.identifier for f in (*added, *frameworks.shipped())]
        message = _("Le référentiel {name} n’est pas connu ici.").format(name=cited(name))
        hint = _("Connus\u00a0: {names}.").format(names=join_words([quote(k) for k in known]))
        listing.add(Problem("framework-unknown", _where("framework", line), message, hint))
    return found or default


def read_about(
    grid: Grid | None, today: date, listing: Listing, added: Sequence[Framework] = ()
) -> About:
    """Return what « À propos » says; what is missing or wrong is listed."""
    pairs = _pairs(grid)
    title, structure = (
        as_text(pairs[key][0]) if key in pairs else "" for key in ("title", "structure")
    )
    as_of = _as_of(pairs, today, listing)
    return About(
        title, as_of, _fictional(pairs, listing), _framework(pairs, added, listing), structure
    )
