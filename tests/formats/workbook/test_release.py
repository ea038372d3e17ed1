"""What leaves the workbook: no words, no name of a person, and only what was consented to."""

from __future__ import annotations

from typing import Any

import pytest

from terreau.formats.tables import TABLES, Dataset
from terreau.formats.workbook import to_snapshot
from tests.formats.conftest import make_dataset

Rows = dict[str, list[dict[str, Any]]]


def interview_rows(**consent: Any) -> Rows:
    """Two interviews; the consent given for the first is what is tested."""
    agreed = {
        "record": True,
        "transcribe": True,
        "quote": True,
        "laboratory": True,
        "signed_on": "2025-01-01",
    }
    return {
        "cases": [{"case": "P-1", "name": "A", "kind": "projet"}],
        "raters": [{"rater": "R-1", "kind": "holder"}],
        "people": [{"person": "H-1", "name": "Une voisine", "interview": "E-1"}],
        "interviews": [{"interview": "E-1", "case": "P-1"}, {"interview": "E-2", "case": "P-1"}],
        "consents": [{"person": "H-1", "interview": "E-1", **agreed, **consent}],
        "documents": [
            {"document": "D-1", "interview": "E-1", "kind": "transcript", "confidentiality": "workspace", "text": "mots"},
            {"document": "D-2", "interview": "E-2", "kind": "transcript", "confidentiality": "workspace"},
            {"document": "D-3", "kind": "report", "confidentiality": "public", "n_characters": 9, "text": "autres"},
        ],
        "passages": [
            {"passage": "X-1", "document": "D-1", "case": "P-1", "text": "été"},
            {"passage": "X-2", "document": "D-2", "case": "P-1", "length": 7, "text": "ici"},
        ],
        "codings": [{"passage": p, "code": "A1", "coder": "R-1", "layer": "individual"} for p in ("X-1", "X-2")],
        "ratings": [
            {"rating": f"N-{n}", "case": "P-1", "phase": "P1", "seq": 1, "variable": v, "rater": "R-1", "informant": i,
             "layer": "individual", "level": "3", "framework": "ect@0.1"}
            for n, v, i in ((1, "A1", "E-1"), (2, "A2", "E-2"))
        ],
        "evidence": [
            {"rating": "N-1", "source_kind": kind, "source": source}
            for kind, source in (("passage", "X-1"), ("document", "D-1"), ("passage", "X-2"), ("document", "D-3"), ("means", "D-1"))
        ],
    }  # fmt: skip


def release(rows: Rows) -> tuple[Dataset, dict[str, Any]]:
    return to_snapshot(make_dataset(rows, words=True))


def column(dataset: Dataset, table: str, name: str) -> list[Any]:
    values: list[Any] = dataset[table][name].to_pylist()
    return values


@pytest.mark.parametrize(
    ("consent", "reason"),
    [
        ({"withdrawn_on": "2026-01-05"}, "withdrawn"),
        ({"expires_on": "octobre 2026"}, "expired"),
        ({"laboratory": False}, "refused"),
    ],
)
def test_interview_without_consent_leaves_with_all_that_rests_on_it(
    consent: dict[str, Any], reason: str
) -> None:
    snapshot, report = release(interview_rows(**consent))
    assert report["reasons"] == {reason: 1}
    assert column(snapshot, "interviews", "interview") == ["E-2"]
    assert column(snapshot, "documents", "document") == ["D-2", "D-3"]
    assert column(snapshot, "passages", "passage") == ["X-2"]
    assert column(snapshot, "codings", "passage") == ["X-2"]
    assert column(snapshot, "ratings", "informant") == [None, "E-2"]
    kept = {(row["source_kind"], row["source"]) for row in snapshot.rows("evidence")}
    assert kept == {("passage", "X-2"), ("document", "D-3"), ("means", "D-1")}
    assert {name: report[name] for name in report if name.endswith("_removed")} == {
        "interviews_removed": 1, "documents_removed": 1, "passages_removed": 1, "codings_removed": 1, "evidence_removed": 2,
    }  # fmt: skip
    assert report["informants_cleared"] == 1


@pytest.mark.parametrize(
    "consent", [{}, {"expires_on": "2026-11-12"}, {"expires_on": "vers 2027"}, {"quote": False}]
)
def test_valid_consent_keeps_the_interview(consent: dict[str, Any]) -> None:
    snapshot, report = release(interview_rows(**consent))
    assert column(snapshot, "interviews", "interview") == ["E-1", "E-2"]
    assert report["reasons"] == {}
    assert report["interviews_without_consent"] == 1


def test_one_person_who_withdraws_is_enough() -> None:
    rows = interview_rows()
    rows["people"].append({"person": "H-2", "name": "Un voisin"})
    rows["consents"].append(
        {"person": "H-2", "interview": "E-1", "laboratory": True, "withdrawn_on": "2026-02-02"}
    )
    assert column(release(rows)[0], "interviews", "interview") == ["E-2"]


def test_no_word_of_anyone_leaves() -> None:
    snapshot, report = release(interview_rows())
    assert not snapshot.workbook
    for declared in TABLES:
        if declared.workbook_only:
            assert declared.name not in snapshot.tables
        for name in (c.name for c in declared.columns if c.workbook_only):
            assert name not in snapshot[declared.name].column_names
    assert (
        report["words_left_behind"] == 2 + 2 + 1 + 1
    )  # texts, words of passages, a person, a consent


def test_lengths_come_from_the_words_where_they_were_blank() -> None:
    snapshot, _report = release(interview_rows())
    assert column(snapshot, "documents", "n_characters") == [4, None, 9]
    assert column(snapshot, "passages", "length") == [3, 7]


def test_name_of_a_person_becomes_its_reference() -> None:
    actors = [
        {"actor": "A-2", "name": "Une voisine", "person": True},
        {"actor": "A-1", "name": "Mairie", "person": False},
        {"actor": "A-3", "name": "Scierie"},
    ]
    snapshot, report = release({"actors": actors})
    assert column(snapshot, "actors", "name") == ["Mairie", "A-2", "Scierie"]
    assert report["names_replaced"] == 1


def test_rows_are_sorted_by_key_and_empty_added_columns_dropped() -> None:
    cases = [
        {"case": c, "name": c, "kind": "projet", "x_a": None, "x_b": "1"} for c in ("P-2", "P-1")
    ]
    dataset = make_dataset({"cases": cases}, words=True, added=("x_a", "x_b"))
    snapshot, _report = to_snapshot(dataset)
    assert column(snapshot, "cases", "case") == ["P-1", "P-2"]
    assert "x_b" in snapshot["cases"].column_names
    assert "x_a" not in snapshot["cases"].column_names


def test_releasing_twice_changes_nothing() -> None:
    once, _report = release(interview_rows(laboratory=False))
    twice, report = to_snapshot(once)
    assert {n: t.to_pylist() for n, t in twice.tables.items()} == {
        n: t.to_pylist() for n, t in once.tables.items()
    }
    assert report["words_left_behind"] == 0
