"""The fictional example, studied; documents with friendly and with hostile texts."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from terreau import framework
from terreau.formats.snapshot import write_snapshot
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.publishing.components.sectors import draw_sectors
from terreau.publishing.disclosure import figures_digest
from terreau.publishing.document import (
    DataTable,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Together,
)
from terreau.publishing.material import Material
from terreau.publishing.publish import publish
from terreau.study.plan import Plan, default_plan
from terreau.study.run import run

HOSTILE = (
    "<script>alert(1)</script> <b>gras</b> &amp;",
    '#raw("secret") #import "x" *gras* _souligné_ $x^2$ @ref <etiquette>',
    "{{ 7 * 7 }} {% for a in b %} ${x}",
    '=HYPERLINK("http://example.invalid") +1 -1 @somme',
    "Émoji 🌱, flèche →, שלום, مرحبا",
    "m" * 10_000,
    "trois  espaces\tet\nune fin de ligne \x00\x0b",
)


@pytest.fixture(scope="session")
def example(root: Path) -> ModuleType:
    """The maker of the fictional example."""
    spec = importlib.util.spec_from_file_location(
        "val_d_ombre", root / "examples/val-d-ombre/make.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def study(dataset: Dataset, plan: Plan | None = None) -> Material:
    """Return `dataset` with the results of its study, as read back from a file."""
    ect = framework.default()
    results = run(dataset, plan or default_plan(dataset), ect)
    return Material(json.loads(json.dumps(results)), dataset, ect)


@pytest.fixture(scope="session")
def studied() -> Callable[..., Material]:
    """A function from data to a studied `Material`."""
    return study


@pytest.fixture(scope="session")
def plain(example: ModuleType) -> Material:
    """The example, nobody having answered yet."""
    return study(example.dataset())


def first_stays(rows: list[dict[str, Any]]) -> None:
    """Keep the ratings of first stays."""
    rows[:] = [row for row in rows if row["seq"] == 1]


def answers(material: Material) -> list[dict[str, Any]]:
    """P-0001 agrees with a reply, P-0002 agrees, P-0005 refuses, P-0006 agreed to other figures."""

    def row(case: str, answer: str, digest: str = "", reply: str | None = None) -> dict[str, Any]:
        digest = digest or figures_digest(material.results, case)
        return {
            "case": case,
            "digest": digest,
            "answer": answer,
            "reply": reply,
            "date": "2026-11-01",
        }

    return [
        row("P-0001", "with_reply", reply="Le groupe du samedi a tenu bon."),
        row("P-0002", "yes"),
        row("P-0005", "no", reply="MARQUEUR-REFUS"),
        row("P-0006", "yes", digest="0123456789abcdef"),
    ]


@pytest.fixture(scope="session")
def agreed(example: ModuleType, plain: Material) -> Material:
    """The example with the answers of `answers`, first stays only: a return would silence its phase."""
    data = example.dataset(answers(plain))
    return study(replaced(data, "ratings", first_stays))


def replaced(
    dataset: Dataset, name: str, change: Callable[[list[dict[str, Any]]], None]
) -> Dataset:
    """Return `dataset` with the rows of table `name` changed in place by `change`."""
    rows = dataset.rows(name)
    change(rows)
    added = tuple(sorted({column for row in rows for column in row if column.startswith("x_")}))
    tables = {**dataset.tables, name: arrow_table(table(name), rows, added=added)}
    return Dataset(
        tables,
        dataset.framework,
        fictional=dataset.fictional,
        title=dataset.title,
        as_of=dataset.as_of,
    )


@pytest.fixture(scope="session")
def replace_rows() -> Callable[..., Dataset]:
    """A function that changes the rows of a table."""
    return replaced


@pytest.fixture(scope="session")
def write_study() -> Callable[[Material, Path], Path]:
    """A function that writes a study and its publications in a folder."""

    def write(material: Material, folder: Path) -> Path:
        write_snapshot(material.data, folder / "donnees", {}, material.framework)
        text = json.dumps(material.results, ensure_ascii=False)
        (folder / "results.json").write_text(text, encoding="utf-8")
        return publish(folder, material.framework)

    return write


def whole_document(texts: tuple[str, ...], title: str = "Un document") -> Document:
    """Return a document that has one of every block, with `texts` in all of them."""
    rows = tuple((text, str(number)) for number, text in enumerate(texts))
    figure = draw_sectors(
        [("public", 3), ("privé", 1)], name="acteurs", how="Compté.", anchor="#origine"
    )
    return Document(
        title=title, subtitle=texts[0],
        blocks=(
            Heading("Première partie"),
            *(Paragraph(text) for text in texts),
            Paragraph(texts[0], "lead"),
            Paragraph("\n\n".join(texts), "story"),
            Items(texts),
            Facts(tuple((text[:40], text) for text in texts)),
            *(Note(text, text[:50], role) for text, role in zip(texts, ("info", "warning", "reply"), strict=False)),
            figure,
            PageBreak(),
            Heading("Seconde partie", anchor="origine"),
            Heading("Seconde partie", 3),
            DataTable("Un tableau", ("Texte", "Nombre"), rows, frozenset({1})),
            DataTable("", ("A", "B"), rows[:2], widths=(1, 2)),
            Together((Heading("Ensemble", 3), Paragraph("D’un seul tenant."))),
        ),
        date="2026-11-12", banners=("Exemple imaginé", "Ne pas diffuser"),
        provenance=("Données figées, voir https://example.invalid/source?a=1&b=2.",), kicker="P-0001", contents=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def document() -> Document:
    """A document with ordinary texts."""
    return whole_document(
        (
            "Le premier texte, à « lire ».",
            "Le deuxième\u00a0: https://example.invalid/page.",
            "Le troisième.",
        )
    )


@pytest.fixture(scope="session")
def hostile() -> Document:
    """A document whose every text tries something."""
    return whole_document(HOSTILE, title=HOSTILE[0])


@pytest.fixture(scope="session")
def hostile_texts() -> tuple[str, ...]:
    """The texts of `hostile`."""
    return HOSTILE
