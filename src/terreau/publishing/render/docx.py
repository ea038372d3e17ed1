"""A `Document` as DOCX: styles, real lists and headings, pictures with their text, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from terreau.formats.archive import rewrite_zip
from terreau.i18n import gettext as _
from terreau.publishing.document import (
    Block,
    DataTable,
    Document,
    Facts,
    Figure,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Together,
)  # fmt: skip
from terreau.publishing.render import text as words
from terreau.publishing.render.annex import annex
from terreau.publishing.render.docx_styles import FACTS, TABLE, declare_styles, paragraph_style
from terreau.publishing.render.raster import raster

__all__ = ["render_docx"]

_WIDTH = 16.6  # centimetres between the margins
_LABEL = 4.0
_CHARACTER = 0.2  # what a character of a cell takes, on a machine without our first choice of type
_LONGEST_WORD = 18
_TEXT_ROLES = {"text": "Normal", "lead": "Terreau chapeau", "story": "Terreau récit"}


class _Writer:
    """Writes blocks into one python-docx document."""

    def __init__(self, document: Document) -> None:
        self.source = document
        self.file: Any = docx.Document()
        self._bookmarks = 0
        declare_styles(self.file, "fr-FR" if document.language == "fr" else document.language)
        self.cell_style = self.file.styles["Terreau cellule"].style_id

    def paragraph(self, text: str, style: str, parent: Any = None) -> Any:
        """Add a paragraph; web addresses become links."""
        place = (parent or self.file).add_paragraph(style=style)
        self.fill(place, text)
        return place

    def fill(self, paragraph: Any, text: str) -> None:
        """Write `text` at the end of `paragraph`."""
        for shown, address in words.segments(words.clean(text)):
            if not address:
                paragraph.add_run(shown)
                continue
            link = OxmlElement("w:hyperlink")
            target = paragraph.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), target)
            run = paragraph.add_run(shown)
            link.append(run._r)
            paragraph._p.append(link)

    def heading(self, block: Heading) -> None:
        """Add a heading with its bookmark."""
        place = self.paragraph(block.text, f"Heading {block.level - 1}")
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), f"partie_{self._bookmarks}")
                place._p.insert(1, mark)
            else:
                place._p.append(mark)

    def text(self, block: Paragraph) -> None:
        """Add the paragraphs of a text."""
        for part in words.paragraphs(block.text):
            self.paragraph(part, _TEXT_ROLES[block.role])

    def items(self, block: Items) -> None:
        """Add a list."""
        for text in block.texts:
            self.paragraph(text, "List Bullet")

    def note(self, block: Note) -> None:
        """Add a boxed remark."""
        style = paragraph_style(block.role)
        if block.title:
            place = self.paragraph("", style)
            place.add_run(words.clean(block.title)).style = self.file.styles["Strong"]
            place.paragraph_format.keep_with_next = True
        for part in words.paragraphs(block.text):
            self.paragraph(part, style)
        self.file.add_paragraph(style="Terreau provenance")

    def cell(self, text: str, width: float, *, right: bool = False) -> str:
        """Return a cell of a table as XML."""
        align = '<w:jc w:val="right"/>' if right else ""
        runs = "".join(self.run(shown, url) for shown, url in words.segments(words.clean(text)))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{self.cell_style}"/>{align}</w:pPr>{runs}</w:p></w:tc>'
        )

    def run(self, text: str, address: str) -> str:
        """Return a run of text as XML; line ends are kept."""
        lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        run = f"<w:r>{'<w:br/>'.join(lines)}</w:r>"
        if not address:
            return run
        target = self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{target}">{run}</w:hyperlink>'

    def grid(
        self,
        rows: Iterable[Sequence[str]],
        widths: Sequence[float],
        style: str,
        numeric: frozenset[int] = frozenset(),
        *,
        header: bool,
    ) -> None:
        """Add a table of `rows` with columns of `widths` centimetres.

        Written as XML at once: a row at a time, large tables took minutes.
        """
        columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
        parts = []
        for number, row in enumerate(rows):
            cells = (self.cell(t, widths[i], right=i in numeric) for i, t in enumerate(row))
            repeated = "<w:tblHeader/>" if header and number == 0 else ""
            parts.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>")
        xml = (
            f'<w:tbl {nsdecls("w", "r")}><w:tblPr><w:tblStyle w:val="{style.replace(" ", "")}"/>'
            f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"{_look(header=header)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(parts)}</w:tbl>"
        )
        self.file.element.body._insert_tbl(parse_xml(xml))
        self.file.add_paragraph(style="Terreau provenance")

    def table(self, block: DataTable) -> None:
        """Add a table; its header is repeated on each page."""
        if block.caption:
            self.paragraph(block.caption, "Caption")
        rows = (block.header, *block.rows)
        self.grid(rows, _widths(block), TABLE, block.numeric, header=True)

    def facts(self, block: Facts) -> None:
        """Add the identity card."""
        self.grid(block.pairs, (_LABEL, _WIDTH - _LABEL), FACTS, header=False)

    def figure(self, block: Figure) -> None:
        """Add a picture with its text alternative, between its title and what it shows."""
        self.paragraph(block.title, "Caption")
        picture, width = raster(block.svg, width=_WIDTH)
        place = self.file.add_paragraph(style="Normal")
        place.paragraph_format.keep_with_next = True
        shape = place.add_run().add_picture(BytesIO(picture), width=Cm(width))
        shape._inline.docPr.set("descr", words.clean(block.description))
        shape._inline.docPr.set("title", words.clean(block.title))
        self.paragraph(block.description, "Terreau légende")

    def page_break(self, _block: PageBreak) -> None:
        """Start a new page."""
        self.file.add_page_break()

    def together(self, block: Together) -> None:
        """Add blocks; each paragraph but the last keeps the next one on its page."""
        first = len(self.file.element.body)
        self.blocks(block.blocks)
        for element in list(self.file.element.body)[first - 1 : -2]:
            for place in element.iter(qn("w:p")):
                properties = place.get_or_add_pPr()
                properties.get_or_add_keepNext()

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Add blocks in order."""
        writers: dict[type, Callable[[Any], None]] = {
            Heading: self.heading, Paragraph: self.text, Items: self.items, Facts: self.facts,
            Note: self.note, Figure: self.figure, DataTable: self.table, PageBreak: self.page_break,
            Together: self.together,
        }  # fmt: skip
        every = list(blocks)
        for block, after in zip(every, [*every[1:], None], strict=True):
            writers[type(block)](block)
            if isinstance(block, Paragraph) and isinstance(after, DataTable | Figure):
                # what introduces a table stays on its page; the last element is the section's
                self.file.element.body[-2].get_or_add_pPr().get_or_add_keepNext()

    def cover(self) -> None:
        """Add the title, and the contents as links."""
        source = self.source
        if source.kicker:
            self.paragraph(source.kicker, "Terreau surtitre")
        self.paragraph(source.title, "Title")
        if source.subtitle:
            self.paragraph(source.subtitle, "Subtitle")

    def contents(self, blocks: Iterable[Block]) -> None:
        """Add the list of parts, each leading to its place."""
        titles = [block for block in words.flat(blocks) if isinstance(block, Heading)]
        self.paragraph(_("Sommaire"), "Caption")
        for number, heading in enumerate(titles, 1):
            if heading.level != 2:
                continue
            place = self.file.add_paragraph(style="Terreau cellule")
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"partie_{number}")
            link.append(place.add_run(words.clean(heading.text))._r)
            place._p.append(link)
        self.file.add_page_break()

    def margins(self) -> None:
        """Set the page, the banners in its header, the number of the page in its footer."""
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = Cm(2.6 + 0.4 * len(self.source.banners))
        section.bottom_margin = Cm(2.3)
        header = section.header.paragraphs[0]
        header.text = words.shorten(words.clean(self.source.title), 90)
        for banner in self.source.banners:
            self.paragraph(banner, "Terreau bandeau", section.header)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _field(footer, "PAGE")
        footer.add_run("\u00a0/\u00a0")
        _field(footer, "NUMPAGES")

    def properties(self) -> None:
        """Fix the properties of the file: the date is that of the data."""
        core, source = self.file.core_properties, self.source
        day = date.fromisoformat(source.date) if source.date else date(1980, 1, 1)
        core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(
            tzinfo=None
        )
        core.title = words.shorten(words.clean(source.title), 250)
        core.subject = words.shorten(words.clean(source.subtitle), 250)
        core.author, core.last_modified_by, core.comments, core.keywords = "", "", "", ""
        core.language, core.revision = "fr-FR" if source.language == "fr" else source.language, 1


