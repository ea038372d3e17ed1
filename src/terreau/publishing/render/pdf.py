"""A `Document` as PDF/UA-1, by Typst: data go in as JSON, texts never become template."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from terreau.i18n import format_date
from terreau.i18n import gettext as _
from terreau.publishing.components.palette import standalone
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
from terreau.publishing.fonts import advances, typst_font_folder
from terreau.publishing.render import text as words
from terreau.publishing.render.annex import ANNEX, annex, annex_anchor

__all__ = ["FOLDER", "render_pdf", "share_of_width"]

FOLDER = Path(__file__).parents[1] / "typst"
_LONG_RUN = re.compile(r"[^\s\u00ad\u200b]{28,}")
_BREAK_EVERY = 14
_SHORT_WORD = re.compile(r"\b(\w{1,2}) (?=\w)")  # a title does not end a line on « de »
_SEPARATOR = re.compile(r"(?<=\w)[/?&=_.\-]+(?=\w)")  # where an address may go to the next line
_VIEWBOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
FULL_WIDTH = 720.0  # what a drawing is wide when it takes the whole width
_TALLEST = 860.0  # higher than that, a drawing is shrunk to hold on a page
_NARROW_CELL, _WIDE_CELL = 16, 60  # characters: a column below the first keeps its own width


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(FOLDER / "document.typ"),
        root=str(FOLDER),
        font_paths=[str(typst_font_folder())],
        ignore_system_fonts=True,
    )


def _breakable(run: re.Match[str]) -> str:
    """Let a run without spaces break; invisible, and nothing is cut in shorter words."""
    whole = run[0]
    return "\u200b".join(whole[i : i + _BREAK_EVERY] for i in range(0, len(whole), _BREAK_EVERY))


def _text(value: str) -> Any:
    """Return a string, or segments when it holds addresses."""
    parts = list(words.segments(words.clean(value)))
    if len(parts) == 1 and not parts[0][1]:
        return _LONG_RUN.sub(_breakable, parts[0][0])
    return [
        {"text": _LONG_RUN.sub(_breakable, _SEPARATOR.sub("\\g<0>\u200b", shown)), "url": url}
        if url
        else {"text": _LONG_RUN.sub(_breakable, shown)}
        for shown, url in parts
    ]


def _cell(value: str) -> Any:
    parts = _text(value)
    return parts if isinstance(parts, str) else {"parts": parts}


def _widths(table: DataTable) -> list[float]:
    """Return the share of each column; 0 for one that is as wide as its longest text."""
    if table.widths:
        return list(table.widths)
    longest = [
        max((len(row[i]) for row in table.rows), default=0) for i in range(len(table.header))
    ]
    if sum(longest) < 2 * _WIDE_CELL and max(longest, default=0) <= _WIDE_CELL / 2:
        return [0.0] * len(longest)
    return [0.0 if size <= _NARROW_CELL else min(size, _WIDE_CELL) for size in longest]


def _table(table: DataTable) -> dict[str, Any]:
    return {
        "block": "table",
        "caption": _text(table.caption),
        "header": [_text(cell) for cell in table.header],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "numeric": sorted(table.numeric),
        "widths": _widths(table),
    }


def share_of_width(svg: str) -> float:
    """Return the share of the text width that a drawing takes, from its own size."""
    match = _VIEWBOX.search(svg)
    if match is None:
        return 1.0
    width, height = float(match[1]), float(match[2])
    return min(1.0, width / FULL_WIDTH, width / height * _TALLEST / FULL_WIDTH)


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "block": "figure",
        "title": _text(figure.title),
        "description": words.clean(figure.description),
        "svg": standalone(figure.svg),
        "width": share_of_width(figure.svg),
        "origin": annex_anchor(figure),
        "origin_text": _("Les données et leur origine : page"),
    }


def _blocks(block: Block) -> list[dict[str, Any]]:
    """Return what the template needs to know of one block."""
    match block:
        case Heading():
            text = _text(block.text)
            return [
                {
                    "block": "heading", "text": text, "level": block.level, "anchor": block.anchor,
                    # the data of the figures are reached from the figures, not from the contents
                    "outlined": not block.anchor.startswith(ANNEX),
                }
            ]  # fmt: skip
        case Paragraph():
            texts = [_text(part) for part in words.paragraphs(block.text)]
            return [{"block": "paragraph", "texts": texts, "role": block.role, "sticky": False}]
        case Items():
            texts = [_text(text) for text in block.texts]
            return [{"block": "items", "texts": texts, "sticky": False}]
        case Facts():
            pairs = [[_text(label), _text(value)] for label, value in block.pairs]
            return [{"block": "facts", "pairs": [[_seg(a), _seg(b)] for a, b in pairs]}]
        case Note():
            note = {"title": _text(block.title), "text": _text(block.text), "role": block.role}
            return [{"block": "note", **note}]
        case Figure():
            return [_figure(block)]
        case DataTable():
            return [_table(block)]
        case PageBreak():
            return [{"block": "page_break"}]
        case Together():
            inner = [part for child in block.blocks for part in _blocks(child)]
            return [{"block": "together", "blocks": inner}]


def _held(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep what introduces a table or a figure on the page where it starts."""
    for before, after in itertools.pairwise(blocks):
        if after["block"] in ("table", "figure", "together") and "sticky" in before:
            before["sticky"] = True
    return blocks


