"""What a publication says, before it is HTML, PDF or DOCX: a few kinds of blocks, in order.

A sheet, a report or a booklet is written once as a `Document`; `publishing.render` turns it into each
format. All texts are plain text, typeset by the renderers; nothing in them is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "Block", "DataTable", "Document", "Facts", "Figure", "Heading", "Items", "Note", "PageBreak", "Paragraph",
    "Together",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table: header, rows of texts, columns aligned right where `numeric`.

    `widths` gives the columns their shares of the width in print; empty: as their texts need.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that can be read without being seen.

    Parameters
    ----------
    name : str
        Stable identifier in kebab case: file name, anchor.
    title, description : str
        What it is; what it shows, in one or two sentences (also the text alternative).
    svg : str
        A whole ``<svg>`` with title and description, classes only (no style attribute, no script).
    table : DataTable
        The same data as a table.
    how : str
        How the figures were obtained, one sentence; empty for plain facts.
    anchor : str
        Where « D’où vient ce chiffre » leads, relative to the page; empty for plain facts.
    narrow : str
        The same picture drawn for 320 px, shown instead of `svg` in narrow places; may be empty.
    """

    name: str
    title: str
    description: str
    svg: str
    table: DataTable
    how: str = ""
    anchor: str = ""
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; `level` 2 or 3 (1 is the title of the document)."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` is ``text``, ``lead`` (the opening sentence) or ``story`` (people's words)."""

    text: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and a text: the identity card of a case."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark; `role` is ``info``, ``warning`` (ochre) or ``reply`` (the holder's answer)."""

    text: str
    title: str = ""
    role: str = "info"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page in print."""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that print on one page: they move to the next one rather than be cut."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Items | Facts | Note | Figure | DataTable | PageBreak | Together


@dataclass(frozen=True, slots=True)
class Document:
    """A whole publication.

    `banner` is printed on every page (« Exemple imaginé… », « Ne pas diffuser »); `date` is the date
    of the data, never the clock's; `provenance` says which data, référentiel and software made it.
    """

    title: str
    subtitle: str
    blocks: Sequence[Block]
    date: str
    banners: tuple[str, ...] = ()
    provenance: tuple[str, ...] = ()
    kicker: str = ""
    contents: bool = False
    language: str = "fr"
