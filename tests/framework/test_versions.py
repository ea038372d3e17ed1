"""A version says what each variable became, and the texts bear it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from terreau.framework import (
    Framework,
    Pillar,
    Variable,
    VersionChange,
    comparable,
    compare_versions,
    default,
)

OLD = default()
SAME = {variable.code: "same" for variable in OLD.variables}


def version(number: str = "0.2", parent: str = "ect@0.1", **changes: str) -> Framework:
    return replace(OLD, version=number, parent=parent, changes=SAME | changes)


def with_variable(framework: Framework, which: str, **parts: Any) -> Framework:
    """Return `framework` with the variable `which` altered."""

    def altered(variable: Variable) -> Variable:
        return replace(variable, **parts) if variable.code == which else variable

    pillars = tuple(
        replace(p, variables=tuple(map(altered, p.variables))) for p in framework.pillars
    )
    return replace(framework, pillars=pillars)


def without(framework: Framework, code: str) -> Framework:
    def kept(pillar: Pillar) -> Pillar:
        return replace(pillar, variables=tuple(v for v in pillar.variables if v.code != code))

    return replace(framework, pillars=tuple(map(kept, framework.pillars)))


def codes(change: VersionChange) -> list[str]:
    return [problem.code for problem in change.problems]


def test_an_unchanged_child_is_true() -> None:
    change = compare_versions(OLD, version())
    assert (change.old, change.new, change.problems) == ("ect@0.1", "ect@0.2", ())
    assert len(change.of_kind("same")) == 26


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("title", "Autre", "l’intitulé"),
        ("definition", "autre", "la définition"),
        ("levels", ("a", "b", "c", "d", "e"), "les niveaux"),
        ("questions", {"holder": "?", "accompanist": "?"}, "les questions"),
        ("advice", {"holder": "doucement"}, "les consignes"),
        ("expected", ("P1",), "les phases attendues"),
        ("early", ("P6",), "les phases précoces"),
        ("without_object", ("P6",), "les phases sans objet"),
        ("foundation", "", "le fondement"),
    ],
)
def test_a_variable_said_the_same_has_the_same_words(part: str, value: Any, said: str) -> None:
    change = compare_versions(OLD, with_variable(version(), "B2", **{part: value}))
    assert codes(change) == ["change-untrue"]
    assert said in change.problems[0].message
    assert change.problems[0].where == "fichier B.toml, variable B2"


@pytest.mark.parametrize("kind", ["reworded", "changed"])
def test_a_variable_said_modified_is(kind: str) -> None:
    assert codes(compare_versions(OLD, with_variable(version(B2=kind), "B2", title="Autre"))) == []
    idle = compare_versions(OLD, version(B2=kind))
    assert [(p.code, p.severity) for p in idle.problems] == [("change-idle", "warning")]


def test_what_is_gone_is_said_retired() -> None:
    silent = without(replace(version(), changes={c: k for c, k in SAME.items() if c != "B6"}), "B6")
    assert codes(compare_versions(OLD, silent)) == ["change-missing"]
    assert codes(compare_versions(OLD, without(version(B6="retired"), "B6"))) == []
    assert codes(compare_versions(OLD, version(Z9="retired"))) == ["change-untrue"]


def test_what_is_new_is_said_new_and_only_that() -> None:
    added = with_variable(version(B7="new"), "B6", code="B7")
    added = replace(added, changes={**added.changes, "B6": "retired"})
    assert codes(compare_versions(OLD, added)) == []
    untrue = replace(added, changes={**added.changes, "B7": "same"})
    assert codes(compare_versions(OLD, untrue)) == ["change-untrue"]
    assert codes(compare_versions(OLD, version(B6="new"))) == ["change-untrue"]


def test_a_number_is_never_used_again() -> None:
    old = replace(OLD, retired=("B9",))
    new = with_variable(replace(version(B9="new", B6="retired"), retired=("B9",)), "B6", code="B9")
    assert codes(compare_versions(old, new)) == ["code-retired"]
    assert codes(compare_versions(old, version())) == ["retired-forgotten"]


def test_a_child_names_its_parent() -> None:
    assert codes(compare_versions(OLD, version(parent="ect@0.0"))) == ["parent-other"]


def test_another_scale_leaves_no_meaning() -> None:
    shorter = replace(version(), scale=OLD.scale[:-1])
    assert "scale-changed" in codes(compare_versions(OLD, shorter))


def test_levels_compare_where_the_meaning_stayed() -> None:
    new = version(A2="reworded", A3="changed", A4="retired", B7="new")
    said = {code: comparable(OLD, new, code) for code in ("A1", "A2", "A3", "A4", "B7", "Z1")}
    assert said == {"A1": True, "A2": True, "A3": False, "A4": False, "B7": False, "Z1": False}
    assert comparable(OLD, OLD, "A1")
    assert not comparable(OLD, OLD, "Z1")


def test_levels_compare_through_the_versions_between() -> None:
    second = version(A3="changed")
    third = version("0.3", "ect@0.2", A2="reworded", A4="changed")
    said = {code: comparable(OLD, third, code, [second]) for code in ("A1", "A2", "A3", "A4")}
    assert said == {"A1": True, "A2": True, "A3": False, "A4": False}
    assert not comparable(OLD, third, "A1"), "a version that is not at hand is not guessed"
    assert not comparable(third, OLD, "A1", [second])
