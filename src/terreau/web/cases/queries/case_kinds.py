"""The kinds of cases of a workspace, and their words in a sentence."""

from __future__ import annotations

from terreau.formats.tables.vocabularies import KINDS
from terreau.i18n import fold, join_words
from terreau.web.cases.models import CaseKind
from terreau.web.core.models import Workspace

__all__ = ["a_kind", "kind_named", "kinds_of", "plural_of", "the_kind", "this_kind"]

_KNOWN = "_kinds"  # kept on the workspace of a request


def kinds_of(workspace: Workspace) -> list[CaseKind]:
    """Return the kinds that `workspace` uses, in its order; asked of the base once by request.

    One that declared none yet speaks of projects.
    """
    known: list[CaseKind] | None = workspace.__dict__.get(_KNOWN)
    if known is None:
        known = list(CaseKind.objects.of(workspace)) or [_plain(workspace, "projet")]
        workspace.__dict__[_KNOWN] = known
    return known


def _plain(workspace: Workspace, code: str) -> CaseKind:
    word = dict(KINDS).get(code, code)
    feminine = code in {"initiative", "structure"}
    plural = " ".join(f"{part}s" if part != "d’accompagnement" else part for part in word.split())
    plural = {"tiers-lieus": "tiers-lieux"}.get(plural, plural)
    return CaseKind(workspace=workspace, code=code, singular=word, plural=plural, feminine=feminine)


def kind_named(workspace: Workspace, code: str) -> CaseKind:
    """Return the kind `code` in the words of `workspace`, in plain words when it uses it no more."""
    found = (kind for kind in kinds_of(workspace) if kind.code == code)
    return next(found, None) or _plain(workspace, code)


def plural_of(kinds: list[CaseKind]) -> str:
    """Return « Projets et tiers-lieux », the title of a list."""
    words = join_words(
        [kind.plural for kind in kinds[:3]] if len(kinds) <= 3 else ["projets", "lieux"]
    )
    return words[:1].upper() + words[1:]


def a_kind(kind: CaseKind) -> str:
    """Return « un projet », « une initiative »."""
    return f"{'une' if kind.feminine else 'un'} {kind.singular}"


def the_kind(kind: CaseKind) -> str:
    """Return « le projet », « l’initiative »."""
    if fold(kind.singular)[:1] in "aeiou":
        return f"l’{kind.singular}"
    return f"{'la' if kind.feminine else 'le'} {kind.singular}"


def this_kind(kind: CaseKind) -> str:
    """Return « ce projet », « cet atelier », « cette initiative »."""
    vowel = fold(kind.singular)[:1] in "aeiou"
    before = "cette" if kind.feminine else "cet" if vowel else "ce"
    return f"{before} {kind.singular}"
