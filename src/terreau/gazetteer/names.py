"""Finding a commune by what people write: case, accents, hyphens, articles and typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from terreau.i18n import fold

__all__ = ["NameIndex", "name_key", "same_name"]

_SAINT = re.compile(r"\bst(e?)\b")
_ARTICLE = re.compile(r"^(?:l|la|le|les)\s+(?=\S)")
_CLOSE_ENOUGH = 70.0  # of 100, below which a suggestion would only surprise


def name_key(name: str) -> str:
    """Return the folded form under which names are compared; « St » and « Saint » are one.

    >>> name_key("St-Étienne-de-Crossey")
    'saint etienne de crossey'
    """
    return _SAINT.sub(r"saint\1", fold(name))


def same_name(one: str, other: str) -> bool:
    """Return whether two spellings are of one name; a missing article does not count."""
    return name_key(one) == name_key(other) or _bare_key(one) == _bare_key(other) != ""


def _bare_key(name: str) -> str:
    # « L'Étoile » is written « Étoile », « Bors (Canton de …) » is written « Bors »
    return _ARTICLE.sub("", name_key(name.partition("(")[0]))


class NameIndex:
    """Names to codes, exact first, then without article or parenthesis, then nearly alike.

    Parameters
    ----------
    names : iterable of (str, str)
        Name and code; one code may have several names, one name several codes.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}
        for name, code in names:
            key = name_key(name)
            bare = _bare_key(name) if "(" in name else _ARTICLE.sub("", key)
            self._exact.setdefault(key, []).append(code)
            self._bare.setdefault(bare, []).append(code)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the codes of that very name, in order; empty when nobody has it."""
        codes = self._exact.get(name_key(text)) or self._bare.get(_bare_key(text)) or []
        return tuple(sorted(set(codes)))

    def near(self, text: str, limit: int) -> list[tuple[float, str]]:
        """Return (likeness of 100, code) for the `limit` names nearest to `text`, homonyms kept."""
        from rapidfuzz import fuzz, process

        wanted = name_key(text)
        if len(wanted) < 3:
            return []
        # « Lons » for « Lons-le-Saunier », « Dole du Jura » for « Dole »
        longer, shorter = wanted + " ", [wanted[:i] for i, c in enumerate(wanted) if c == " "]
        scores = {key: 90.0 for key in self._keys if key.startswith(longer)}
        scores |= {key: 80.0 for key in shorter if key in self._exact and len(key) > 2}
        found = process.extract(
            wanted, self._keys, scorer=fuzz.ratio, limit=limit, score_cutoff=_CLOSE_ENOUGH
        )
        for key, score, _ in found:
            scores[key] = max(score, scores.get(key, 0.0))
        return [(score, code) for key, score in scores.items() for code in self._exact[key]]

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._exact)
