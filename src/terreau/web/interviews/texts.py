"""Texts as they are kept: one form of newline, composed letters, numbered lines; files read without guessing in silence.

Positions in a kept text are code points, from 0, end excluded. They stay true because a text is
brought to one form once, before it is kept, and does not change after its first passage.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from terreau.i18n import gettext as _

__all__ = ["LONGEST", "Line", "Unreadable", "decode", "lines", "normalise"]

LONGEST = 2_000_000  # characters of one document: about a thousand pages
_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# what no text holds on purpose: control characters, and the mark of byte order left by Windows
_NOISE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_SIGNATURES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")


class Unreadable(ValueError):  # noqa: N818 - the sentence is for its reader
    """Raised when a file is not plain text; the sentence says what to do."""


class Line(NamedTuple):
    """A line that says something: its number, and where it stands in the text."""

    number: int
    start: int
    end: int


def normalise(text: str) -> str:
    """Return `text` as it is kept: ``\\n`` alone, letters composed (NFC), no control character."""
    plain = _NOISE.sub("", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", plain).strip("\n")


def lines(text: str) -> list[Line]:
    """Return the lines of a kept text that are not blank, numbered from 1: turns of speech, paragraphs."""
    found: list[Line] = []
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        if words.strip():
            found.append(Line(len(found) + 1, start, end))
        start = end + 1
    return found


def _utf16(data: bytes) -> str | None:
    """Return the encoding of a text in UTF-16, with or without its mark; None when it is not."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.6
    if odd > most and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd == 0 else None


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the sentence that says how it was read.

    Raises
    ------
    Unreadable
        When the file is empty or is not plain text.
    """
    refusal = _(
        "Ce fichier n’est pas du texte simple (Word, PDF, image ?). Ouvrez-le, copiez son texte et collez-le ici."
    )
    if not data.strip():
        raise Unreadable(_("Ce fichier est vide."))
    if data.startswith(_SIGNATURES):
        raise Unreadable(refusal)
    wide = _utf16(data)
    try:
        if wide:
            text, said = data.decode(wide), "UTF-16"
        elif b"\x00" in data:
            raise Unreadable(refusal)
        else:
            text, said = data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        if wide:
            raise Unreadable(refusal) from None
        text, said = data.decode("cp1252", errors="replace"), "Latin-1"
    noise = len(_NOISE.findall(text)) + text.count("\ufffd")
    if noise > max(2, len(text) // 200):
        raise Unreadable(refusal)
    sentence = _("Fichier lu en {encoding}.").format(encoding=said)
    if said == "Latin-1":
        sentence += " " + _("Vérifiez les accents.")
    return normalise(text), sentence
