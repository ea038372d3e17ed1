"""What every renderer does with a text before writing it: addresses found, long runs made breakable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from terreau.publishing.document import Block, Document, Figure, Heading, Together

__all__ = [
    "anchors",
    "clean",
    "figures",
    "flat",
    "paragraphs",
    "segments",
    "shorten",
]

# an address ends before the sign that closes the sentence around it
_ADDRESS = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]…]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NEW_LINE = re.compile(r"\s*\n\s*")


def clean(text: str) -> str:
    """Return `text` without the characters that no document format may hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield (words, address): the address is empty but for web addresses (http, https only)."""
    end = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ""
        yield match[0], match[0]
        end = match.end()
    if end < len(text) or not text:
        yield text[end:], ""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of `text`: people separate them by new lines."""
    return tuple(part for part in _NEW_LINE.split(clean(text).strip()) if part)


def shorten(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    return (text[:length].rsplit(" ", 1)[0] or text[:length])[: length - 1].rstrip(" ,;:") + "…"


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks in order, those kept together one by one."""
    for block in blocks:
        if isinstance(block, Together):
            yield from flat(block.blocks)
        else:
            yield block


def figures(document: Document) -> tuple[Figure, ...]:
    """Return the figures of `document`, in order."""
    return tuple(block for block in flat(document.blocks) if isinstance(block, Figure))


def anchors(document: Document) -> frozenset[str]:
    """Return the places inside `document` that a link may reach."""
    headings = (block for block in flat(document.blocks) if isinstance(block, Heading))
    return frozenset(block.anchor for block in headings if block.anchor)
