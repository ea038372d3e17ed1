"""Translation of what a person reads. French is the source language, other catalogues follow.

No ``locale`` is read: the language is given, so the same study gives the same bytes everywhere.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache
from pathlib import Path

__all__ = ["gettext", "ngettext"]

LOCALE = Path(__file__).parent / "locale"


@cache
def _translations(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("terreau", LOCALE, languages=[language], fallback=True)


def gettext(message: str, language: str = "fr") -> str:
    """Return `message` in `language`; the French source where no catalogue has it."""
    return message if language == "fr" else _translations(language).gettext(message)


def ngettext(singular: str, plural: str, count: int, language: str = "fr") -> str:
    """Return the form for `count`; in French 0 and 1 are singular."""
    if language == "fr":
        return singular if abs(count) < 2 else plural
    return _translations(language).ngettext(singular, plural, count)
