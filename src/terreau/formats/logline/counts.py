"""How many people, from which sectors: « douze personnes dont trois élus ». No number is invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from terreau.formats.logline.plain import negated

__all__ = ["Count", "People", "number_words", "numbers", "people"]

_UNITS = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf",
)  # fmt: skip
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante")
_ROUND = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
_LARGEST = 100_000

# e, s, and the ways of writing both: élu·e·s, élu(e)s, élu-e-s, élu.e.s
_ENDING = r"(?:[·.(-]e[)·.-]?s?|e?s?)(?![a-z0-9])"
_SECTORS: dict[str, tuple[str, str]] = {
    # sector: (people who surely belong to it, people of whom one should ask)
    "public": (
        r"elu|maire|adjoint|conseill(?:er|ere)|agent|fonctionnaire|prefet|depute|senat(?:eur|rice)",
        r"technicien(?:ne)?|enseignant",
    ),
    "private": (
        r"entrepreneu[rs]|entrepreneuse|commercant|artisan|agricult(?:eur|rice)|exploitant|maraich(?:er|ere)"
        r"|product(?:eur|rice)|paysan(?:ne)?|restaurat(?:eur|rice)|eleveu[rs]|eleveuse|chef(?:fe)?s? d'entreprise",
        r"entreprise|salarie|independant",
    ),
    "civil_society": (
        r"habitant|benevole|adherent|usag(?:er|ere)|parent|voisin|citoyen(?:ne)?|riverain|retraite|societaire",
        r"association|membre|jeune|porteu[rs]|porteuse",
    ),
    "research": (r"chercheu[rs]|chercheuse|doctorant|universitaire", r"etudiant|stagiaire"),
}
_TOTAL = r"personne|participant|present|gens|convive|visiteu[rs]|visiteuse|pers\.?"
_BETWEEN = r"(?:autres? |nouve(?:aux|lles) |ancien(?:ne)?s |jeunes |de (?:nos|leurs|ses) )?"
_ABOUT = re.compile(
    r"(?:environ|env\.|a peu pres|pres de|plus de|moins de|au moins|une? (?:bonne|petite)|quelques?|vers"
    r"|(?<!\w)(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cent) (?:ou|a|-)"
    r"|(?<!\w)entre [^.,;]{1,20} et)\s*$"
)
_NOT_THERE = re.compile(r"\s*(?:etaient |etait |sont |est )?(?:absent|excuse|manqu)")
_AWAITED = re.compile(r"\s*(?:sont |etaient )?(?:attendu|invite|inscrit|convie|contacte|interesse)")
_LACK = re.compile(r"manqu\w*(?: encore| toujours)? $")
_WE_WERE = re.compile(r"\b(?:on|nous) (?:est|etait|etions|sommes) (?:a |environ |bien )?$")
_AFTER_WE = re.compile(r"\s*(?:$|[.,;:!?(\n]|dont\b|autour\b|a la\b|en tout\b|avec\b|presents?\b)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number read at its place; not `sure` when its writer was not, or when it may count others."""

    value: int
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class People:
    """Who was there: the total, the sectors said, and how many of the total are of no sector said."""

    total: Count | None
    sectors: dict[str, Count]
    rest: Count | None


@cache
def number_words() -> dict[str, int]:
    """Return every number from 0 to 999 as it is said, hyphens as spaces."""
    said = dict(zip(_UNITS, range(20), strict=True))
    for ten in range(2, 7):
        word = _TENS[ten]
        said[word] = ten * 10
        for unit in range(1, 20 if ten == 6 else 10):
            joined = f"{word} et {_UNITS[unit]}" if unit in (1, 11) else f"{word} {_UNITS[unit]}"
            said[joined] = ten * 10 + unit
    said["quatre vingts"] = said["quatre vingt"] = 80
    said |= {f"quatre vingt {_UNITS[unit]}": 80 + unit for unit in range(1, 20)}
    said |= {"septante": 70, "huitante": 80, "nonante": 90}
    small = dict(said)
    for hundreds in range(1, 10):
        word = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
        said[word] = said[f"{word}s"] = hundreds * 100
        said |= {f"{word} {name}": hundreds * 100 + n for name, n in small.items() if n}
    # « une », « vingt et une »: the feminine of the last word
    return said | {name + "e": n for name, n in said.items() if name.split()[-1] == "un"}


