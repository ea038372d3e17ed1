"""The DOCX: styles, lists, repeated headers, text alternatives, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from terreau.publishing.document import Document
from terreau.publishing.render.docx import render_docx


@pytest.fixture(scope="module")
def made(document: Document) -> bytes:
    return render_docx(document)


@pytest.fixture(scope="module")
def file(made: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(made))


def test_the_same_document_gives_the_same_bytes(document: Document, made: bytes) -> None:
    assert render_docx(document) == made


def test_titles_and_lists_are_styles(file: docx.document.Document) -> None:
    styles = {
        paragraph.text: paragraph.style.name for paragraph in file.paragraphs if paragraph.style
    }
    assert styles["Un document"] == "Title"
    assert styles["Première partie"] == "Heading 1"
    assert styles["Ensemble"] == "Heading 2"
    bullets = [p.text for p in file.paragraphs if p.style and p.style.name == "List Bullet"]
    assert bullets[0] == "Le premier texte, à « lire »."


def test_tables_repeat_their_header_and_rows_are_not_cut(file: docx.document.Document) -> None:
    (table,) = [t for t in file.tables if t.cell(0, 0).text == "Texte"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert table.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_pictures_have_their_text(file: docx.document.Document) -> None:
    (shape,) = file.inline_shapes
    assert "4 acteurs" in shape._inline.docPr.get("descr")


def test_its_properties_are_fixed(file: docx.document.Document) -> None:
    core = file.core_properties
    assert (core.title, core.author, core.language) == ("Un document", "", "fr-FR")
    assert core.created == core.modified == datetime(2026, 11, 12, tzinfo=UTC)


def test_banners_and_numbers_are_on_every_page(file: docx.document.Document) -> None:
    section = file.sections[0]
    assert [p.text for p in section.header.paragraphs][1:] == ["Exemple imaginé", "Ne pas diffuser"]
    fields = [e.text for e in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_contents_lead_to_their_parts(file: docx.document.Document) -> None:
    links = [
        e.get(qn("w:anchor"))
        for e in file.element.body.iter(qn("w:hyperlink"))
        if e.get(qn("w:anchor"))
    ]
    places = {e.get(qn("w:name")) for e in file.element.body.iter(qn("w:bookmarkStart"))}
    assert links
    assert set(links) <= places


def test_addresses_are_links(file: docx.document.Document) -> None:
    targets = {rel.target_ref for rel in file.part.rels.values() if rel.is_external}
    assert "https://example.invalid/page" in targets


def test_hostile_texts_are_text(hostile: Document, hostile_texts: tuple[str, ...]) -> None:
    made = render_docx(hostile)
    words = "".join(
        p.text for p in docx.Document(BytesIO(made)).element.body.iter(qn("w:t")) if p.text
    )
    for text in hostile_texts[:5]:
        assert text in words
    with ZipFile(BytesIO(made)) as archive:
        assert b"<script>" not in archive.read("word/document.xml")


def test_a_document_without_date_or_contents_is_made_too(document: Document) -> None:
    bare = replace(document, date="", contents=False, kicker="", subtitle="", language="en")
    core = docx.Document(BytesIO(render_docx(bare))).core_properties
    assert core.created == datetime(1980, 1, 1, tzinfo=UTC)
    assert core.language == "en"
