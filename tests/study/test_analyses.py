"""What each analysis finds in small data whose answer is known."""

from __future__ import annotations

from typing import Any

import pytest

from terreau.study.plan import Plan
from tests.study.builders import ECT, case, made, rating, simulated, studied


def result(name: str, *args: Any, **more: Any) -> Any:
    answer = studied(made(*args, **more))["analyses"][name]
    assert answer["status"] == "done", answer["reason"]
    return answer["result"]


def refusal(name: str, *args: Any, **more: Any) -> str:
    answer = studied(made(*args, **more))["analyses"][name]
    assert answer["status"] == "refused"
    assert answer["result"] is None
    return str(answer["reason"])


class TestFacts:
    CASES = (
        case("P-0001", themes=["santé", "énergie"], territory="T2", summary="Oui."),
        case("P-0002", themes=["santé"], territory="T1"),
        case("P-0003", territory="T1"),
    )

    def test_counts_put_the_most_frequent_first_and_silence_last(self) -> None:
        facts = result("facts", self.CASES)
        assert facts["n_cases"] == 3
        assert facts["by_territory"] == [{"value": "T1", "n": 2}, {"value": "T2", "n": 1}]
        assert facts["by_theme"] == [
            {"value": "santé", "n": 2}, {"value": "énergie", "n": 1}, {"value": None, "n": 1},
        ]  # fmt: skip

    def test_what_is_missing_is_counted_where_silence_is_a_gap(self) -> None:
        missing = {row["column"]: row["n"] for row in result("facts", self.CASES)["missing"]}
        assert missing["summary"] == 2
        assert missing["cohort"] == 3
        assert not missing.keys() & {"territory", "ended", "exit_reason", "contact"}

    def test_the_last_phase_is_the_furthest_or_by_date_for_those_who_came_back(self) -> None:
        phases = [
            {"case": "P-0001", "phase": "P3", "seq": 1},
            {"case": "P-0001", "phase": "P1", "seq": 1},
            {"case": "P-0002", "phase": "P3", "seq": 1, "start": "2020"},
            {"case": "P-0002", "phase": "P2", "seq": 1, "start": "2019"},
            {"case": "P-0002", "phase": "P2", "seq": 2, "start": "2022"},
            {"case": "P-0004", "phase": "P4", "seq": 2},
            {"case": "P-0001", "phase": "inconnue", "seq": 1},
        ]
        facts = result("facts", (*self.CASES, case("P-0004")), phases=phases)
        assert facts["by_phase"] == [
            {"value": "P2", "n": 1}, {"value": "P3", "n": 1}, {"value": "P4", "n": 1},
            {"value": None, "n": 1},
        ]  # fmt: skip

    def test_actors_are_counted_by_sector(self) -> None:
        actors = [
            {"actor": f"A-{i}", "name": "?", "sector": s}
            for i, s in enumerate(["public", "public", None])
        ]
        assert result("facts", self.CASES, actors=actors)["actors_by_sector"] == [
            {"value": "public", "n": 2}, {"value": None, "n": 1},
        ]  # fmt: skip