def _seg(value: Any) -> Any:
    return value if isinstance(value, str) else {"parts": value}


def _payload(document: Document) -> dict[str, Any]:
    every = (*document.blocks, *annex(document))
    blocks = _held([part for block in every for part in _blocks(block)])
    day = date.fromisoformat(document.date) if document.date else None
    footer = _("Données du {date}").format(date=format_date(day)) if day else ""
    return {
        "title": _LONG_RUN.sub(_breakable, words.clean(document.title)),
        "cover": _SHORT_WORD.sub(
            "\\1\u00a0", _LONG_RUN.sub(_breakable, words.clean(document.title))
        ),
        "title_size": 25 if len(document.title) < 60 else 19 if len(document.title) < 160 else 13,
        "running": words.shorten(words.clean(document.title), 90),
        "subtitle": _text(document.subtitle),
        "description": words.shorten(words.clean(document.subtitle or document.title), 240),
        "kicker": _text(document.kicker),
        "date": [day.year, day.month, day.day] if day else None,
        "footer": footer,
        "banners": [words.clean(banner) for banner in document.banners],
        "provenance": [_text(line) for line in document.provenance],
        "contents": document.contents,
        "contents_title": _("Sommaire"),
        "language": document.language,
        "region": "FR" if document.language == "fr" else None,
        "blocks": blocks,
    }


@cache
def _printable() -> frozenset[str]:
    return frozenset(advances("FiraSans-Regular")) & frozenset(advances("Literata-Regular"))


def _printed(value: Any) -> Any:
    """Return `value` with what our typefaces cannot draw shown as a hollow square."""
    if isinstance(value, str):
        known = _printable()
        return "".join(c if c in known or c in "\n\u200b\u00ad" else "▯" for c in value)
    if isinstance(value, Mapping):
        return {key: _printed(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_printed(inner) for inner in value]
    return value


def _compile(payload: dict[str, Any]) -> bytes:
    day = payload["date"]
    year, month, number = day or (1980, 1, 1)
    stamp = datetime(year, month, number, tzinfo=UTC)
    made = _compiler().compile(
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=stamp,
    )
    if not isinstance(made, bytes):  # pragma: no cover - one PDF is one file
        raise TypeError("typst returned no PDF")
    return made


def render_pdf(document: Document) -> bytes:
    """Return `document` as a tagged PDF (PDF/UA-1), A4; the same bytes every time."""
    payload = _payload(document)
    try:
        return _compile(payload)
    except typst.TypstError as error:
        # PDF/UA forbids a character that no typeface can draw (an emoji): a square then shows it
        if "font" not in str(error) and "glyph" not in str(error):
            raise
    return _compile(_printed(payload))
