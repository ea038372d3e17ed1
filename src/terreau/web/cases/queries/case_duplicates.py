"""Cases that bear nearly the same name: said before a second one is created."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from terreau.i18n import fold
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace

__all__ = ["close_names"]

_ALIKE = 86.0  # of 100
_SMALL = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"})


def _bare(key: str) -> str:
    """Return a folded name without its small words: « la ressourcerie des ponts » is « ressourcerie ponts »."""
    words = key.split()
    return " ".join(word for word in words if word not in _SMALL) or key


def close_names(workspace: Workspace, name: str, limit: int = 5) -> list[Case]:
    """Return the cases, archived ones too, whose name is that one or nearly, nearest first."""
    wanted = _bare(fold(name))
    if not wanted:
        return []
    keys = Case.objects.filter(workspace=workspace).values_list("pk", "name_key")
    bare = {pk: _bare(key) for pk, key in keys}
    close = process.extract(
        wanted, bare, scorer=fuzz.token_sort_ratio, limit=limit, score_cutoff=_ALIKE
    )
    found = Case.objects.in_bulk([pk for _key, _score, pk in close])
    return [found[pk] for _key, _score, pk in close]
