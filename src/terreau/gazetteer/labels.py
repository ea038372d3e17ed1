"""What a person writes in a cell meant for a commune: a code, a name, or both."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Written", "departement_of", "read"]

_CODE = re.compile(
    r"^(?P<code>[0-9]{5}|2[AB][0-9]{3}|[0-9]{3,4})(?:[\s,:–-]+(?P<name>[^0-9].*))?$",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?P<name>.+?)\s*\(\s*(?P<departement>[0-9]{2,3}|2[AB])\s*\)$", re.IGNORECASE)


class Written(NamedTuple):
    """The parts found in a cell; each may be empty. `departement` is only what was written."""

    code: str
    name: str
    departement: str


def read(text: str) -> Written:
    """Return the parts of « 39300 Lons-le-Saunier », « 39300 », « Saint-Aubin (39) ».

    A code whose first zeros a spreadsheet dropped (three or four digits) gets them back.
    """
    text = text.strip()
    if match := _CODE.match(text):
        return Written(match["code"].upper().zfill(5), match["name"] or "", "")
    if match := _NAME.match(text):
        return Written("", match["name"], match["departement"].upper())
    return Written("", text, "")


def departement_of(code: str) -> str:
    """Return the code of the département in the code of a commune, or in a postal code."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
