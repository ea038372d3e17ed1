"""The styles of a text document, so that who edits it changes them in one place."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

__all__ = ["TABLE", "declare_styles", "paragraph_style"]

TABLE = "Terreau tableau"
FACTS = "Terreau faits"
_INK, _SOFT, _LEAF = (
    RGBColor(0x2B, 0x25, 0x20),
    RGBColor(0x6A, 0x5F, 0x54),
    RGBColor(0x2F, 0x6B, 0x3C),
)
_SERIF, _SANS = "Georgia", "Calibri"
_NOTES = {
    "info": ("Terreau note", "2F6B3C", "EEF4EA"),
    "warning": ("Terreau attention", "8A5A00", "FBEFD3"),
    "reply": ("Terreau réponse", "6A5F54", "F7F3EA"),
}
# name, base, family, size, bold, italic, colour, space before, space after, kept with the next
_PARAGRAPHS: tuple[tuple[str, str, str, float, bool, bool, RGBColor, float, float, bool], ...] = (
    ("Normal", "", _SANS, 10.5, False, False, _INK, 0, 6, False),
    ("Title", "", _SERIF, 24, True, False, _INK, 0, 4, True),
    ("Subtitle", "", _SERIF, 13, False, False, _SOFT, 0, 14, False),
    ("Heading 1", "", _SERIF, 16, True, False, _INK, 20, 6, True),
    ("Heading 2", "", _SERIF, 12.5, True, False, _INK, 14, 4, True),
    ("Caption", "", _SANS, 10, True, False, _INK, 10, 3, True),
    ("List Bullet", "", _SANS, 10.5, False, False, _INK, 0, 3, False),
    ("Header", "", _SANS, 8.5, False, False, _SOFT, 0, 0, False),
    ("Footer", "", _SANS, 8.5, False, False, _SOFT, 0, 0, False),
    ("Terreau surtitre", "Normal", _SANS, 9.5, False, False, _SOFT, 0, 2, True),
    ("Terreau chapeau", "Normal", _SERIF, 13, False, False, _INK, 0, 8, False),
    ("Terreau récit", "Normal", _SERIF, 11, False, True, _INK, 0, 8, False),
    ("Terreau légende", "Normal", _SERIF, 9.5, False, False, _SOFT, 2, 10, False),
    ("Terreau cellule", "Normal", _SANS, 9, False, False, _INK, 2, 2, False),
    ("Terreau provenance", "Normal", _SANS, 8.5, False, False, _SOFT, 0, 2, False),
    ("Terreau bandeau", "Header", _SANS, 8.5, True, False, RGBColor(0x8A, 0x5A, 0x00), 0, 2, False),
)


def paragraph_style(role: str) -> str:
    """Return the name of the style of a note of `role`."""
    return _NOTES[role][0]


def _declare(styles: Any, name: str, base: str) -> Any:
    if name in [style.name for style in styles]:
        return styles[name]
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[base]
    style.quick_style = True
    return style


def _paragraph(styles: Any, row: tuple[Any, ...]) -> None:
    name, base, family, size, bold, italic, colour, before, after, kept = row
    style = _declare(styles, name, base)
    font, layout = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = family, Pt(size), bold, italic
    font.color.rgb = colour
    # the model of python-docx underlines titles and spaces subtitles
    for tag in ("w:spacing", "w:kern"):
        for element in style.element.get_or_add_rPr().findall(qn(tag)):
            style.element.rPr.remove(element)
    for element in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(element)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), family)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = kept
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    layout.widow_control = True


def _boxed(styles: Any, name: str, edge: str, fill: str) -> None:
    style = _declare(styles, name, "Normal")
    layout = style.paragraph_format
    layout.left_indent, layout.space_before, layout.space_after = Pt(8), Pt(0), Pt(0)
    properties = style.element.get_or_add_pPr()
    border = f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{edge}"/>'
    properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
    properties.append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    )
    _in_order(properties)


# the order that the format asks of the properties of a paragraph
_ORDER = (
    "keepNext",
    "keepLines",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
)


def _in_order(properties: Any) -> None:
    children = sorted(properties, key=lambda child: _rank(child.tag))
    for child in children:
        properties.remove(child)
        properties.append(child)


def _rank(tag: str) -> int:
    name = tag.rsplit("}", 1)[1]
    return _ORDER.index(name) if name in _ORDER else -1


_TABLE_XML = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="{id}">
  <w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="D9CFBD"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D9CFBD"/></w:tblBorders>
    <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="{part}"><w:rPr>{bold}<w:color w:val="6A5F54"/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="{size}" w:space="0" w:color="{edge}"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def _table(styles: Any, name: str, part: str, *, bold: bool, size: int, edge: str) -> None:
    xml = _TABLE_XML.format(
        ns=nsdecls("w"), id=name.replace(" ", ""), name=name, part=part, size=size, edge=edge,
        bold="<w:b/>" if bold else "",
    )  # fmt: skip
    styles.element.append(parse_xml(xml))


def declare_styles(document: Any, language: str) -> None:
    """Give `document` our styles and its language; only what is used later on is declared."""
    styles = document.styles
    for row in _PARAGRAPHS:
        _paragraph(styles, row)
    for name, edge, fill in _NOTES.values():
        _boxed(styles, name, edge, fill)
    _table(styles, TABLE, "firstRow", bold=True, size=8, edge="6A5F54")
    _table(styles, FACTS, "firstCol", bold=False, size=4, edge="D9CFBD")
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), language)