def _look(*, header: bool) -> str:
    """Return which parts of the table have a style of their own: its first row, or its first column."""
    row, column, value = ("1", "0", "0620") if header else ("0", "1", "0680")
    return (
        f'<w:tblLook w:val="{value}" w:firstRow="{row}" w:lastRow="0" w:firstColumn="{column}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _twips(centimetres: float) -> int:
    return round(centimetres * 567)


def _widths(table: DataTable) -> list[float]:
    """Return the width of each column in centimetres: no word is cut, the rest goes to long texts."""
    columns = list(zip(table.header, *table.rows, strict=True))
    # a number and its range stay on one line
    least = [
        max(
            len(w)
            for text in texts
            for w in ((text,) if i in table.numeric else (*text.split(), ""))
        )
        for i, texts in enumerate(columns)
    ]
    widest = [_CHARACTER * min(longest, _LONGEST_WORD) + 0.3 for longest in least]
    wished = [max(len(text) for text in texts) for texts in columns]
    shares = list(table.widths) or [min(max(n, 5), 45) for n in wished]
    spare = max(_WIDTH - sum(widest), 0.0)
    widths = [low + spare * share / sum(shares) for low, share in zip(widest, shares, strict=True)]
    return [_WIDTH * width / sum(widths) for width in widths]


def _field(paragraph: Any, instruction: str) -> None:
    for kind in ("begin", "instr", "separate", "value", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.text = instruction
        elif kind == "value":
            run.text = "1"
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def render_docx(document: Document) -> bytes:
    """Return `document` as DOCX; the same bytes every time."""
    writer = _Writer(document)
    writer.margins()
    writer.properties()
    writer.cover()
    blocks = [*document.blocks, *annex(document)]
    if document.contents:
        writer.contents(blocks)
    writer.blocks(blocks)
    for line in document.provenance:
        writer.paragraph(line, "Terreau provenance")
    out = BytesIO()
    writer.file.save(out)
    return rewrite_zip(out.getvalue(), deflate=True)
