"""The two audiences: the same questions, not the same answers."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from terreau.formats.tables import Dataset
from terreau.publishing.disclosure import figures_digest
from terreau.publishing.material import Material
from terreau.publishing.view import InternalView, PublicView, Withheld, view_for

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def public(agreed: Material) -> PublicView:
    return PublicView(agreed)


@pytest.fixture(scope="module")
def internal(agreed: Material) -> InternalView:
    return InternalView(agreed)


def test_each_audience_has_its_view(agreed: Material) -> None:
    assert isinstance(view_for(agreed, "internal"), InternalView)
    assert isinstance(view_for(agreed, "public"), PublicView)


@pytest.mark.parametrize("analysis", ["profile", "change"])
@pytest.mark.parametrize("case", ["P-0003", "P-0005", "P-0006"])
def test_figures_without_agreement_stay_with_the_team(
    public: PublicView, internal: InternalView, case: str, analysis: str
) -> None:
    assert isinstance(public.figures(case, analysis), Withheld)
    assert not isinstance(internal.figures(case, analysis), Withheld)


def test_agreed_figures_are_the_same_for_all(public: PublicView, internal: InternalView) -> None:
    assert public.figures("P-0001", "profile") == internal.figures("P-0001", "profile")
    assert public.reply("P-0001") == "Le groupe du samedi a tenu bon."
    assert public.reply("P-0005") == ""


def test_a_case_without_figures_has_nothing_to_withhold(public: PublicView) -> None:
    assert public.figures("T-0001", "profile") == []
    assert not public.has_figures("T-0001")


def test_a_person_is_named_to_nobody(public: PublicView, internal: InternalView) -> None:
    for view in (public, internal):
        names = [place["name"] for case in view.cases for place in view.places(case)]
        assert "Une voisine du moulin" not in names
        assert "une personne" in names
    person = next(place for place in public.places("P-0003") if place["name"] == "une personne")
    assert person["gives"] is None


def test_what_is_at_risk_and_the_logbook_stay_with_the_team(
    public: PublicView, internal: InternalView
) -> None:
    assert "risk" in internal.places("P-0001")[0]
    assert "risk" not in public.places("P-0001")[0]
    assert internal.events("P-0001")
    assert public.events("P-0001") == []
    assert {row["clarity"] for row in public.stances("P-0001")} == {None}
    assert {row["clarity"] for row in internal.stances("P-0001")} != {None}


def test_ratings_are_the_teams_and_name_no_rater(
    public: PublicView, internal: InternalView
) -> None:
    rows = internal.ratings("P-0001")
    assert {row["rater"] for row in rows} == {None}
    assert {row["rater_kind"] for row in rows} <= {"holder", "accompanist", "researcher", "partner"}
    assert public.ratings("P-0001") == []


def test_a_rating_holds_no_code_of_a_rater_under_another_name(internal: InternalView) -> None:
    assert not any(value == "R-01" for row in internal.ratings("P-0001") for value in row.values())


def test_added_columns_stay_with_the_team(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def add(rows: Rows) -> None:
        for row in rows:
            row["x_avis"] = "MARQUEUR"

    material = studied(replace_rows(example.dataset(), "cases", add))
    assert InternalView(material).facts("P-0001")["x_avis"] == "MARQUEUR"
    assert "x_avis" not in PublicView(material).facts("P-0001")


def test_sentences_that_name_a_case_without_agreement_are_not_said(
    public: PublicView, internal: InternalView
) -> None:
    said = (
        "P-0003 est seul.",
        "Taxi des hameaux est seul.",
        "P-0001 va bien.",
        "Un regard (R-01) suffit.",
        "",
    )
    assert public.sayable(said) == ("P-0001 va bien.", "Un regard suffit.")
    assert internal.sayable(said) == said[:-1]


def test_levels_over_cases_are_shown_where_nobody_can_be_found(
    public: PublicView, internal: InternalView
) -> None:
    rows = public.distribution()
    assert len(rows) == len(internal.distribution())
    shown = [row for row in rows if not row["withheld"]]
    assert shown
    assert all(row["n_cases"] >= 5 for row in shown)
    assert all(row["summary"] is None and row["n_cases"] is None for row in rows if row["withheld"])
    assert not any(row["withheld"] for row in internal.distribution())


def test_one_comparison_is_public_and_its_small_groups_are_not(
    public: PublicView, internal: InternalView
) -> None:
    assert [c["by"] for c in internal.comparisons()] == ["territory", "cohort"]
    (comparison,) = public.comparisons()
    assert comparison["by"] == "territory"
    assert all(cell["withheld"] for group in comparison["groups"] for cell in group["cells"])


def test_changes_over_few_cases_are_not_public(public: PublicView, internal: InternalView) -> None:
    assert {step["withheld"] for step in internal.steps()} == {False}
    assert {step["withheld"] for step in public.steps()} == {True, False}
    assert all(
        set(step) == {"pillar", "from", "to", "withheld"}
        for step in public.steps()
        if step["withheld"]
    )


def test_what_would_point_at_a_line_without_name_is_not_public(
    public: PublicView, internal: InternalView
) -> None:
    assert public.coverage_cells() == []
    assert public.variables() == []
    assert internal.coverage_cells()
    assert internal.variables()
    assert {row["withheld"] for row in public.coverage_by_phase()} == {True, False}


def test_cases_without_name_have_neither_place_nor_kind_nor_date(public: PublicView) -> None:
    tables = public.pseudonymised()
    assert set(tables) == {"P1", "P2"}
    numbers = [entry["number"] for entries in tables.values() for entry in entries]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for entries in tables.values():
        assert len(entries) >= 5
        assert all(set(entry) == {"number", "cells"} for entry in entries)
        assert all(
            set(cell) == {"pillar", "summary"} for entry in entries for cell in entry["cells"]
        )
    assert public.unnamed() == 6


def test_nobody_is_unnamed_to_the_team(internal: InternalView) -> None:
    assert internal.pseudonymised() == {}
    assert internal.unnamed() == 0


def test_agreement_over_too_few_cases_is_not_public(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def keep(rows: Rows) -> None:
        rows[:] = [row for row in rows if row["case"] in ("P-0001", "P-0002")]

    material = studied(replace_rows(example.dataset(), "ratings", keep))
    assert isinstance(PublicView(material).agreement(), Withheld)
    assert "overall" in InternalView(material).agreement()


def test_only_facts_are_read_without_a_door(public: PublicView) -> None:
    assert public.result("facts")["n_cases"] == 9
    with pytest.raises(KeyError):
        public.result("profile")


def test_a_few_stays_that_came_back_are_not_read_by_subtraction(
    example: ModuleType,
    plain: Material,
    replace_rows: Callable[..., Dataset],
    studied: Callable[..., Material],
) -> None:
    """P-0004 came back to P1 and P2: unagreed, it silences them; agreed, it does not."""

    def shown(agreed: bool) -> set[str]:
        def answer(rows: Rows) -> None:
            rows[:] = [row for row in rows if agreed and row["case"] == "P-0004"]

        material = studied(replace_rows(example.dataset(_answers_of(plain)), "agreements", answer))
        return {row["phase"] for row in PublicView(material).distribution() if not row["withheld"]}

    assert "P1" not in shown(agreed=False)
    assert "P1" in shown(agreed=True)


def _answers_of(plain: Material) -> Rows:
    digest = figures_digest(plain.results, "P-0004")
    return [{"case": "P-0004", "digest": digest, "answer": "yes", "date": "2026-11-01"}]


def test_agreement_between_raters_is_public_over_five_cases_and_never_by_variable(
    public: PublicView, internal: InternalView
) -> None:
    said = public.agreement()
    assert not isinstance(said, Withheld)
    assert said["by_variable"] == []
    assert all(len(row["cases"]) >= 5 for row in said["by_pillar"])
    whole = internal.agreement()
    assert not isinstance(whole, Withheld)
    assert whole["by_variable"]


def test_the_form_of_a_person_is_not_public(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> None:
    def say(rows: Rows) -> None:
        for row in rows:
            row["form"] = "MARQUEUR" if row["person"] else row["form"]

    view = PublicView(studied(replace_rows(example.dataset(), "actors", say)))
    assert not any(
        place["form"] == "MARQUEUR" for case in view.cases for place in view.places(case)
    )
