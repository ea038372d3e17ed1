"""The PDF: tagged, dated by its data, the same bytes, hostile texts printed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from terreau.publishing.document import DataTable, Document, Paragraph
from terreau.publishing.render import pdf
from terreau.publishing.render.pdf import render_pdf


def _read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def _words(reader: PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages)
    return text.replace("\u200b", "")


@pytest.fixture(scope="module")
def reader(document: Document) -> PdfReader:
    return _read(render_pdf(document))


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    first = render_pdf(document)
    pdf._compiler.cache_clear()
    assert render_pdf(document) == first


def test_it_is_tagged_titled_and_in_french(reader: PdfReader) -> None:
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "fr-FR"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_its_date_is_that_of_the_data(reader: PdfReader) -> None:
    assert reader.metadata
    assert reader.metadata.title == "Un document"
    assert str(reader.metadata["/CreationDate"]).startswith("D:20261112")


def test_a_picture_has_its_description(document: Document) -> None:
    reader = _read(render_pdf(document))
    alternatives = []

    def walk(node: object) -> None:
        node = getattr(node, "get_object", lambda: node)()
        if isinstance(node, dict):
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            walk(node.get("/K"))
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert any("4 acteurs" in text for text in alternatives)


def test_words_can_be_read_from_it(reader: PdfReader) -> None:
    words = _words(reader)
    for said in ("Le premier texte", "Première partie", "Sommaire", "Exemple imaginé · Ne pas diffuser",
                 "Les données des figures", "Données du 12 novembre 2026"):  # fmt: skip
        assert said in words
    assert (
        f"1 / {len(reader.pages)}" in words.replace("\u00a0", " ").replace("\u2009", " ")
        or "1" in words
    )


def test_addresses_are_links(reader: PdfReader) -> None:
    addresses = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }
    assert addresses >= {"https://example.invalid/page", "https://example.invalid/source?a=1&b=2"}


def test_hostile_texts_are_printed_not_run(hostile: Document) -> None:
    words = _words(_read(render_pdf(hostile)))
    flat = "".join(words.split())
    for said in ("<script>alert(1)</script>", '#raw("secret")', "{{7*7}}", "=HYPERLINK(", "*gras*"):
        assert said in flat
    assert "m" * 2_000 in flat


def test_a_character_that_no_typeface_has_is_shown_as_a_square(document: Document) -> None:
    emoji = replace(document, blocks=(Paragraph("Une pousse 🌱 ici."),), contents=False)
    assert "Une pousse ▯ ici." in _words(_read(render_pdf(emoji)))


def test_another_fault_of_the_template_is_not_hidden(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_payload: object) -> bytes:
        raise typst.TypstError("unknown variable")

    monkeypatch.setattr(pdf, "_compile", broken)
    with pytest.raises(typst.TypstError):
        render_pdf(document)


def test_a_long_table_repeats_its_header(document: Document) -> None:
    rows = tuple((f"ligne {n}", str(n)) for n in range(150))
    table = DataTable("Un long tableau", ("Intitulé", "Nombre"), rows, frozenset({1}))
    reader = _read(render_pdf(replace(document, blocks=(table,), contents=False)))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 2
    assert all("Intitulé" in page for page in pages)


def test_a_document_without_date_is_made_too(document: Document) -> None:
    reader = _read(
        render_pdf(replace(document, date="", banners=(), kicker="", subtitle="", provenance=()))
    )
    assert len(reader.pages) > 1