class TestCoverage:
    RATINGS = (
        rating("P-0001 P1 A1", "R-01", 3),
        rating("P-0001 P1 A1", "R-02", 4),
        rating("P-0001 P1 A2", "R-01", "NO"),
        rating("P-0001 P1 A1", "R-01", 3, layer="consensus"),
    )

    def test_cells_say_who_answered_what(self) -> None:
        evidence = [{"rating": "N-00002", "source_kind": "log", "source": "J-0001"}]
        found = result("coverage", [case("P-0001")], self.RATINGS, evidence=evidence)
        assert found["cells"] == [
            {
                "case": "P-0001", "phase": "P1", "seq": 1, "n_ratings": 3, "n_raters": 2,
                "rater_kinds": {"holder": 1, "accompanist": 1}, "variables": 1,
                "expected": len(ECT.expected_in("P1")), "expected_observed": 1, "to_support": 1,
                "consensus": 1,
            }
        ]  # fmt: skip
        assert (found["n_ratings"], found["n_consensus"], found["n_raters"]) == (3, 1, 2)
        assert found["by_rater_kind"] == [
            {"value": "holder", "n": 1},
            {"value": "accompanist", "n": 1},
        ]

    def test_a_documented_phase_that_nobody_rated_shows(self) -> None:
        phases = [
            {"case": "P-0001", "phase": "P2", "seq": 1},
            {"case": "P-0002", "phase": "P1", "seq": 1},
        ]
        cases = [case("P-0001"), case("P-0002")]
        found = result("coverage", cases, self.RATINGS, phases=phases)
        assert [(c["case"], c["phase"], c["n_ratings"]) for c in found["cells"]] == [
            ("P-0001", "P1", 3), ("P-0001", "P2", 0),
        ]  # fmt: skip
        assert found["without_ratings"] == ["P-0002"]

    def test_cases_that_the_framework_does_not_describe_are_not_missing(self) -> None:
        place = {"case": "L-0001", "name": "Lieu", "kind": "tiers_lieu"}
        assert result("coverage", [case("P-0001"), place], self.RATINGS)["without_ratings"] == []

    def test_cases_without_ratings_are_said(self) -> None:
        data = made([case("P-0001"), case("P-0002")], self.RATINGS)
        warnings = studied(data)["analyses"]["coverage"]["warnings"]
        assert warnings[-1] == "1 projet ou lieu du périmètre n’a aucune appréciation."

    def test_every_variable_is_listed_with_its_silences(self) -> None:
        found = result("coverage", [case("P-0001")], self.RATINGS)["variables"]
        assert [row["variable"] for row in found] == [v.code for v in ECT.variables]
        assert found[1] == {
            "variable": "A2", "n_levels": 0, "n_no": 1, "n_so": 0, "n_jnsp": 0, "n_cases": 0,
        }  # fmt: skip

    def test_a_rater_of_unknown_kind_is_counted_as_such(self) -> None:
        found = result("coverage", [case("P-0001")], [rating("P-0001 P1 A1", "R-99", 1)])
        assert found["by_rater_kind"] == [{"value": "unknown", "n": 1}]


class TestDistribution:
    def test_levels_are_described_by_variable_and_by_pillar_and_phase(self) -> None:
        ratings = [
            rating("P-0001 P1 A1", "R-01", 1),
            rating("P-0002 P1 A1", "R-01", 4),
            rating("P-0002 P2 B1", "R-01", "SO"),
            rating("P-0002 P1 A1", "R-02", 0, layer="consensus"),
        ]
        found = result("distribution", [case("P-0001"), case("P-0002")], ratings)
        assert found["by_variable"][0]["summary"] == {
            "n": 2, "counts": {"0": 0, "1": 1, "2": 0, "3": 0, "4": 1},
            "special": {"NO": 0, "SO": 0, "JNSP": 0},
            "median": {"value": None, "lo": 1, "hi": 4, "level": "ordinal"},
            "middle": [1, 4], "range": [1, 4],
        }  # fmt: skip
        cells = [
            (c["pillar"], c["phase"], c["n_cases"], c["summary"]["n"])
            for c in found["by_pillar_phase"]
        ]
        assert cells == [("A", "P1", 2, 2), ("B", "P2", 0, 0)]