_WORD = r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille)"
_WORDS = re.compile(rf"(?<![\w'-]){_WORD}(?:(?: et |-et-|[ -]){_WORD})*(?![\w-])")
_DIGITS = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?: \d{3})+|\d{1,6})(?![\w/-]|[.,]\d)")
_ROUGH = re.compile(rf"(?<!\w)(?:une |deux )?({'|'.join(_ROUND)})s?(?!\w)")


def _said(words: str) -> int | None:
    """Return what number words mean; None when they are two numbers in a row (« deux trois »)."""
    known = number_words()
    before, thousand, after = words.replace("-", " ").partition("mille")
    if not thousand:
        return known.get(words.replace("-", " "))
    left, right = before.strip(), after.strip()
    if (left and left not in known) or (right and right not in known):
        return None
    return (known[left] if left else 1) * 1000 + (known[right] if right else 0)


def numbers(folded: str) -> Iterator[Count]:
    """Yield every whole number of a folded text, in digits or in words."""
    for match in _DIGITS.finditer(folded):
        yield Count(int(match[0].replace(" ", "")), match.start(), match.end())
    for match in _WORDS.finditer(folded):
        value = _said(match[0])
        if value is not None:
            yield Count(value, match.start(), match.end())
    for match in _ROUGH.finditer(folded):
        if not match[0].startswith("deux"):
            yield Count(_ROUND[match[1]], match.start(), match.end(), sure=False)


@cache
def _noun(stems: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:de |d')?{_BETWEEN}(?:{stems}){_ENDING}")


def _counted(folded: str, number: Count, stems: str, sure: bool) -> Count | None:
    """Return `number` as a count of people named by `stems`, if they follow it."""
    match = _noun(stems).match(folded, number.end)
    if match is None or number.value > _LARGEST:
        return None
    before, after = folded[max(0, number.start - 30) : number.start], match.end()
    if _NOT_THERE.match(folded, after) or _LACK.search(before) or negated(folded, number.start):
        return None
    alone = number.value == 1 and not re.search(r"(?:dont|et|,|\() ?$", before)
    if alone:  # « un élu » is an article as often as a number
        return None
    doubt = _ABOUT.search(before) or _AWAITED.match(folded, after)
    return Count(number.value, number.start, after, sure and number.sure and not doubt)


def _total(folded: str, found: list[Count]) -> Count | None:
    totals = []
    for number in found:
        counted = _counted(folded, number, _TOTAL, True)
        if counted is None and _WE_WERE.search(folded, max(0, number.start - 30), number.start):
            followed = _AFTER_WE.match(folded, number.end)
            counted = (
                Count(number.value, number.start, number.end, number.sure) if followed else None
            )
        if counted:
            totals.append(counted)
    if not totals:
        return None
    first = min(totals, key=lambda count: count.start)
    several = any(count.value != first.value for count in totals)
    return Count(first.value, first.start, first.end, first.sure and not several)


def _by_sector(folded: str, found: list[Count]) -> dict[str, Count]:
    sectors: dict[str, Count] = {}
    for number in sorted(found, key=lambda count: count.start):
        for sector, stems in _SECTORS.items():
            counted = next(
                (c for words, sure in zip(stems, (True, False), strict=True)
                 if (c := _counted(folded, number, words, sure))), None,
            )  # fmt: skip
            if counted is None:
                continue
            had = sectors.get(sector)
            if had is None:
                sectors[sector] = counted
            else:  # « 3 élus et 2 agents »: added, from the first to the last
                sure = had.sure and counted.sure
                sectors[sector] = Count(had.value + counted.value, had.start, counted.end, sure)
            break
    return sectors


def people(folded: str) -> People:
    """Return who was there, as far as a folded text says it.

    The sum of sectors is proposed as a total, and what a total leaves over as a question: neither is
    ever sure.
    """
    found = [count for count in numbers(folded) if count.value > 0]
    total, sectors = _total(folded, found), _by_sector(folded, found)
    if not sectors:
        return People(total, {}, None)
    summed = sum(count.value for count in sectors.values())
    start = min(count.start for count in sectors.values())
    end = max(count.end for count in sectors.values())
    if total is None:
        return People(Count(summed, start, end, sure=False), sectors, None)
    if summed > total.value:  # the parts are more than the whole: nothing of it is sure
        doubtful = {name: Count(c.value, c.start, c.end, sure=False) for name, c in sectors.items()}
        return People(Count(total.value, total.start, total.end, sure=False), doubtful, None)
    left = total.value - summed
    rest = Count(left, total.start, total.end, sure=False) if left else None
    return People(total, sectors, rest)
