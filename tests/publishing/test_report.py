"""The report: what was asked, what is known, how sure, what cannot be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from terreau.formats.tables import Dataset
from terreau.publishing.document import (
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
from terreau.publishing.report import report_document
from terreau.publishing.report.levels import held, reading
from terreau.publishing.view import InternalView, PublicView
from terreau.study.plan import Exclusion, Scope, default_plan

Rows = list[dict[str, Any]]


def _titles(document: Document) -> list[str]:
    return [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2
    ]


def _words(document: Document) -> str:
    said: list[str] = [document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                said.append(block.text)
            case Items():
                said += block.texts
            case Note():
                said += [block.title, block.text]
            case Facts():
                said += [text for pair in block.pairs for text in pair]
            case DataTable():
                said += [block.caption, *(cell for row in block.rows for cell in row)]
            case Figure():
                said += [
                    block.title,
                    block.description,
                    *(cell for row in block.table.rows for cell in row),
                ]
    return "\n".join(said)


@pytest.fixture(scope="module")
def internal(agreed: Material) -> Document:
    return report_document(InternalView(agreed))


@pytest.fixture(scope="module")
def public(agreed: Material) -> Document:
    return report_document(PublicView(agreed))


@pytest.fixture(scope="module")
def facts_only(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> Document:
    dataset = example.dataset()
    for name in ("ratings", "evidence"):
        dataset = replace_rows(dataset, name, lambda rows: rows.clear())
    return report_document(PublicView(studied(dataset)))


def test_a_report_goes_from_one_page_to_the_sources(internal: Document) -> None:
    assert _titles(internal) == [
        "En une page", "Les données et leur périmètre", "Qui a dit quoi", "Les niveaux par pilier et par phase",
        "L’accord entre les regards", "Projet par projet", "Ce qui a bougé d’une phase à l’autre",
        "Territoires et cohortes côte à côte", "De quoi vivent les projets", "Ce qui ne peut pas être dit",
        "Méthode et limites", "D’où viennent les faits",
    ]  # fmt: skip
    assert internal.contents


def test_the_two_audiences_read_the_same_parts(internal: Document, public: Document) -> None:
    assert _titles(public) == _titles(internal)
    assert "Ne pas diffuser" in " ".join(internal.banners)
    assert "Ne pas diffuser" not in " ".join(public.banners)


def test_every_figure_leads_to_its_origin(internal: Document, public: Document) -> None:
    for document in (internal, public):
        assert len(figures(document)) >= 3
        for figure in figures(document):
            assert figure.anchor == "" or figure.anchor.lstrip("#") in anchors(document)


def test_a_study_without_any_rating_reads_well(facts_only: Document) -> None:
    assert _titles(facts_only) == [
        "En une page", "Les données et leur périmètre", "De quoi vivent les projets", "Ce qui ne peut pas être dit",
        "Méthode et limites", "D’où viennent les faits",
    ]  # fmt: skip
    words = _words(facts_only)
    assert "rassemble des faits" in words
    assert "Krippendorff" not in words
    assert (
        "Aucune appréciation dans ces données" in words
        or "aucune appréciation dans ces données" in words
    )


def test_cases_without_agreement_have_a_number_in_the_public_report(public: Document) -> None:
    words = _words(public)
    assert "Cas 01" in words
    assert "6\u00a0projets appréciés ne sont pas nommés" in words
    tables = [
        b
        for b in public.blocks
        if isinstance(b, DataTable) and "par projet et par phase" in b.caption
    ]
    named = {row[0] for table in tables for row in table.rows}
    assert named == {"La Ressourcerie des Trois Ponts", "Paniers du plateau"}


def test_groups_too_small_are_not_public(public: Document, internal: Document) -> None:
    assert "non publié" in _words(public)
    assert "non publié" not in _words(internal)
    assert "Une seule comparaison est publiée" in _words(public)


def test_agreement_is_read_for_the_reader(internal: Document) -> None:
    assert "insuffisant" in _words(internal)
    assert reading(0.9).startswith("solide")
    assert reading(0.7).startswith("fragile")
    assert reading(0.1).startswith("insuffisant")


def test_reasons_for_setting_aside_stay_with_the_team(
    example: ModuleType, studied: Callable[..., Material]
) -> None:
    dataset = example.dataset()
    scope = Scope(exclude=(Exclusion("P-0008", "MARQUEUR : trop jeune"),))
    material = studied(dataset, replace(default_plan(dataset), scope=scope))
    assert "MARQUEUR" in _words(report_document(InternalView(material)))
    words = _words(report_document(PublicView(material)))
    assert "MARQUEUR" not in words
    assert "1\u00a0projet a été écarté de l’étude" in words


def test_analyses_that_were_not_done_say_why(
    example: ModuleType, studied: Callable[..., Material]
) -> None:
    dataset = example.dataset()
    plan = replace(
        default_plan(dataset),
        analyses=("coverage", "profile", "qca"),
        question="Qu’est-ce qui tient ?",
        axis="emergence",
    )
    words = _words(report_document(InternalView(studied(dataset, plan))))
    assert "Les combinaisons de conditions\u00a0: " in words
    assert "Pas demandé dans le plan" in words
    assert "Qu’est-ce qui tient\u202f?" in words
    assert "émergence" in words


def test_one_rater_makes_no_agreement(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if row["rater"] == "R-02"]

    material = studied(replace_rows(example.dataset(), "ratings", keep))
    internal = _words(report_document(InternalView(material)))
    assert "l’accord ne peut pas être mesuré" in internal
    public = _words(report_document(PublicView(material)))
    assert "R-02" not in public


def test_few_cases_have_no_published_agreement(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if row["case"] in ("P-0001", "P-0002")]

    words = _words(
        report_document(PublicView(studied(replace_rows(example.dataset(), "ratings", keep))))
    )
    assert "Chiffre non publié" in words
    assert "Aucune phase n’en compte assez" in words


def test_one_case_without_name_is_said_in_the_singular(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if row["case"] == "P-0001"]

    words = _words(
        report_document(PublicView(studied(replace_rows(example.dataset(), "ratings", keep))))
    )
    assert "1\u00a0projet apprécié n’est pas nommé à côté de ses chiffres" in words


def test_levels_all_equal_have_no_alpha(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def flatten(rows: Rows) -> None:
        for row in rows:
            row["level"] = "2"

    words = _words(
        report_document(InternalView(studied(replace_rows(example.dataset(), "ratings", flatten))))
    )
    assert "non calculé" in words
    assert "Tous les niveaux donnés sont égaux" in words


def test_without_commune_there_is_no_map_and_without_means_it_is_said(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def blank(rows: Rows) -> None:
        for row in rows:
            row.update(commune=None, source=None, source_url=None)

    dataset = replace_rows(
        replace_rows(example.dataset(), "cases", blank), "means", lambda rows: rows.clear()
    )
    document = report_document(InternalView(studied(dataset)))
    assert "carte" not in [figure.name for figure in figures(document)]
    assert "Source non dite pour 9\u00a0projets ou lieux" in _words(document)


def test_a_table_too_long_to_be_read_is_named_instead() -> None:
    long = DataTable("Long", ("A",), (("x",),) * 301)
    found = held(long, "profils")
    assert isinstance(found, Note)
    assert "301 lignes" in found.text
    assert held(replace(long, rows=long.rows[:300]), "profils") == replace(
        long, rows=long.rows[:300]
    )
