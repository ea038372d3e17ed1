"""Who may read what: the rules themselves."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.publishing.disclosure import (
    SMALLEST_GROUP,
    Agreements,
    figures_digest,
    pseudonyms,
    publishable,
    secret,
    withheld_groups,
)
from terreau.publishing.material import Material

CASES = [f"P-{n:04d}" for n in range(1, 31)]
hidden_cases = st.frozensets(st.sampled_from(CASES))
partitions = st.lists(st.integers(0, 5), min_size=len(CASES), max_size=len(CASES))


def test_the_digest_is_sixteen_digits_that_anyone_can_copy(plain: Material) -> None:
    digest = figures_digest(plain.results, "P-0001")
    assert len(digest) == 16
    assert set(digest) <= set("0123456789abcdef")


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_a_digest(plain: Material, chance: random.Random) -> None:
    shuffled = copy.deepcopy(dict(plain.results))
    for analysis, part in (("profile", "cells"), ("change", "pairs")):
        chance.shuffle(shuffled["analyses"][analysis]["result"][part])
    assert figures_digest(plain.results, "P-0003") == figures_digest(shuffled, "P-0003")


@pytest.mark.parametrize("case", ["P-0001", "P-0003"])
def test_any_figure_that_changes_changes_the_digest_of_its_case_alone(
    plain: Material, case: str
) -> None:
    before = {c: figures_digest(plain.results, c) for c in ("P-0001", "P-0003")}
    changed = copy.deepcopy(dict(plain.results))
    cell = next(c for c in changed["analyses"]["profile"]["result"]["cells"] if c["case"] == case)
    cell["to_support"] += 1
    after = {c: figures_digest(changed, c) for c in before}
    assert {c for c in before if before[c] != after[c]} == {case}


def test_references_of_ratings_are_no_figure(plain: Material) -> None:
    renamed = copy.deepcopy(dict(plain.results))
    for cell in renamed["analyses"]["profile"]["result"]["cells"]:
        cell["ratings"] = ["X"]
    assert figures_digest(plain.results, "P-0001") == figures_digest(renamed, "P-0001")


def test_a_case_without_figures_has_a_digest_of_its_own(plain: Material) -> None:
    assert figures_digest(plain.results, "T-0001") != figures_digest({}, "P-0001")


def _agreements(**row: Any) -> Agreements:
    return Agreements(
        [{"case": "P-1", "digest": "abcd", "answer": "yes", "reply": None, **row}],
        {"P-1": "abcd", "P-2": "x"},
    )


@pytest.mark.parametrize(
    ("row", "standing"),
    [
        ({}, "agreed"),
        ({"digest": "AB CD"}, "agreed"),
        ({"answer": "with_reply"}, "agreed_with_reply"),
        ({"answer": "no"}, "refused"),
        ({"answer": "no", "digest": "autre"}, "refused"),
        ({"digest": "autre"}, "lapsed"),
        ({"answer": "with_reply", "digest": "autre", "reply": "Bonjour"}, "lapsed"),
    ],
)
def test_an_agreement_covers_exactly_the_figures_that_were_read(
    row: dict[str, Any], standing: str
) -> None:
    agreements = _agreements(**row)
    assert agreements.standing("P-1") == standing
    assert agreements.agreed("P-1") is standing.startswith("agreed")


def test_silence_is_no_agreement() -> None:
    assert _agreements().standing("P-2") == "unread"
    assert not _agreements().agreed("P-2")


def test_a_reply_is_printed_only_with_the_figures_it_answers() -> None:
    assert _agreements(answer="with_reply", reply="Bonjour").reply("P-1") == "Bonjour"
    assert _agreements(answer="yes", reply="Bonjour").reply("P-1") == ""
    assert _agreements(answer="with_reply", reply="Bonjour", digest="z").reply("P-1") == ""


@pytest.mark.parametrize(
    ("n", "unagreed", "expected"),
    [
        (4, 0, False),
        (5, 0, True),
        (5, 5, True),
        (8, 3, False),
        (8, 1, False),
        (9, 5, True),
        (0, 0, False),
    ],
)
def test_five_cases_and_none_or_five_that_did_not_agree(
    n: int, unagreed: int, expected: bool
) -> None:
    assert publishable(frozenset(CASES[:n]), frozenset(CASES[:unagreed])) is expected


@given(partitions, hidden_cases)
def test_no_subtraction_reaches_fewer_than_five_cases(
    places: list[int], hidden: frozenset[str]
) -> None:
    groups = {
        f"G{g}": frozenset(case for case, place in zip(CASES, places, strict=True) if place == g)
        for g in range(6)
    }
    withheld = withheld_groups(groups, hidden)
    shown = [cases for name, cases in groups.items() if cases and name not in withheld]
    assert all(publishable(cases, hidden) for cases in shown)
    rest = frozenset(CASES) - frozenset[str]().union(*shown)
    if shown and rest:
        assert publishable(rest, hidden)


def test_the_next_smallest_group_is_withheld_with_the_small_one() -> None:
    groups = {"A": frozenset(CASES[:9]), "B": frozenset(CASES[9:15]), "C": frozenset(CASES[15:17])}
    assert withheld_groups(groups, frozenset()) == {"B", "C"}


def test_an_empty_group_hides_nothing() -> None:
    assert (
        withheld_groups({"A": frozenset(CASES[:9]), "B": frozenset()}, frozenset()) == frozenset()
    )


@given(hidden_cases, st.permutations(CASES))
def test_pseudonyms_are_given_to_five_cases_or_more_and_tell_no_order(
    hidden: frozenset[str], order: list[str]
) -> None:
    lists = {"P1": CASES, "P2": CASES[:7]}
    numbers = pseudonyms(b"cle", lists, hidden)
    assert numbers == pseudonyms(b"cle", {"P2": list(reversed(CASES[:7])), "P1": order}, hidden)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    for name, cases in lists.items():
        concerned = hidden & frozenset(cases)
        given_to = {case for listed, case in numbers if listed == name}
        assert given_to == (concerned if len(concerned) >= SMALLEST_GROUP else frozenset())


def test_another_key_gives_other_pseudonyms() -> None:
    everyone = frozenset(CASES)
    first, second = (pseudonyms(key, {"P1": CASES}, everyone) for key in (b"a", b"b"))
    assert [first["P1", case] for case in CASES] != [second["P1", case] for case in CASES]
    assert [first["P1", case] for case in CASES] != sorted(first.values())


def test_the_seed_printed_in_publications_does_not_give_pseudonyms_away(plain: Material) -> None:
    other = copy.deepcopy(dict(plain.results))
    other["analyses"]["profile"]["inputs"] = "autre"
    assert secret(plain.results) != secret(other)


def test_no_rank_follows_a_case_from_one_list_to_the_next() -> None:
    everyone = frozenset(CASES)
    numbers = pseudonyms(b"cle", {"P1": CASES, "P2": CASES}, everyone)
    first, second = (sorted(CASES, key=lambda c: numbers[phase, c]) for phase in ("P1", "P2"))
    assert first != second


def test_cases_that_no_group_holds_count_in_what_is_left() -> None:
    """Thirteen cases, one without territory: one group stays silent, or it would be read."""
    hidden = frozenset(f"P-{n:02d}" for n in range(13))
    groups = {"A": frozenset(sorted(hidden)[:6]), "B": frozenset(sorted(hidden)[6:12])}
    assert withheld_groups(groups, hidden) == frozenset()
    # with one group silent, seven cases are left: enough
    assert withheld_groups(groups, hidden, outside=frozenset({"P-12"})) == {"A"}


def test_a_group_named_never_is_withheld_with_the_next_smallest() -> None:
    """What a difference would expose is silent, and so is what would give it away."""
    hidden = frozenset(f"P-{n:02d}" for n in range(17))
    names = sorted(hidden)
    groups = {"P1": frozenset(names[:5]), "P2": frozenset(names[5:11]), "P3": frozenset(names[11:])}
    assert withheld_groups(groups, hidden, never=frozenset({"P1"})) == {"P1"}
    assert withheld_groups(groups, hidden) == frozenset()
