"""A plan file: what it says, what it leaves out, and every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from terreau.problems import Problem, Refused
from terreau.study.plan import (
    DESCRIPTIVE,
    LATER,
    Condition,
    Exclusion,
    Outcome,
    Plan,
    Publish,
    Scope,
    default_plan,
    parse_plan,
    read_plan,
)
from tests.study.builders import made

WHOLE = """
[study]
title = "Ce qui tient"
question = "Que deviennent les projets ?"
axis = "accompagnement"
seed = 7
prereg_date = 2026-03-14

[scope]
kinds = ["projet"]
territories = ["T1", "T2"]
cohorts = ["C1"]
phases = ["P1", "P2"]
exclude = [{ case = "P-0001", reason = "retrait demandé" }]

[outcome]
name = "actif"
source = "outcome:alive_24m"
rule = "oui"
reason = "deux ans après"

[[condition]]
name = "coopération"
source = "estimate:A@P4"
calibration = { method = "direct", anchors = [1, 2.5, 4] }
expected = "present"
reason = "hypothèse 1"

[analyses]
agreement = false
compare = ["cohort"]
qca = true

[publish]
catalogue = false
audience = "interne"
language = "fr"
"""


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refusal:
        parse_plan(text)
    return refusal.value.problems


def test_a_whole_plan_is_read() -> None:
    assert parse_plan(WHOLE) == Plan(
        title="Ce qui tient",
        question="Que deviennent les projets ?",
        axis="accompagnement",
        seed=7,
        prereg_date="2026-03-14",
        scope=Scope(
            ("projet",), ("T1", "T2"), ("C1",), ("P1", "P2"), (Exclusion("P-0001", "retrait demandé"),)
        ),
        outcome=Outcome("actif", "outcome:alive_24m", "oui", (), "deux ans après"),
        conditions=(
            Condition("coopération", "estimate:A@P4", "direct", (1.0, 2.5, 4.0), "present", "hypothèse 1"),
        ),
        analyses=("facts", "coverage", "distribution", "profile", "change", "compare", "means", "qca"),
        compare_by=("cohort",),
        publish=Publish(catalogue=False, audience="interne"),
    )  # fmt: skip


def test_an_empty_plan_asks_for_every_description_and_nothing_else() -> None:
    plan = parse_plan("")
    assert plan == Plan()
    assert plan.analyses == DESCRIPTIVE
    assert plan.publications == ("sheets", "report", "tables", "catalogue")


def test_without_a_plan_the_study_bears_the_title_of_its_data() -> None:
    assert default_plan(made()).title == "Essai"
    assert default_plan(made()).analyses == DESCRIPTIVE


@pytest.mark.parametrize("said", ["false", "[]"])
def test_compare_may_be_left_out(said: str) -> None:
    plan = parse_plan(f"[analyses]\ncompare = {said}")
    assert "compare" not in plan.analyses
    assert plan.compare_by == ()


def test_compare_may_be_true() -> None:
    assert parse_plan("[analyses]\ncompare = true").compare_by == ("territory", "cohort")


@pytest.mark.parametrize("name", LATER)
def test_analyses_to_come_may_be_asked(name: str) -> None:
    assert parse_plan(f"[analyses]\n{name} = true").analyses == (*DESCRIPTIVE, name)


def test_a_date_may_be_text() -> None:
    assert parse_plan('[study]\nprereg_date = "2026-03-14"').prereg_date == "2026-03-14"


@pytest.mark.parametrize(
    ("text", "code", "place", "expected"),
    [
        ("[study]\ntitel = 'x'", "plan-key-unknown", "[study] titel", "Vouliez-vous dire «\u00a0title\u00a0»\u202f?"),
        ("[projet]", "plan-key-unknown", "projet",
         "Valeurs possibles\u00a0: analyses, condition, outcome, publish, scope, study."),
        ("[study]\naxis = 'emergance'", "plan-value-unknown", "[study] axis",
         "Vouliez-vous dire «\u00a0emergence\u00a0»\u202f?"),
        ("[study]\ntitle = 3", "plan-value-kind", "[study] title", ""),
        ("[study]\nseed = true", "plan-value-kind", "[study] seed", ""),
        ("[study]\nseed = -1", "plan-value-unknown", "[study] seed", ""),
        ("[study]\nprereg_date = 'mars'", "plan-value-kind", "[study] prereg_date", ""),
        ("[study]\nprereg_date = 12", "plan-value-kind", "[study] prereg_date", ""),
        ("[scope]\nkinds = ['project']", "plan-value-unknown", "[scope] kinds",
         "Vouliez-vous dire «\u00a0projet\u00a0»\u202f?"),
        ("[scope]\nphases = [1]", "plan-value-kind", "[scope] phases", ""),
        ("[scope]\nphases = 'P1'", "plan-value-kind", "[scope] phases", ""),
        ("[scope]\nexclude = ['P-1']", "plan-value-kind", "[scope] exclude", ""),
        ("[scope]\nexclude = [{case = 'P-1'}]", "plan-key-missing", "[scope] exclude 1 reason", ""),
        ("[outcome]\nname = 'a'\nsource = 'alive'", "plan-value-unknown", "[outcome] source",
         "Par exemple\u00a0: outcome:alive_24m, estimate:A@P4 ou column:x_surface."),
        ("[outcome]\nname = 'a'", "plan-key-missing", "[outcome] source", ""),
        ("[[condition]]\nname = 'a'\nsource = 'column:b'\nexpected = 'oui'", "plan-value-unknown",
         "[[condition]] 1 expected", "Valeurs possibles\u00a0: absent, present, unknown."),
        ("[[condition]]\nname = 'a'\nsource = 'column:b'\ncalibration = {anchors = ['x']}", "plan-value-kind",
         "[[condition]] 1 calibration anchors", ""),
        ("condition = 3", "plan-value-kind", "condition", ""),
        ("study = 3", "plan-value-kind", "study", ""),
        ("[analyses]\ncoverage = 'oui'", "plan-value-kind", "[analyses] coverage", ""),
        ("[analyses]\ncompare = ['commune']", "plan-value-unknown", "[analyses] compare",
         "Valeurs possibles\u00a0: cohort, territory."),
        ("[publish]\nlanguage = 'en'", "plan-value-unknown", "[publish] language", "Valeurs possibles\u00a0: fr."),
    ],
)  # fmt: skip
def test_a_mistake_says_where_it_is_and_what_was_meant(
    text: str, code: str, place: str, expected: str
) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.expected) == (code, expected)
    assert problem.where == f"plan d’analyse, «\u00a0{place}\u00a0»"
    assert problem.message.endswith(".")


def test_every_mistake_is_reported_at_once() -> None:
    text = "[study]\ntitel = 'x'\naxis = 'y'\n[analyses]\ncoverag = true\n[publish]\nsheets = 1"
    assert len(problems(text)) == 4


def test_what_is_not_toml_is_said_with_its_line() -> None:
    (problem,) = problems("[study]\ntitle = sans guillemets")
    assert problem.sentence().startswith(
        "Plan d’analyse, ligne 2\u00a0: ce n’est pas du TOML lisible."
    )


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("\ufeff[study]\ntitle = 'Étude'", encoding="utf-8")  # as some editors save it
    assert read_plan(path).title == "Étude"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="n’existe pas"):
        read_plan(tmp_path / "plan.toml")


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes("title = 'é'".encode("latin-1"))
    with pytest.raises(Refused, match="UTF-8"):
        read_plan(path)


def test_two_plans_that_say_the_same_share_their_digest() -> None:
    assert parse_plan("[study]\nseed = 20260101").digest() == parse_plan("").digest()
    assert parse_plan("[study]\nseed = 1").digest() != parse_plan("").digest()


def test_what_anyone_may_read_is_said_by_the_plan() -> None:
    """Added columns, the lead, the address of corrections and the licence come from the plan."""
    plan = parse_plan(
        '[publish]\nadded_columns = ["x_forme"]\nlead = "Onze lieux."\n'
        'correction = "ecrire@exemple.invalid"\nlicence = "Licence Ouverte 2.0"\n'
    )
    assert plan.publish.added_columns == ("x_forme",)
    assert plan.publish.lead == "Onze lieux."
    assert plan.publish.correction == "ecrire@exemple.invalid"
    assert plan.publish.licence == "Licence Ouverte 2.0"


def test_a_declared_column_is_not_an_added_one() -> None:
    """Only the columns of one's own, named x_…, are opened by the plan."""
    with pytest.raises(Refused, match="x_"):
        parse_plan('[publish]\nadded_columns = ["contact"]\n')