class TestAgreement:
    def test_two_regards_are_needed_on_the_same_thing(self) -> None:
        ratings = [rating("P-0001 P1 A1", "R-01", 1), rating("P-0001 P1 A2", "R-02", 1)]
        assert refusal("agreement", [case("P-0001")], ratings).startswith(
            "Aucune variable n’a été appréciée par deux regards"
        )

    def test_a_second_passage_in_the_phase_is_another_unit(self) -> None:
        ratings = [rating("P-0001 P1 A1", "R-01", 1), rating("P-0001 P1 A1", "R-02", 1, seq=2)]
        assert refusal("agreement", [case("P-0001")], ratings)

    def test_what_was_agreed_after_discussion_is_never_agreement(self) -> None:
        ratings = [
            rating(f"P-0001 P1 A{v}", r, level)
            for v in (1, 2, 3)
            for r, level in (("R-01", v), ("R-02", 4 - v))
        ]
        discussed = [
            rating(f"P-0001 P1 A{v}", r, 2, layer="consensus")
            for v in (1, 2, 3)
            for r in ("R-01", "R-03")
        ]
        apart, together = (
            result("agreement", [case("P-0001")], rows) for rows in (ratings, ratings + discussed)
        )
        assert together == apart
        assert refusal("agreement", [case("P-0001")], [*ratings[::2], *discussed])

    def test_equal_levels_everywhere_give_no_coefficient_and_the_reason(self) -> None:
        ratings = [rating(f"P-0001 P1 A{v}", r, 2) for v in (1, 2, 3) for r in ("R-01", "R-02")]
        overall = result("agreement", [case("P-0001")], ratings)["overall"]
        assert overall["alpha"] is None
        assert overall["reason"].startswith("Tous les niveaux donnés sont égaux")
        assert (overall["n_units"], overall["n_ratings"], overall["n_raters"]) == (3, 6, 2)

    def test_with_few_cases_there_is_a_value_without_interval(self) -> None:
        ratings = [rating(f"P-0001 P1 A{v}", r, v) for v in (1, 2, 3) for r in ("R-01", "R-02")]
        found = result("agreement", [case("P-0001")], ratings)
        assert found["overall"]["alpha"] == {"value": 1.0, "lo": None, "hi": None, "level": 0.95}
        assert (
            found["overall"]["reason"]
            == "Trop peu de projets, ou trop peu de variation, pour un intervalle."
        )
        by_pillar = {row["pillar"]: row["reason"] for row in found["by_pillar"]}
        assert by_pillar["B"].startswith("Un seul regard")
        assert found["by_variable"][0]["reason"].startswith("Moins de deux variables")

    def test_raters_who_see_the_same_agree_and_the_one_who_guesses_lowers_it(self) -> None:
        data = simulated(n_cases=20)
        careful = made(
            data.rows("cases"), [r for r in data.rows("ratings") if r["rater"] != "R-03"]
        )
        both, all_three = (
            studied(d)["analyses"]["agreement"]["result"]["overall"]["alpha"]
            for d in (careful, data)
        )
        assert both["value"] == pytest.approx(1)
        assert all_three["hi"] < 0.9
        assert all_three["lo"] < all_three["value"] < all_three["hi"]


class TestProfile:
    def test_a_cell_says_the_levels_and_who_gave_them(self) -> None:
        ratings = [
            rating("P-0001 P1 A1", "R-01", 3),
            rating("P-0001 P1 A2", "R-01", 1),
            rating("P-0001 P1 A1", "R-02", "JNSP"),
            rating("P-0001 P1 A1", "R-01", 2, layer="consensus"),
        ]
        (cell,) = result("profile", [case("P-0001")], ratings)["cells"]
        assert cell["summary"]["median"] == {"value": None, "lo": 1, "hi": 3, "level": "ordinal"}
        assert (cell["n_raters"], cell["rater_kinds"]) == (1, {"holder": 1})
        assert (cell["variables"], cell["to_support"]) == (2, 1)
        assert (cell["consensus"], cell["consensus_summary"]["range"]) == (1, [2, 2])
        assert cell["ratings"] == ["N-00001", "N-00004", "N-00003", "N-00002"]

    def test_pillars_with_at_most_one_expected_variable_are_too_early(self) -> None:
        ratings = [rating(f"P-0001 P1 {pillar}1", "R-01", 1) for pillar in "ABCD"]
        cells = result("profile", [case("P-0001")], ratings)["cells"]
        expected = {p: sum(v.pillar == p for v in ECT.expected_in("P1")) for p in "ABCD"}
        assert {c["pillar"]: c["expected"] for c in cells} == expected
        assert {c["pillar"] for c in cells if c["too_early"]} == {"C", "D"}

    def test_a_return_to_a_phase_is_another_cell(self) -> None:
        ratings = [rating("P-0001 P1 A1", "R-01", 1), rating("P-0001 P1 A1", "R-01", 4, seq=2)]
        cells = result("profile", [case("P-0001")], ratings)["cells"]
        assert [(c["seq"], c["summary"]["range"]) for c in cells] == [(1, [1, 1]), (2, [4, 4])]


