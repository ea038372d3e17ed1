"""The booklet of a référentiel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from terreau import framework
from terreau.publishing.booklet import booklet_document, write_booklet
from terreau.publishing.document import DataTable, Heading, Together
from terreau.publishing.render.text import flat

ECT = framework.default()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("livret")
    for kind in ("pdf", "docx", "html"):
        write_booklet(ECT, folder / f"livret.{kind}", kind)
    return folder


def test_every_variable_has_its_five_levels_on_one_page() -> None:
    together = [block for block in booklet_document(ECT).blocks if isinstance(block, Together)]
    assert len(together) == len(ECT.variables)
    for block, variable in zip(together, ECT.variables, strict=True):
        title, levels = block.blocks[0], block.blocks[2]
        assert isinstance(title, Heading)
        assert title.text.startswith(variable.code)
        assert isinstance(levels, DataTable)
        assert [row[0] for row in levels.rows] == ["0", "1", "2", "3", "4"]


def test_a_booklet_is_readable_in_three_formats(written: Path) -> None:
    words = {
        "pdf": " ".join(page.extract_text() for page in PdfReader(written / "livret.pdf").pages),
        "docx": " ".join(p.text for p in docx.Document(str(written / "livret.docx")).paragraphs),
        "html": (written / "livret.html").read_text(encoding="utf-8"),
    }
    for said in words.values():
        assert "Diversité des parties prenantes" in said
        assert "Entrepreneuriat coopératif de" in said


def test_two_variables_a_page(written: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(written / "livret.pdf").pages]
    (first,) = [page for page in pages if "A1" in page and "Un seul acteur porte et décide" in page]
    assert "Décisions prises par une personne" in first


def test_a_booklet_is_the_same_twice(written: Path, tmp_path: Path) -> None:
    for kind in ("pdf", "docx", "html"):
        write_booklet(ECT, tmp_path / f"livret.{kind}", kind)
        assert (tmp_path / f"livret.{kind}").read_bytes() == (
            written / f"livret.{kind}"
        ).read_bytes()


def test_a_booklet_of_a_bare_framework_leaves_out_what_it_has_not() -> None:
    bare = replace(
        ECT, hypotheses=(), foundations=(), note="", description="", budget=type(ECT.budget)(),
    )  # fmt: skip
    titles = [
        block.text for block in flat(booklet_document(bare).blocks) if isinstance(block, Heading)
    ]
    assert "Les hypothèses de recherche" not in titles
    assert "Le temps demandé" not in titles


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="odt"):
        write_booklet(ECT, tmp_path / "livret.odt", "odt")


def test_a_date_is_printed_when_it_is_given() -> None:
    assert booklet_document(ECT, date="2026-11-12").date == "2026-11-12"
