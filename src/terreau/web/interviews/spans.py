"""From what a person chose in a text (a selection, lines, words) to positions in the kept text."""

from __future__ import annotations

import re

from terreau.i18n import gettext as _
from terreau.web.interviews.texts import Line, lines

__all__ = ["Misplaced", "Span", "points", "span_of_lines", "span_of_selection", "span_of_words"]

Span = tuple[int, int]  # first code point, and the one after the last


class Misplaced(ValueError):  # noqa: N818 - the sentence is for its reader
    """Raised when what was chosen is not found in the text; the sentence says how to mend it."""


def points(words: str, units: int, *, up: bool = False) -> int:
    """Return how many code points of `words` lie in its first `units` UTF-16 units.

    Browsers count an emoji as two. A position inside one goes before it, or after it with `up`.
    """
    seen = 0
    for count, letter in enumerate(words):
        if seen >= units:
            return count
        seen += 2 if ord(letter) > 0xFFFF else 1
        if seen > units and not up:
            return count
    return len(words)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the blanks at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _checked(text: str, start: int, end: int) -> Span:
    start, end = _trimmed(text, start, end)
    if start >= end:
        raise Misplaced(_("Rien n’est choisi : choisissez des mots du texte."))
    return start, end


def _line(held: list[Line], number: int) -> Line:
    if not 1 <= number <= len(held):
        raise Misplaced(
            _("La ligne {number} n’existe pas : ce texte en a {count}.").format(
                number=number, count=len(held)
            )
        )
    return held[number - 1]


def span_of_lines(text: str, first: int, last: int) -> Span:
    """Return the span of whole lines, from `first` to `last`, in either order."""
    held = lines(text)
    first, last = sorted((first, last))
    return _checked(text, _line(held, first).start, _line(held, last).end)


def _bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


def span_of_selection(text: str, start: tuple[int, int], end: tuple[int, int], words: str) -> Span:
    """Return the span of a selection made in a browser.

    Parameters
    ----------
    text : str
        The kept text.
    start, end : (int, int)
        Number of a line, and UTF-16 units from its beginning.
    words : str
        The words the browser shows as selected: the check. Where they are not at that place, they are
        searched; they must be found once.
    """
    held = lines(text)
    first, last = _line(held, start[0]), _line(held, end[0])
    low = first.start + points(text[first.start : first.end], start[1])
    high = last.start + points(text[last.start : last.end], end[1], up=True)
    if low < high and _bare(text[low:high]) == _bare(words):
        return _checked(text, low, high)
    found = _places(text, words)
    if len(found) != 1:
        raise Misplaced(
            _("Ces mots ne sont plus à cette place dans le texte. Rechargez la page et choisissez-les de nouveau.")
        )  # fmt: skip
    return _checked(text, *found[0])


def _places(text: str, words: str, within: Span | None = None) -> list[Span]:
    """Return where `words` are found, whatever the blanks, capitals and apostrophes.

    `within` narrows the search, which then asks for whole words: a person wrote them.
    """
    parts = [re.escape(part).replace("’", "'").replace("'", "['’]") for part in words.split()]
    if not parts:
        return []
    wanted = r"\s+".join(parts)
    if within is not None:
        wanted = rf"(?<!\w){wanted}(?!\w)" if wanted[-1].isalnum() else rf"(?<!\w){wanted}"
    low, high = within or (0, len(text))
    return [match.span() for match in re.compile(wanted, re.IGNORECASE).finditer(text, low, high)]


def _once(text: str, words: str, within: Span) -> Span:
    found = _places(text, words, within)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Misplaced(
            _("« {words} » n’est pas dans ce texte. Copiez les mots tels qu’ils y sont écrits.").format(words=words)
        )  # fmt: skip
    starts = [place[0] for place in found]
    numbers = [str(line.number) for line in lines(text) if any(line.start <= at < line.end for at in starts)]  # fmt: skip
    raise Misplaced(
        _("« {words} » se trouve {count} fois (lignes {numbers}) : ajoutez des mots, ou dites la ligne.").format(
            words=words, count=len(found), numbers=", ".join(dict.fromkeys(numbers))
        )
    )  # fmt: skip


def span_of_words(text: str, first: str, last: str, within: Span | None = None) -> Span:
    """Return the span from the words `first` to the words `last` that follow; `within` narrows the search."""
    around = within or (0, len(text))
    start, end = _once(text, first, around)
    if last.strip():
        following = _places(text, last, (start, around[1]))
        if not following:
            raise Misplaced(_("« {words} » ne se trouve pas après le début de l’extrait.").format(words=last))  # fmt: skip
        end = max(end, following[0][1])
    return _checked(text, start, end)
