"""The tables of a study, for who computes."""

from __future__ import annotations

import pytest

from terreau.publishing.datasheet import DataSheet
from terreau.publishing.material import Material
from terreau.publishing.tables import data_sheets
from terreau.publishing.view import InternalView, PublicView


@pytest.fixture(scope="module")
def internal(agreed: Material) -> dict[str, DataSheet]:
    return {sheet.name: sheet for sheet in data_sheets(InternalView(agreed))}


@pytest.fixture(scope="module")
def public(agreed: Material) -> dict[str, DataSheet]:
    return {sheet.name: sheet for sheet in data_sheets(PublicView(agreed))}


def _column(sheet: DataSheet, header: str) -> list[object]:
    place = [field.header for field in sheet.fields].index(header)
    return [row[place] for row in sheet.rows]


def test_every_row_has_every_column_and_numbers_are_numbers(
    internal: dict[str, DataSheet], public: dict[str, DataSheet]
) -> None:
    for sheet in (*internal.values(), *public.values()):
        assert len({field.header for field in sheet.fields}) == len(sheet.fields), sheet.name
        assert all(field.help for field in sheet.fields)
        for row in sheet.rows:
            for value, field in zip(row, sheet.fields, strict=True):
                kinds = (int, float, type(None)) if field.number else (str, type(None))
                assert isinstance(value, kinds), (sheet.name, field.header, value)


def test_every_case_is_in_the_facts(public: dict[str, DataSheet]) -> None:
    assert len(public["projets"].rows) == 9


def test_named_profiles_are_those_agreed(
    internal: dict[str, DataSheet], public: dict[str, DataSheet]
) -> None:
    assert set(_column(public["profils"], "Référence")) == {"P-0001", "P-0002"}
    assert len(set(_column(internal["profils"], "Référence"))) == 8
    assert set(_column(public["changements"], "Référence")) == {"P-0001", "P-0002"}


def test_ratings_and_variables_stay_with_the_team(
    internal: dict[str, DataSheet], public: dict[str, DataSheet]
) -> None:
    assert {"appreciations", "variables"} <= set(internal)
    assert not {"appreciations", "variables"} & set(public)


def test_numbered_cases_carry_nothing_that_points_at_them(public: dict[str, DataSheet]) -> None:
    headers = [field.header for field in public["profils_sans_nom"].fields][:3]
    assert headers == ["Phase", "Cas", "Pilier"]


def test_a_withheld_row_says_why(public: dict[str, DataSheet]) -> None:
    for name in ("niveaux", "evolution", "comparaison"):
        reasons = set(_column(public[name], "Non publié"))
        assert any(reason for reason in reasons), name


def test_a_study_without_ratings_has_its_facts(plain: Material) -> None:
    analyses = {
        name: {**value, "status": "refused", "result": None}
        if name not in ("facts", "means")
        else value
        for name, value in plain.results["analyses"].items()
    }
    bare = Material({**plain.results, "analyses": analyses}, plain.data, plain.framework)
    names = [sheet.name for sheet in data_sheets(PublicView(bare))]
    assert names == ["projets", "phases", "acteurs", "devenirs", "moyens"]
