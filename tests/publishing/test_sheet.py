"""The sheet of a case: facts first, then figures, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from terreau.formats.tables import Dataset
from terreau.publishing.document import (
    Block,
    DataTable,
    Document,
    Facts,
    Figure,
    Heading,
    Items,
    Note,
    Paragraph,
)
from terreau.publishing.material import Material
from terreau.publishing.render.text import anchors, figures
from terreau.publishing.sheet import sheet_document
from terreau.publishing.view import InternalView, PublicView

Rows = list[dict[str, Any]]


def _titles(document: Document) -> list[str]:
    return [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2
    ]


def _all(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Items():
            return list(block.texts)
        case Facts():
            return [text for pair in block.pairs for text in pair]
        case Note():
            return [block.title, block.text]
        case DataTable():
            return [*block.header, *(cell for row in block.rows for cell in row)]
        case Figure():
            return [block.title, block.description]
    return []


def _words(document: Document) -> str:
    return "\n".join(
        [
            document.title,
            document.subtitle,
            *(text for block in document.blocks for text in _all(block)),
        ]
    )


@pytest.fixture(scope="module")
def internal(agreed: Material) -> Document:
    return sheet_document(InternalView(agreed), "P-0001")


@pytest.fixture(scope="module")
def public(agreed: Material) -> Document:
    return sheet_document(PublicView(agreed), "P-0001")


def test_facts_come_before_figures(internal: Document) -> None:
    assert _titles(internal) == [
        "Le récit", "Autour de la table", "De quoi vit le projet", "Le rôle de la structure d’accompagnement",
        "Ce que le projet est devenu", "Où en est la coopération de territoire", "Ce qui a bougé", "À étayer",
        "Ce que l’on ne sait pas", "D’où viennent ces chiffres",
    ]  # fmt: skip


def test_a_sheet_opens_with_what_the_case_is(internal: Document) -> None:
    assert internal.title == "La Ressourcerie des Trois Ponts"
    assert internal.kicker == "P-0001 · économie circulaire, lien social · Les Ponts-sur-Ombre"
    assert internal.subtitle.startswith("Un atelier de réemploi")
    (facts,) = [block for block in internal.blocks if isinstance(block, Facts)]
    assert ("Commune", "Les Ponts-sur-Ombre") in facts.pairs
    assert all(text for _label, text in facts.pairs)


def test_each_pillar_is_said_in_a_sentence_without_mean(internal: Document) -> None:
    place = next(block for block in internal.blocks if isinstance(block, Items))
    assert len(place.texts) == 4
    assert place.texts[1] == (
        "Ancrage territorial, en lancement\u00a0: médiane 3 sur 4, la moitié des appréciations entre 3 et 4, "
        "de 3 à 4 (8\u00a0appréciations, 2\u00a0regards)."
    )
    assert "moyenne de" not in _words(internal)


def test_every_figure_leads_to_its_origin(internal: Document, public: Document) -> None:
    for document in (internal, public):
        for figure in figures(document):
            assert figure.anchor == "" or figure.anchor.lstrip("#") in anchors(document)


def test_the_team_reads_the_ratings_behind_the_figures(
    internal: Document, public: Document
) -> None:
    assert "N-00001" in _words(internal)
    assert "N-00001" not in _words(public)
    assert "restent dans l’équipe" in _words(public)


def test_no_code_of_a_rater_is_printed(internal: Document) -> None:
    assert "R-0" not in _words(internal)


def test_the_digest_is_printed_with_the_agreement_to_give(
    agreed: Material, internal: Document
) -> None:
    note = internal.blocks[-1]
    assert isinstance(note, Note)
    assert note.title.endswith(InternalView(agreed).digest("P-0001"))
    assert "bon à diffuser" in note.text


def test_the_reply_stands_beside_the_figures(public: Document) -> None:
    replies = [
        block for block in public.blocks if isinstance(block, Note) and block.role == "reply"
    ]
    assert [note.text for note in replies] == ["Le groupe du samedi a tenu bon."]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("P-0001", "avec la réponse"), ("P-0002", "Bon à diffuser"), ("P-0003", "Pas encore lu"),
        ("P-0005", "restent dans l’équipe"), ("P-0006", "ne vaut plus"),
    ],
)  # fmt: skip
def test_the_team_sees_where_each_agreement_stands(agreed: Material, case: str, said: str) -> None:
    first = sheet_document(InternalView(agreed), case).blocks[0]
    assert isinstance(first, Note)
    assert said in first.text


@pytest.mark.parametrize("case", ["P-0003", "P-0005", "P-0006"])
def test_without_agreement_a_public_sheet_has_facts_only(agreed: Material, case: str) -> None:
    document = sheet_document(PublicView(agreed), case)
    words = _words(document)
    assert "ne sont pas publiées" in words
    for forbidden in (
        "médiane",
        "Empreinte",
        "Ce qui a bougé",
        "À étayer",
        "MARQUEUR",
        "Pas encore lu",
    ):
        assert forbidden not in words


def test_a_kind_without_framework_has_facts_only(agreed: Material) -> None:
    document = sheet_document(InternalView(agreed), "T-0001")
    assert "Aucun référentiel n’est défini pour ce type (tiers-lieu)" in _words(document)
    assert "Où en est la coopération de territoire" not in _titles(document)


def test_a_sheet_says_what_is_missing_and_what_would_help(agreed: Material) -> None:
    words = _words(sheet_document(InternalView(agreed), "P-0004"))
    assert "Faits non renseignés\u00a0: le récit et ce que le projet est devenu." in words
    words = _words(sheet_document(InternalView(agreed), "P-0001"))
    assert "En lancement, 21\u00a0variables sur 25 attendues ont un niveau." in words
    assert (
        "Ce qui éclairerait le plus\u00a0: le regard d’un partenaire ou un accompagnateur" in words
    )


def test_a_case_without_ratings_says_so(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if row["case"] != "P-0003"]

    material = studied(replace_rows(example.dataset(), "ratings", keep))
    words = _words(sheet_document(PublicView(material), "P-0003"))
    assert "Aucune appréciation n’a encore été donnée" in words


def test_a_last_phase_without_ratings_is_said(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if (row["case"], row["phase"]) != ("P-0001", "P4")]

    material = studied(replace_rows(example.dataset(), "ratings", keep))
    words = _words(sheet_document(InternalView(material), "P-0001"))
    assert "Aucune appréciation en lancement, la dernière phase documentée" in words


def test_a_bare_case_makes_a_sheet(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def bare(rows: Rows) -> None:
        rows[:] = [{"case": "P-9", "name": "Rien", "kind": "projet", "x_note": "à voir"}]

    def none(rows: Rows) -> None:
        rows.clear()

    dataset = replace_rows(example.dataset(), "cases", bare)
    for name in (
        "phases",
        "outcomes",
        "log",
        "involvements",
        "means",
        "stances",
        "ratings",
        "evidence",
    ):
        dataset = replace_rows(dataset, name, none)
    material = studied(dataset)
    document = sheet_document(InternalView(material), "P-9")
    assert document.kicker == "P-9"
    assert _titles(document) == ["Ce que l’on ne sait pas"]
    assert "À voir" in _words(document)


def test_a_sheet_without_date_has_no_timeline(agreed: Material) -> None:
    undated = Material(
        {**agreed.results, "snapshot": {**agreed.results["snapshot"], "as_of": ""}},
        agreed.data,
        agreed.framework,
    )
    document = sheet_document(InternalView(undated), "P-0001")
    assert document.date == ""
    assert not any(figure.name.startswith("frise") for figure in figures(document))


def test_consensus_is_told_apart(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def add(rows: Rows) -> None:
        first = next(row for row in rows if row["case"] == "P-0001")
        rows.append({**first, "rating": "N-99999", "layer": "consensus", "level": "2"})

    material = studied(replace_rows(example.dataset(), "ratings", add))
    assert "consensus\u00a02" in _words(sheet_document(InternalView(material), "P-0001"))


def test_an_actor_whose_sector_or_name_is_unknown_is_counted(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def blank(rows: Rows) -> None:
        rows[0]["sector"] = None
        del rows[1]

    material = studied(replace_rows(example.dataset(), "actors", blank))
    words = _words(sheet_document(PublicView(material), "P-0001"))
    assert "secteur non dit 2" in words
    assert "Acteur non nommé" in words
