"""Which case a sentence names: by its reference, its whole name, or a word that few others have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from terreau.formats.logline.counts import number_words
from terreau.formats.logline.plain import plain

__all__ = ["Named", "named"]

_TOKEN = re.compile(r"[0-9a-z]+")
_EMPTY = frozenset(
    ["a", "au", "aux", "avec", "chez", "dans", "de", "des", "du", "elle", "en", "et", "il", "la", "le", "les", "leur", "nos", "notre", "nous", "on", "ou", "par", "pour", "sa", "ses", "son", "sous", "sur", "un", "une", "vers"]
)  # fmt: skip
_REFERENCE = re.compile(r"(?<![\w-])[a-z]{1,3}-\d{2,6}(?![\w-])")
_HEADING = re.compile(r"\s*(?:[:,(-]|$)")
_MOST = 5  # proposed at once
_FEW = 3  # names that a word may belong to and still make one think of a case


@dataclass(frozen=True, slots=True)
class Named:
    """A case that the sentence may name."""

    case: str
    start: int
    end: int
    sure: bool
    score: float


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text with their places; « oe » and « œ » are one."""
    return [
        (match[0].replace("oe", "o").replace("ae", "a"), match.start(), match.end())
        for match in _TOKEN.finditer(plain(text))
    ]


Index = tuple[dict[str, frozenset[str]], dict[str, list[str]]]


@lru_cache(maxsize=16)
def _index(names: tuple[tuple[str, str], ...]) -> Index:
    """Return the telling words of each case, and the cases of each word."""
    words = {
        case: frozenset(
            word for word, *_place in _tokens(name) if word not in _EMPTY and len(word) > 1
        )
        for case, name in names
    }
    holders: dict[str, list[str]] = {}
    for case, held in words.items():
        for word in held:
            holders.setdefault(word, []).append(case)
    return words, holders


def named(text: str, names: Mapping[str, str]) -> list[Named]:
    """Return the cases that `text` may name, best first; sure only when nothing else could be meant.

    Parameters
    ----------
    text : str
        The sentence as typed.
    names : mapping of str to str
        Names by reference.
    """
    by_reference = _by_reference(text, names)
    words, holders = _index(tuple(names.items()))
    places: dict[str, tuple[int, int]] = {}
    for word, start, end in _tokens(text):
        if word in holders:
            places.setdefault(word, (start, end))
    matched: Counter[str] = Counter()
    for word in places:
        for case in holders[word]:
            matched[case] += 1
    found = [_weigh(text, case, words[case], places, holders) for case in matched]
    kept = sorted((one for one in found if one), key=lambda one: (-one.score, one.start, one.case))
    kept = [one for one in kept if one.case not in {ref.case for ref in by_reference}]
    return [*by_reference, *_settled(kept, alone=not by_reference)][:_MOST]


def _by_reference(text: str, names: Mapping[str, str]) -> list[Named]:
    known = {plain(case): case for case in names}
    found = {
        known[match[0]]: match for match in _REFERENCE.finditer(plain(text)) if match[0] in known
    }
    return [
        Named(case, match.start(), match.end(), len(found) == 1, 100.0)
        for case, match in found.items()
    ]


def _weigh(
    text: str, case: str, words: frozenset[str], places: dict[str, tuple[int, int]],
    holders: dict[str, list[str]],
) -> Named | None:  # fmt: skip
    """Return how well the words met name the case; None when they name many others as well."""
    met = sorted(word for word in words if word in places)
    weight = sum(1 / len(holders[word]) for word in met)
    whole = sum(1 / len(holders[word]) for word in words)
    telling = [
        word for word in met
        if len(holders[word]) <= _FEW and len(word) > 3 and word not in number_words()
    ]  # fmt: skip
    complete = len(met) == len(words)
    if not complete and not telling:
        return None
    spans = [places[word] for word in met]
    start, end = min(s for s, _e in spans), max(e for _s, e in spans)
    together = end - start <= 3 * sum(len(word) for word in met) + 12
    if len(met) == 1:
        capital = text[start].isupper() or text[start].isdigit()
        heads = start <= 4 and bool(_HEADING.match(text, end))  # « La Ressourcerie : … »
        sure = capital and (complete or heads)
    else:
        sure = complete and together
    if not sure and not together:
        start, end = spans[0] if not telling else places[telling[0]]
    return Named(
        case, start, end, sure, (1.0 if complete else 0.5) * weight / whole + 0.05 * len(met)
    )


def _settled(found: list[Named], *, alone: bool) -> list[Named]:
    """Return `found` with doubt where several cases are surely named apart from one another."""
    sure = [one for one in found if one.sure]
    if not sure:
        return found
    # a longer name holds the shorter: « Café citoyen » is not « Café »
    widest = [
        one for one in sure
        if not any(o is not one and o.start <= one.start and one.end <= o.end and (o.end - o.start, o.score) > (one.end - one.start, one.score) for o in sure)
    ]  # fmt: skip
    settled = alone and len(widest) == 1
    rest = [one for one in found if one not in widest]
    return [
        Named(one.case, one.start, one.end, settled and one in widest, one.score)
        for one in [*widest, *rest]
    ]
