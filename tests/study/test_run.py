"""A study from data to results: done, refused with its reason, the same twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

import terreau.study
from terreau.formats.snapshot import digest, read_snapshot, write_snapshot
from terreau.formats.tables import Dataset
from terreau.problems import Refused
from terreau.study.plan import DESCRIPTIVE, LATER, Exclusion, Plan, Scope, default_plan
from terreau.study.results import results_text
from terreau.study.run import run
from tests.study.builders import ECT, case, made, rating, simulated, studied

SCHEMA = json.loads(
    (Path(terreau.study.__file__).parent / "schema" / "results.schema.json").read_text(
        encoding="utf-8"
    )
)


def valid(results: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(results_text(results)))


def shuffled(data: Dataset, seed: int) -> Dataset:
    rng = np.random.default_rng(seed)
    tables = {name: t.take(rng.permutation(t.num_rows)) for name, t in data.tables.items()}
    return replace(data, tables=tables)


def test_every_description_is_done_where_the_data_bear_it() -> None:
    data = simulated()
    means = made(means=[{"case": "P-0000", "seq": 1, "family": "market", "amount": "100"}])["means"]
    results = studied(replace(data, tables={**data.tables, "means": means}))
    valid(results)
    assert {name: results["analyses"][name]["status"] for name in DESCRIPTIVE} == dict.fromkeys(
        DESCRIPTIVE, "done"
    )
    assert {results["analyses"][name]["status"] for name in LATER} == {"not_asked"}


def test_a_study_without_ratings_describes_the_facts_and_says_what_it_cannot() -> None:
    results = studied(made([case("P-0001")]))
    valid(results)
    analyses = results["analyses"]
    assert analyses["facts"]["status"] == "done"
    for name in ("coverage", "distribution", "agreement", "profile", "change", "compare"):
        assert analyses[name]["status"] == "refused"
        assert analyses[name]["reason"] == "Aucune appréciation dans ces données."
    assert analyses["means"]["reason"] == "Aucune ligne de moyens dans ces données."


def test_without_any_case_nothing_is_done_and_it_is_said() -> None:
    results = studied(made())
    valid(results)
    assert (
        results["analyses"]["facts"]["reason"]
        == "Aucun projet ni lieu dans le périmètre de cette étude."
    )
    assert {a["status"] for a in results["analyses"].values()} == {"refused", "not_asked"}


def test_what_the_plan_leaves_out_is_not_done() -> None:
    data = simulated()
    results = studied(data, replace(default_plan(data), analyses=("facts", "qca")))
    valid(results)
    statuses = {name: answer["status"] for name, answer in results["analyses"].items()}
    assert statuses.pop("facts") == "done"
    assert statuses.pop("qca") == "refused"
    assert set(statuses.values()) == {"not_asked"}


@pytest.mark.parametrize("name", LATER)
def test_what_this_version_cannot_do_is_refused_with_its_reason(name: str) -> None:
    data = simulated()
    answer = studied(data, replace(default_plan(data), analyses=(name,)))["analyses"][name]
    assert answer["status"] == "refused"
    assert answer["reason"].endswith("n’est pas encore dans cette version du logiciel.")


def test_two_runs_give_the_same_bytes() -> None:
    assert results_text(studied(simulated())) == results_text(studied(simulated()))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_changes_nothing_but_the_digest_of_the_files(seed: int) -> None:
    data = simulated()
    first, second = studied(data), studied(shuffled(data, seed))
    assert first["snapshot"].pop("digest") != second["snapshot"].pop("digest")
    assert results_text(first) == results_text(second)


def test_the_seed_moves_intervals_and_nothing_else() -> None:
    data = simulated()
    plan = default_plan(data)
    first, second = studied(data, plan), studied(data, replace(plan, seed=7))
    one, other = (r["analyses"]["agreement"]["result"]["overall"]["alpha"] for r in (first, second))
    assert one["value"] == other["value"]
    assert (one["lo"], one["hi"]) != (other["lo"], other["hi"])
    assert {n for n in DESCRIPTIVE if first["analyses"][n] != second["analyses"][n]} == {
        "agreement"
    }


def test_the_interval_of_a_variable_does_not_depend_on_the_others() -> None:
    data = simulated()
    kept = [row for row in data.rows("ratings") if row["variable"] == "A1"]
    alone = made(data.rows("cases"), kept)
    found = [
        next(
            v
            for v in studied(d)["analyses"]["agreement"]["result"]["by_variable"]
            if v["variable"] == "A1"
        )
        for d in (data, alone)
    ]
    assert found[0] == found[1]


def test_results_say_which_data_they_rest_on() -> None:
    data = simulated()
    results = studied(data)
    assert results["snapshot"] == {
        "digest": digest(data), "as_of": "2026-11-12", "title": "Essai", "fictional": True,
        "framework": ECT.identifier,
    }  # fmt: skip
    assert results["study"]["title"] == "Essai"


def test_the_digest_of_inputs_changes_with_the_tables_used_only() -> None:
    data = simulated()
    other = replace(data, tables={**data.tables, "raters": made()["raters"].slice(0, 2)})
    changed = {
        name
        for name in DESCRIPTIVE
        if studied(data)["analyses"][name]["inputs"] != studied(other)["analyses"][name]["inputs"]
    }
    assert changed == {"coverage", "agreement", "profile", "compare"}


def test_each_analysis_names_the_rows_it_rests_on() -> None:
    results = studied(made([case("P-0002"), case("P-0001")], [rating("P-0002 P1 A1", "R-01", 2)]))
    assert results["analyses"]["facts"]["cases"] == [
        {"case": "P-0001", "rows": ["P-0001"]}, {"case": "P-0002", "rows": ["P-0002"]},
    ]  # fmt: skip
    assert results["analyses"]["profile"]["cases"] == [{"case": "P-0002", "rows": ["N-00001"]}]


def test_data_frozen_and_read_back_give_the_same_results(tmp_path: Path) -> None:
    data = simulated(n_cases=6)
    write_snapshot(data, tmp_path / "donnees", {})
    assert results_text(studied(read_snapshot(tmp_path / "donnees"))) == results_text(studied(data))


def test_a_workbook_with_its_words_is_never_studied() -> None:
    with pytest.raises(ValueError, match="snapshot"):
        run(replace(simulated(), workbook=True), Plan(), ECT)


def test_progress_is_said_in_french_and_ends() -> None:
    said: list[tuple[str, float]] = []
    data = simulated()
    run(data, default_plan(data), ECT, progress=lambda word, share: said.append((word, share)))
    assert said[0] == ("lecture des données figées", 0.0)
    assert said[-1] == ("étude terminée", 1.0)
    assert [share for _, share in said] == sorted(share for _, share in said)


def test_a_scope_that_names_what_is_not_there_is_refused_at_once() -> None:
    plan = Plan(
        scope=Scope(
            territories=("T9",),
            cohorts=("C0",),
            phases=("P9",),
            exclude=(Exclusion("P-00000", "?"),),
        )
    )
    with pytest.raises(Refused) as refusal:
        studied(simulated(), plan)
    problems = refusal.value.problems
    assert [problem.code for problem in problems] == ["plan-scope-unknown"] * 3
    assert problems[0].where == "plan d’analyse, «\u00a0[scope] territories\u00a0»"
    assert problems[2].expected == "Vouliez-vous dire «\u00a0P-0000\u00a0»\u202f?"


def test_one_regard_for_everything_is_said() -> None:
    results = studied(made([case("P-0001")], [rating("P-0001 P1 A1", "R-01", 2)]))
    warnings = results["analyses"]["distribution"]["warnings"]
    assert (
        "Un seul regard a donné toutes les appréciations\u00a0: rien ne recoupe ce qu’il dit."
        in warnings
    )
    assert (
        "Un seul projet apprécié\u00a0: les chiffres le décrivent et ne disent rien des autres."
        in warnings
    )


def test_ratings_of_another_version_are_set_aside_and_said() -> None:
    ratings = [
        rating("P-0001 P1 A1", "R-01", 2),
        rating("P-0001 P1 A2", "R-01", 4, framework="ect@9.9"),
    ]
    coverage = studied(made([case("P-0001")], ratings))["analyses"]["coverage"]
    assert coverage["result"]["n_ratings"] == 1
    assert coverage["warnings"][0].startswith(
        "1 appréciation donnée avec un autre référentiel (ect@9.9) n’est pas utilisée ici"
    )


def test_ratings_all_of_another_version_are_no_ratings() -> None:
    data = made([case("P-0001")], [rating("P-0001 P1 A2", "R-01", 4, framework="ect@9.9")])
    answer = studied(data)["analyses"]["profile"]
    assert answer["reason"] == "Aucune appréciation utilisable dans le périmètre de cette étude."
    assert len(answer["warnings"]) == 1


def test_consensus_alone_makes_no_distribution() -> None:
    ratings = [rating("P-0001 P1 A1", "R-01", 2, layer="consensus")]
    analyses = studied(made([case("P-0001")], ratings))["analyses"]
    assert analyses["distribution"]["reason"].startswith(
        "Ces données n’ont que des appréciations de consensus"
    )
    (cell,) = analyses["profile"]["result"]["cells"]
    assert (cell["summary"]["n"], cell["consensus"], cell["consensus_summary"]["n"]) == (0, 1, 1)
