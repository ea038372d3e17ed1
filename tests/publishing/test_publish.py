"""A whole study published: same bytes, nothing unagreed outside the team, everything reachable."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from terreau.formats.tables import Dataset
from terreau.problems import Refused
from terreau.publishing.disclosure import figures_digest
from terreau.publishing.material import Material
from terreau.publishing.publish import publish, sheet_names
from terreau.publishing.view import PublicView

Rows = list[dict[str, Any]]
SECRET = (
    "MARQUEURPERSONNE", "MARQUEURRISQUE", "MARQUEURCOLONNE", "MARQUEURREFUS", "MARQUEURDONNE", "MARQUEURPIECE", "R-77",
)  # fmt: skip


def _plant(dataset: Dataset, change: Callable[..., Dataset]) -> Dataset:
    """Put a word to be recognised in everything that must never leave the team."""

    def columns(rows: Rows) -> None:
        for row in rows:
            row["x_avis"] = "MARQUEURCOLONNE"

    def risks(rows: Rows) -> None:
        for row in rows:
            row["risk"] = "MARQUEURRISQUE"
            if row["actor"] == "A-0007":
                row["gives"] = "MARQUEURDONNE"

    def persons(rows: Rows) -> None:
        for row in rows:
            row["name"] = "MARQUEURPERSONNE" if row["person"] else row["name"]

    def raters(rows: Rows) -> None:
        for row in rows:
            row["rater"] = "R-77" if row["rater"] == "R-01" else row["rater"]

    def pieces(rows: Rows) -> None:
        for row in rows:
            row["source"] = "MARQUEURPIECE"

    for name, plant in (
        ("cases", columns), ("involvements", risks), ("actors", persons), ("raters", raters), ("ratings", raters), ("evidence", pieces),
    ):  # fmt: skip
        dataset = change(dataset, name, plant)
    return dataset


@pytest.fixture(scope="module")
def material(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> Material:
    first = studied(_plant(example.dataset(), replace_rows))
    rows = [
        {"case": "P-0001", "digest": figures_digest(first.results, "P-0001"), "answer": "yes", "date": "2026-11-01"},
        {"case": "P-0003", "digest": figures_digest(first.results, "P-0003"), "answer": "no", "reply": "MARQUEURREFUS", "date": "2026-11-01"},
        {"case": "P-0004", "digest": "0" * 16, "answer": "with_reply", "reply": "MARQUEURREFUS", "date": "2026-11-01"},
    ]  # fmt: skip
    return studied(_plant(example.dataset(rows), replace_rows))


@pytest.fixture(scope="module")
def folder(
    material: Material,
    write_study: Callable[[Material, Path], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    return write_study(material, tmp_path_factory.mktemp("etude"))


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _readable(name: str, data: bytes) -> Iterator[str]:
    """Return everything that can be read in a file, packed or not."""
    if name.endswith((".xlsx", ".docx")):
        with ZipFile(BytesIO(data)) as archive:
            for member in archive.namelist():
                yield archive.read(member).decode("utf-8", "replace")
    elif name.endswith(".pdf"):
        reader = PdfReader(BytesIO(data))
        yield from ("".join(page.extract_text().split()) for page in reader.pages)
        yield str(reader.metadata)
    elif not name.endswith(".woff2"):
        yield data.decode("utf-8-sig", "replace")


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, str]:
    """All that can be read in each file."""
    return {name: "\n".join(_readable(name, data)) for name, data in _tree(folder).items()}


def _of(texts: dict[str, str], audience: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(f"{audience}/")}


def test_two_publications_have_the_same_bytes(
    folder: Path, material: Material, write_study: Callable[[Material, Path], Path], tmp_path: Path
) -> None:
    assert _tree(write_study(material, tmp_path)) == _tree(folder)


def test_everything_asked_for_is_written(folder: Path) -> None:
    names = set(_tree(folder))
    for audience in ("interne", "public"):
        for name in ("index.html", "LISEZ-MOI.txt", "rapport.html", "rapport.pdf", "rapport.docx", "tableaux/tableaux.xlsx",
                     "tableaux/dictionnaire.csv", "tableaux/projets.csv", "style/terreau.css"):  # fmt: skip
            assert f"{audience}/{name}" in names
        assert (
            len([n for n in names if n.startswith(f"{audience}/fiches/") and n.endswith(".pdf")])
            == 9
        )
    assert "public/catalogue/index.html" in names
    assert "interne/catalogue/index.html" not in names


def test_the_markers_are_there_to_be_found(texts: dict[str, str]) -> None:
    """Otherwise the next test would pass for nothing."""
    team = "\n".join(_of(texts, "interne").values())
    for marker in ("MARQUEURRISQUE", "MARQUEURCOLONNE", "MARQUEURDONNE", "MARQUEURPIECE"):
        assert marker in team


@pytest.mark.parametrize("marker", SECRET)
def test_nothing_of_the_team_is_in_any_public_file(texts: dict[str, str], marker: str) -> None:
    assert [name for name, text in _of(texts, "public").items() if marker in text] == []


def test_no_public_file_holds_a_rating_or_the_print_of_unagreed_figures(
    texts: dict[str, str], material: Material
) -> None:
    unagreed = [case for case in material.cases if case != "P-0001" and case in material.figures]
    digests = [PublicView(material).digest(case) for case in unagreed]
    bare = [digest.replace(" ", "") for digest in digests]
    for name, text in _of(texts, "public").items():
        found = [word for word in (*digests, *bare, "N-00001", "N-00500") if word in text]
        assert found == [], name


def test_a_person_is_named_nowhere(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if "MARQUEURPERSONNE" in text] == []


def test_no_level_stands_beside_the_name_of_a_case_without_agreement(
    folder: Path, material: Material
) -> None:
    names = sheet_names(PublicView(material))
    for case in ("P-0002", "P-0003", "P-0004"):
        page = (folder / "public" / "fiches" / f"{names[case]}.html").read_text(encoding="utf-8")
        assert "médiane" not in page
        assert "ne sont pas publiées" in page
    page = (folder / "public" / "fiches" / f"{names['P-0001']}.html").read_text(encoding="utf-8")
    assert "médiane" in page
    for name, data in _tree(folder / "public" / "tableaux").items():
        if name.startswith(("profils.", "changements.")):
            assert all("P-0001" in line for line in data.decode("utf-8-sig").splitlines()[1:])


def test_internal_pages_say_not_to_be_shown(folder: Path) -> None:
    for name, data in _tree(folder / "interne").items():
        if name.endswith((".html", "LISEZ-MOI.txt")):
            assert "Ne pas diffuser" in data.decode("utf-8-sig"), name
    for name, data in _tree(folder / "public").items():
        if name.endswith(".html"):
            assert "Ne pas diffuser" not in data.decode("utf-8"), name


def test_every_link_between_pages_leads_somewhere(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        source = page.read_text(encoding="utf-8")
        for href in re.findall(r'(?:href|src)="([^"]+)"', source):
            if href.startswith(("http", "#", "mailto:", "data:")):
                continue
            target = (page.parent / unquote(href.split("#")[0].split("?")[0])).resolve()
            assert target.exists(), (page.name, href)


def test_what_is_not_asked_for_is_not_written(
    folder: Path, material: Material, tmp_path: Path
) -> None:
    study = folder.parent
    for name in ("donnees", "results.json"):
        source = study / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    said: list[tuple[str, float]] = []
    out = publish(
        tmp_path, progress=lambda word, share: said.append((word, share)), publications=("tables",)
    )
    names = set(_tree(out))
    assert "public/tableaux/tableaux.xlsx" in names
    assert not [
        name for name in names if "rapport" in name or "fiches" in name or "catalogue" in name
    ]
    shares = [share for _word, share in said]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_altered_data_are_refused(folder: Path, tmp_path: Path) -> None:
    study = folder.parent
    shutil.copytree(study / "donnees", tmp_path / "donnees")
    shutil.copy(study / "results.json", tmp_path)
    (tmp_path / "donnees" / "cases.parquet").write_bytes(b"autre")
    with pytest.raises(Refused):
        publish(tmp_path)
    assert not (tmp_path / "sortie").exists()


def test_file_names_are_safe_everywhere(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    wild = [
        "../../etc/passwd",
        "Café « noir » ?",
        "CON",
        "a" * 300,
        "…",
        "…",
        "Cafe noir",
        "aux lilas",
    ]

    def rename(rows: Rows) -> None:
        for row, name in zip(rows, wild, strict=False):
            row["name"] = name

    names = sheet_names(PublicView(studied(replace_rows(example.dataset(), "cases", rename))))
    assert len(set(names.values())) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,69}", name) for name in names.values())
