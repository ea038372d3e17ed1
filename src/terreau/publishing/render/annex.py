"""The last part of a printed document: the data of every picture, as tables."""

from __future__ import annotations

from terreau.i18n import gettext as _
from terreau.publishing.document import Block, DataTable, Document, Figure, Heading, Paragraph
from terreau.publishing.render import text as words

__all__ = ["ANNEX", "annex", "annex_anchor"]

ANNEX = "annexe-"  # how the places of the annex start


def annex_anchor(figure: Figure) -> str:
    """Return the place of the data of `figure` in the annex."""
    return f"{ANNEX}{figure.name}"


def annex(document: Document) -> list[Block]:
    """Return the annex of `document`; nothing where it has no figure."""
    blocks: list[Block] = []
    for figure in words.figures(document):
        blocks.append(Heading(figure.title, 3, annex_anchor(figure)))
        if figure.how:
            blocks.append(Paragraph(figure.how))
        table = figure.table
        if not table.rows:
            blocks.append(Paragraph(figure.description))
            continue
        blocks.append(DataTable("", table.header, table.rows, table.numeric, table.widths))
    return [Heading(_("Les données des figures"), 2, "donnees"), *blocks] if blocks else []
