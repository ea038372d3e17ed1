"""Words shared by every refusal of a référentiel: near codes, lists, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from terreau.i18n import gettext as _
from terreau.i18n import join_words, quote
from terreau.problems import Problem

__all__ = [
    "FRAMEWORK_FILE", "choices", "in_common", "in_file", "in_variable", "named_key", "nearest",
    "repeated", "unknown",
]  # fmt: skip

FRAMEWORK_FILE = "framework.toml"
_SHOWN = 12  # beyond that a list hides more than it helps


def choices(words: Iterable[str]) -> str:
    """Return « Possibles : a, b et c. », cut where it would be too long; empty for no word."""
    listed = [quote(word) for word in words]
    if not listed:
        return ""
    shown = ", ".join([*listed[:_SHOWN], "…"]) if len(listed) > _SHOWN else join_words(listed)
    return _("Possibles : {words}.").format(words=shown)


def nearest(word: str, words: Sequence[str]) -> str:
    """Return the question that offers the valid word closest to `word`, or the choices."""
    folded = {known.casefold(): known for known in words}
    close = get_close_matches(word.casefold(), folded, n=1)
    if close:
        return _("Vouliez-vous dire {word} ?").format(word=quote(folded[close[0]]))
    return choices(words)


def unknown(kind: str, where: str, message: str, code: str, known: Sequence[str]) -> Problem:
    """Return the refusal of `code`, named in `message` as {code}, with the nearest known one."""
    return Problem(kind, where, message.format(code=quote(code)), nearest(code, known))


def repeated(codes: Iterable[str]) -> list[str]:
    """Return the codes given more than once, in order of first sight; blanks do not count."""
    return [code for code, count in Counter(codes).items() if code and count > 1]


def in_file(name: str, *parts: str) -> str:
    """Return « fichier A.toml, … »: the file, then the parts that are not empty."""
    return ", ".join([_("fichier {name}").format(name=name), *filter(None, parts)])


def in_common(key: str, item: str = "") -> str:
    """Return the place of a key of framework.toml, of one of its elements if `item` is given."""
    return in_file(FRAMEWORK_FILE, item, named_key(key))


def in_variable(pillar: str, code: str, key: str = "") -> str:
    """Return the place of a variable in its pillar's file, of one of its keys if `key` is given."""
    variable = _("variable {code}").format(code=code)
    return in_file(f"{pillar}.toml", variable, named_key(key))


def named_key(key: str) -> str:
    """Return « clé « key » », nothing for no key."""
    return _("clé {key}").format(key=quote(key)) if key else ""