class TestChange:
    def test_planted_gains_are_found(self) -> None:
        """One level gained in P3 by all, seen by the two raters who look."""
        data = simulated()
        careful = made(
            data.rows("cases"), [r for r in data.rows("ratings") if r["rater"] != "R-03"]
        )
        steps = studied(careful)["analyses"]["change"]["result"]["steps"]
        assert {(s["from"], s["to"]) for s in steps} == {("P1", "P2"), ("P2", "P3")}
        for step in steps:
            gained = step["to"] == "P3"
            assert (step["up"], step["same"], step["down"]) == (
                (step["n"], 0, 0) if gained else (0, step["n"], 0)
            )
            assert step["n_cases"] == 12

    def test_pairs_give_the_detail_by_variable(self) -> None:
        ratings = [
            rating("P-0001 P1 A1", "R-01", 1), rating("P-0001 P3 A1", "R-01", 3),
            rating("P-0001 P1 A1", "R-02", 2), rating("P-0001 P3 A1", "R-02", 2),
            rating("P-0001 P1 A2", "R-01", 2), rating("P-0001 P3 A2", "R-01", 0),
        ]  # fmt: skip
        (pair,) = result("change", [case("P-0001")], ratings)["pairs"]
        assert pair == {
            "case": "P-0001", "pillar": "A", "n": 3, "up": 1, "same": 1, "down": 1,
            "from": {"phase": "P1", "seq": 1}, "to": {"phase": "P3", "seq": 1},
            "variables": [
                {"variable": "A1", "up": 1, "same": 1, "down": 0},
                {"variable": "A2", "up": 0, "same": 0, "down": 1},
            ],
        }  # fmt: skip

    RETURNED = (
        rating("P-0001 P1 A1", "R-01", 1),
        rating("P-0001 P2 A1", "R-01", 3),
        rating("P-0001 P1 A1", "R-01", 2, seq=2),
    )

    def test_a_case_that_came_back_to_a_phase_follows_its_dates(self) -> None:
        dates = (("P1", 1, "2020"), ("P2", 1, "2021"), ("P1", 2, "2022"))
        phases = [{"case": "P-0001", "phase": p, "seq": s, "start": d} for p, s, d in dates]
        pairs = result("change", [case("P-0001")], self.RETURNED, phases=phases)["pairs"]
        assert sorted((p["from"]["phase"], p["to"]["phase"], p["to"]["seq"], p["up"]) for p in pairs) == [
            ("P1", "P2", 1, 1), ("P2", "P1", 2, 0),
        ]  # fmt: skip

    def test_without_dates_its_order_is_not_known_and_it_is_said(self) -> None:
        answer = studied(made([case("P-0001")], self.RETURNED))["analyses"]["change"]
        assert answer["status"] == "refused"
        assert answer["warnings"][-1].startswith(
            "1 projet revenu dans une phase sans que ses dates"
        )

    def test_without_two_phases_there_is_no_change(self) -> None:
        reason = refusal("change", [case("P-0001")], [rating("P-0001 P1 A1", "R-01", 1)])
        assert reason.startswith("Aucun regard n’a apprécié la même variable")


