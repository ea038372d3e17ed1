"""Who may read what: the agreement of those concerned, pseudonyms, small groups.

A figure about a named case leaves the team only when those who carry the case have agreed to
exactly this figure. The rules are stated in ``docs/methode/confidentialite.md``; pages never apply
them themselves: they ask a `terreau.publishing.view.View`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "SMALLEST_GROUP", "Agreements", "Audience", "Figures", "Standing", "digest_of",
    "figures_by_case", "figures_digest", "pseudonyms", "publishable", "secret", "withheld_groups",
]  # fmt: skip

Figures = dict[str, list[dict[str, Any]]]
Audience = Literal["internal", "public"]
Standing = Literal["agreed", "agreed_with_reply", "refused", "lapsed", "unread"]

SMALLEST_GROUP = 5
# the analyses that judge one case, and where their rows are
_SHOWN = {"profile": "cells", "change": "pairs"}
_DIGITS = 16  # of the SHA-256, printed in groups of four: short enough to be copied by hand


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _result(results: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    analysis = results.get("analyses", {}).get(name) or {}
    return analysis.get("result") or {}


def figures_by_case(results: Mapping[str, Any]) -> dict[str, Figures]:
    """Return every computed figure about each case that its sheet shows, by analysis.

    What only leads back to ratings is left out; rows have an order of their own.
    """
    found: dict[str, Figures] = {}
    for analysis, part in _SHOWN.items():
        for row in _result(results, analysis).get(part) or ():
            kept = {name: value for name, value in row.items() if name != "ratings"}
            of_case = found.setdefault(row["case"], {name: [] for name in _SHOWN})
            of_case[analysis].append(kept)
    for of_case in found.values():
        for rows in of_case.values():
            rows.sort(key=_canonical)
    return found


def digest_of(case: str, figures: Figures | None) -> str:
    """Return the print of `figures` of `case`: 16 hexadecimal digits of their SHA-256."""
    read = {"case": case, **(figures or {name: [] for name in _SHOWN})}
    return hashlib.sha256(_canonical(read)).hexdigest()[:_DIGITS]


def figures_digest(results: Mapping[str, Any], case: str) -> str:
    """Return the print of the figures of `case` in the results of a study.

    Any change of a figure changes it; the order of rows does not.
    """
    return digest_of(case, figures_by_case(results).get(case))


@dataclass(frozen=True)
class Agreements:
    """What those who carry each case answered to the page that they read.

    Parameters
    ----------
    rows : iterable of mapping
        Table ``agreements``: ``case``, ``digest``, ``answer``, ``reply``.
    digests : mapping of str to str
        The print of the figures of today, by case.
    """

    rows: Iterable[Mapping[str, Any]]
    digests: Mapping[str, str]
    _answers: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._answers.update({row["case"]: row for row in self.rows})

    def standing(self, case: str) -> Standing:
        """Return where the agreement stands; a figure that changed since makes it lapse."""
        answer = self._answers.get(case)
        if answer is None:
            return "unread"
        if answer["answer"] == "no":
            return "refused"
        if _bare(answer["digest"]) != self.digests.get(case):
            return "lapsed"
        return "agreed_with_reply" if answer["answer"] == "with_reply" else "agreed"

    def agreed(self, case: str) -> bool:
        """Return whether exactly the figures of today may leave."""
        return self.standing(case) in ("agreed", "agreed_with_reply")

    def reply(self, case: str) -> str:
        """Return the reply printed beside the figures; empty without a standing agreement."""
        if self.standing(case) != "agreed_with_reply":
            return ""
        return str(self._answers[case].get("reply") or "")


def _bare(digest: str) -> str:
    """Return a digest as typed by a person, without spaces and in lower case."""
    return "".join(digest.split()).lower()


def publishable(cases: frozenset[str], hidden: frozenset[str]) -> bool:
    """Return whether figures over `cases` may be public.

    Five cases or more, and among them none or at least five that have not agreed (`hidden`): the
    figures of those that agreed are public, they can be subtracted.
    """
    unagreed = len(cases & hidden)
    return len(cases) >= SMALLEST_GROUP and (unagreed == 0 or unagreed >= SMALLEST_GROUP)


def withheld_groups(
    groups: Mapping[str, frozenset[str]],
    hidden: frozenset[str],
    *,
    outside: frozenset[str] = frozenset(),
    never: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return the groups of a comparison whose figures are withheld.

    First those too small, or named in `never`; then, while the total minus what is shown would still
    tell about fewer than five cases, the next smallest (first in order of name among equals).
    `outside` are the cases that the total counts and that no group holds.
    """
    filled = {name: cases for name, cases in groups.items() if cases}
    shown = {
        name for name, cases in filled.items() if name not in never and publishable(cases, hidden)
    }
    while shown:
        rest = outside.union(*(filled[name] for name in filled.keys() - shown))
        if not rest or publishable(rest, hidden):
            break
        shown.remove(min(shown, key=lambda name: (len(filled[name]), name)))
    return frozenset(filled.keys() - shown)


def secret(results: Mapping[str, Any]) -> bytes:
    """Return the key of the pseudonyms: the seed of the study and all its unpublished results.

    The seed alone is printed in every publication: it would give the numbers away.
    """
    return hashlib.sha256(
        _canonical([results.get("study", {}).get("seed"), results.get("analyses", {})])
    ).digest()


def pseudonyms(
    key: bytes, lists: Mapping[str, Iterable[str]], hidden: frozenset[str]
) -> dict[tuple[str, str], int]:
    """Return a number for each (list, case) whose case has not agreed, over `lists` of cases.

    A list where fewer than five such cases stand gives none. The order says nothing, and a case has
    another number in each list, so that nobody can follow it from one to the next.
    """
    numbers: dict[tuple[str, str], int] = {}
    for name in sorted(lists):
        concerned = frozenset(lists[name]) & hidden
        if len(concerned) < SMALLEST_GROUP:
            continue
        shuffled = sorted(concerned, key=lambda case: _draw(key, name, case))
        numbers |= {(name, case): len(numbers) + n for n, case in enumerate(shuffled, 1)}
    return numbers


def _draw(key: bytes, name: str, case: str) -> bytes:
    return hmac.new(key, _canonical([name, case]), hashlib.sha256).digest()
