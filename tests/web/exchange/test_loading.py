"""A workbook enters an empty workspace whole, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from terreau import framework
from terreau.formats import workbook
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.problems import Refused
from terreau.web.accounts.models import User
from terreau.web.cases.models import AddedField, Case, CaseKind, LogEntry, Theme, Verification
from terreau.web.core.models import Act, Workspace
from terreau.web.core.records import create
from terreau.web.core.search import find
from terreau.web.exchange.dataset import dataset_of
from terreau.web.exchange.loading import load_dataset
from terreau.web.home.start import start_workspace
from terreau.web.interviews.models import Document, Passage
from terreau.web.ratings.models import Rating
from tests.web.people import House

TODAY = date(2026, 11, 24)
CASE = {"case": "P-0007", "name": "La Ressourcerie", "kind": "projet"}
Rows = dict[str, list[dict[str, Any]]]


def dataset(rows: Rows, *, added: tuple[str, ...] = ()) -> Dataset:
    tables = {
        name: arrow_table(table(name), held, workbook=True, added=added if name == "cases" else ())
        for name, held in {"cases": [CASE], **rows}.items()
    }
    return Dataset(tables, framework.default().identifier, workbook=True, as_of="2026-11-12")


def load(house: House, rows: Rows, **options: Any) -> Workspace:
    load_dataset(house["rd"], workspace=house.workspace, dataset=dataset(rows, **options))
    return Workspace.objects.get(pk=house.workspace.pk)


def example(root: Path, name: str) -> Dataset:
    result = workbook.read(root / "examples" / name / "classeur.xlsx", today=TODAY)
    assert result.dataset is not None
    return result.dataset


@pytest.mark.parametrize("name", ["val-d-ombre", "pays-ledonien"])
def test_the_examples_come_back_as_they_were(root: Path, house: House, name: str) -> None:
    given = example(root, name)
    loaded = load_dataset(house["rd"], workspace=house.workspace, dataset=given)
    house.workspace.refresh_from_db()
    back = dataset_of(house.workspace)
    for sheet in set(given.tables) - {"agreements"}:
        rows = back.rows(sheet)
        for row in rows if sheet == "documents" else ():
            assert row.pop("title") == "Notes"  # a document without a title could not be listed
            row["title"] = None
        assert rows == given.rows(sheet), sheet
    # words that the application needs and that the workbook did not say
    assert set(back.tables) - set(given.tables) <= {"kinds", "themes", "added_fields"}
    assert (house.workspace.framework, house.workspace.fictional) == (
        given.framework,
        given.fictional,
    )
    # the room of agreements comes with a later version: that they are left is said
    assert [p.code for p in loaded.remarks] == ["table-left"] * (given["agreements"].num_rows > 0)


def test_one_act_a_history_and_the_search_tell_of_it(house: House) -> None:
    workspace = load(house, {})
    assert [act.verb for act in Act.objects.filter(workspace=workspace)] == ["load"]
    case = Case.objects.get(workspace=workspace)
    assert [past.history_type for past in case.history.all()] == ["+"]
    assert case.history.get().history_user == house["rd"]
    found = find(workspace, frozenset({"facts"}), "ressourcerie")
    assert [entry.title for entry in found] == ["La Ressourcerie"]


def test_no_reference_is_ever_given_again(house: House) -> None:
    workspace = load(house, {"cases": [CASE, {**CASE, "case": "T-0900"}]})
    new = create(house["rd"], Case(workspace=workspace, name="Autre", kind="projet"))
    assert new.reference == "P-0008"


def test_a_workspace_that_holds_data_is_left_as_it_is(house: House) -> None:
    create(house["rd"], Case(workspace=house.workspace, name="Déjà là", kind="projet"))
    with pytest.raises(Refused, match="contient déjà des données"):
        load(house, {})
    assert [case.name for case in Case.objects.all()] == ["Déjà là"]


def test_the_declarations_of_its_model_do_not_make_it_full(house: House) -> None:
    workspace = start_workspace(house["rd"], code="fondee", name="Fondée", model="cooperative")
    kinds = [{"kind": "projet", "singular": "ferme", "plural": "fermes", "feminine": True}]
    load_dataset(house["rd"], workspace=workspace, dataset=dataset({"kinds": kinds}))
    held = CaseKind.objects.get(workspace=workspace, code="projet")
    assert (held.singular, held.version) == ("ferme", 2)
    assert Theme.objects.filter(workspace=workspace).count() == 6


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"phases": [{"case": "P-9", "phase": "P1", "seq": 1}]}, "P-9"),
        (
            {
                "raters": [{"rater": "R-1", "kind": "holder"}],
                "ratings": [
                    {"rating": "N-1", "case": "P-0007", "phase": "P1", "seq": 1, "variable": "A1",
                     "rater": "R-1", "layer": "individual", "level": "3", "framework": "autre@9.9"}
                ],
            },
            "autre@9.9",
        ),
        (
            {
                "log": [
                    {"case": "P-0007", "entry": "J-1", "date": "2024", "kind": "other", "reverses": "J-2"},
                    {"case": "P-0007", "entry": "J-2", "date": "2024", "kind": "other", "reverses": "J-1"},
                ]
            },
            "reviennent l’une sur l’autre",
        ),
        ({"cases": [{**CASE, "cohort": "x" * 61}]}, "plus de 60 caractères"),
        ({"people": [{"person": "H-1"}]}, "l’application en a besoin"),
        (
            {
                "interviews": [{"interview": "E-1"}, {"interview": "E-2"}],
                "people": [{"person": "H-1", "interview": "E-1"}],
                "consents": [{"person": "H-1", "interview": "E-2"}],
            },
            "Ce consentement ne vise pas",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_held_refuses_the_whole(house: House, rows: Rows, said: str) -> None:
    with pytest.raises(Refused, match=said):
        load(house, rows)
    assert not Case.objects.exists()
    assert not Act.objects.exists()


def test_a_line_that_comes_back_on_another_finds_it(house: House) -> None:
    log = [
        {"case": "P-0007", "entry": f"J-{n}", "date": "2024", "kind": "decision", "reverses": back}
        for n, back in ((1, "J-2"), (2, "J-3"), (3, None))
    ]
    load(house, {"log": log})
    pairs = LogEntry.objects.order_by("reference").values_list("reference", "reverses__reference")
    assert list(pairs) == [("J-1", "J-2"), ("J-2", "J-3"), ("J-3", None)]


def test_a_column_of_ones_own_is_declared_for_the_kinds_that_fill_it(house: House) -> None:
    cases = [
        {**CASE, "x_surface": "120"},
        {"case": "T-1", "name": "Le Moulin", "kind": "tiers_lieu", "x_surface": None},
    ]
    load(house, {"cases": cases}, added=("x_surface",))
    declared = AddedField.objects.values_list("kind", "code", "label", "type")
    assert list(declared) == [("projet", "surface", "Surface", "text")]
    assert Case.objects.get(reference="P-0007").extra == {"surface": "120"}


def test_values_of_added_fields_have_the_nature_declared(house: House) -> None:
    fields = [
        {"kind": "projet", "code": code, "type": nature}
        for code, nature in (("surface", "number"), ("ouvert", "boolean"), ("mot", "text"))
    ]
    case = {**CASE, "x_surface": "12,5", "x_ouvert": "oui", "x_mot": "12"}
    load(house, {"cases": [case], "added_fields": fields}, added=("x_surface", "x_ouvert", "x_mot"))
    assert Case.objects.get().extra == {"surface": 12.5, "ouvert": True, "mot": "12"}


def test_the_day_of_verification_becomes_one(house: House) -> None:
    workspace = load(house, {"cases": [{**CASE, "verified_on": "2026-11-03"}]})
    (found,) = Verification.objects.filter(workspace=workspace)
    assert (found.field, found.on, found.by) == ("", date(2026, 11, 3), None)


def test_who_follows_a_case_is_found_by_name_or_said(house: House) -> None:
    User.objects.filter(pk=house["rd"].pk).update(name="Malik Terrain")  # a name that two bear
    cases = [
        {**CASE, "followed_by": "Katia Terrain"},
        {**CASE, "case": "P-3", "followed_by": "Malik Terrain"},
        {**CASE, "case": "P-2", "followed_by": "Personne d’Autre"},
    ]
    loaded = load_dataset(house["rd"], workspace=house.workspace, dataset=dataset({"cases": cases}))
    followed = Case.objects.order_by("reference").values_list("followed_by__name", flat=True)
    assert set(followed) == {"Katia Terrain", None}
    said = [problem.message for problem in loaded.remarks]
    assert [name in sentence for name, sentence in zip(("Malik", "Personne d’Autre"), said, strict=True)] == [True, True]  # fmt: skip


def test_passages_without_a_place_are_put_where_their_words_are(house: House) -> None:
    documents = [{"document": "D-1", "kind": "notes", "confidentiality": "workspace", "text": "Un, deux, trois."}]  # fmt: skip
    passages = [{"passage": "X-1", "document": "D-1", "case": "P-0007", "text": "deux"}]
    load(house, {"documents": documents, "passages": passages})
    passage = Passage.objects.get()
    assert (passage.start, passage.length) == (4, 4)
    assert Document.objects.get().case == Case.objects.get()


def test_frozen_data_are_taken_too(house: House, root: Path) -> None:
    frozen, _report = workbook.to_snapshot(example(root, "val-d-ombre"))
    load_dataset(house["rd"], workspace=house.workspace, dataset=frozen)
    assert Rating.objects.count() == frozen["ratings"].num_rows