class TestCompare:
    def test_a_group_is_small_by_its_rated_cases_not_by_all_its_cases(self) -> None:
        cases = [case(f"P-{i:04d}", territory="T1" if i < 6 else "T2") for i in range(12)]
        rated = [rating(f"P-{i:04d} P1 A1", "R-01", 2) for i in (*range(1, 6), 6, 7)]
        (side,) = result("compare", cases, rated)["by"]
        assert [group["n_rated_cases"] for group in side["groups"]] == [5, 2]
        assert [w.split(".")[0] for w in side["warnings"] if w.startswith("Moins de 5")] == [
            "Moins de 5 projets appréciés\u00a0: «\u00a0T2\u00a0»"
        ]

    def test_planted_differences_are_found(self) -> None:
        """T2 stands one level above T1, in each pillar and phase."""
        data = simulated()
        careful = made(
            data.rows("cases"), [r for r in data.rows("ratings") if r["rater"] != "R-03"]
        )
        by = {side["by"]: side for side in studied(careful)["analyses"]["compare"]["result"]["by"]}
        low, high = by["territory"]["groups"]
        assert (low["value"], high["value"], low["n_cases"], low["n_rated_cases"]) == (
            "T1",
            "T2",
            6,
            6,
        )
        assert len(low["cells"]) == len(high["cells"]) == 12
        for one, other in zip(low["cells"], high["cells"], strict=True):
            assert other["summary"]["median"]["value"] == one["summary"]["median"]["value"] + 1
        assert by["territory"]["warnings"] == []

    def test_what_forbids_a_conclusion_is_said(self) -> None:
        cases = [case("P-0001", territory="T1"), case("P-0002", territory="T2"), case("P-0003")]
        ratings = [rating("P-0001 P1 A1", "R-01", 1), rating("P-0002 P1 A1", "R-02", 3)]
        territories = [{"code": "T1", "name": "Val d’Essai", "members": []}]
        (side,) = result("compare", cases, ratings, territories=territories)["by"]
        assert side["warnings"] == [
            "1 projet ou lieu sans territoire ne figure pas dans cette comparaison.",
            "Moins de 5 projets appréciés\u00a0: «\u00a0Val d’Essai\u00a0» et «\u00a0T2\u00a0». Les chiffres "
            "décrivent ces projets et ne disent rien des autres.",
            "Aucun regard n’a apprécié des projets de deux groupes\u00a0: un écart peut venir de ceux qui "
            "apprécient autant que de ce qui est apprécié.",
        ]  # fmt: skip

    def test_one_group_is_no_comparison(self) -> None:
        cases = [case("P-0001", territory="T1"), case("P-0002", territory="T1")]
        assert refusal("compare", cases, [rating("P-0001 P1 A1", "R-01", 1)]) == (
            "Moins de deux territoires ou de deux cohortes\u00a0: il n’y a rien à comparer."
        )

    def test_only_what_the_plan_asks_is_compared(self) -> None:
        sides = studied(simulated(), Plan(compare_by=("cohort",)))["analyses"]["compare"]["result"][
            "by"
        ]
        assert [side["by"] for side in sides] == ["cohort"]

    def test_cases_without_cohort_are_said(self) -> None:
        cases = [case("P-0001", cohort="C1"), case("P-0002", cohort="C2"), case("P-0003")]
        (side,) = result("compare", cases, [rating("P-0001 P1 A1", "R-01", 1)])["by"]
        assert (
            side["warnings"][0]
            == "1 projet ou lieu sans cohorte ne figure pas dans cette comparaison."
        )


class TestMeans:
    LINES = (
        {
            "case": "P-0001",
            "seq": 1,
            "family": "market",
            "amount": "30 000",
            "local": True,
            "year": 2024,
        },
        {
            "case": "P-0001",
            "seq": 2,
            "family": "redistribution",
            "granted": "60 000",
            "local": False,
            "year": 2022,
        },
        {"case": "P-0001", "seq": 3, "family": "reciprocity", "requested": "9 000", "local": None},
    )

    def test_the_mix_is_given_with_its_bounds(self) -> None:
        (found,) = result("means", [case("P-0001")], means=self.LINES)["cases"]
        assert found["families"]["redistribution"] == {"low": 60000.0, "high": 60000.0}
        assert found["shares"]["market"] == {
            "low": pytest.approx(1 / 3),
            "high": pytest.approx(1 / 3),
        }
        assert (found["n_lines"], found["n_without_amount"], found["years"]) == (3, 1, [2022, 2024])
        assert found["local_share"] == {"low": pytest.approx(1 / 3), "high": pytest.approx(1 / 3)}

    def test_what_is_not_said_is_said(self) -> None:
        answer = studied(made([case("P-0001")], means=self.LINES))["analyses"]["means"]
        assert answer["warnings"] == [
            "1 ligne de moyens sans montant lisible n’entre dans aucune somme.",
            "1 ligne ne dit pas si la ressource est locale\u00a0: la part locale est une fourchette "
            "plus large.",
        ]
        assert answer["cases"] == [{"case": "P-0001", "rows": ["P-0001/1", "P-0001/2", "P-0001/3"]}]

    def test_without_a_known_amount_there_is_no_share(self) -> None:
        lines = [{"case": "P-0001", "seq": 1, "family": "market"}]
        (found,) = result("means", [case("P-0001")], means=lines)["cases"]
        assert found["local_share"] is None
        assert found["shares"]["market"] is None
        assert found["years"] is None

    def test_a_negative_amount_is_no_resource(self) -> None:
        lines = [{"case": "P-0001", "seq": 1, "family": "market", "amount": "-500"}]
        (found,) = result("means", [case("P-0001")], means=lines)["cases"]
        assert found["n_without_amount"] == 1
