"""The same words are found on both engines; nobody finds beyond their circles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.web.cases.models import Actor
from terreau.web.core import records, search
from terreau.web.core.snippets import snippet
from tests.web.people import House

FACTS = frozenset({"facts"})
TEAM = frozenset({"facts", "team"})


@pytest.mark.parametrize(
    ("asked", "written"),
    [("emergence", "l’émergence"), ("émergence", "émergentes"), ("coopérative", "coopératives"),
     ("cooperer", "coopérer"), ("ÉCOLES", "l'école"), ("œuvre", "oeuvres"), ("atel", "atelier")],
)  # fmt: skip
def test_accents_plurals_and_elisions_do_not_count(house: House, asked: str, written: str) -> None:
    records.create(
        house["rd"], Actor(workspace=house.workspace, name=f"Un mot, {written}, un autre")
    )
    assert len(search.find(house.workspace, FACTS, asked)) == 1


def test_every_word_must_be_there(house: House) -> None:
    records.create(house["rd"], Actor(workspace=house.workspace, name="Scierie du plateau"))
    assert search.find(house.workspace, FACTS, "scierie plateau")
    assert not search.find(house.workspace, FACTS, "scierie vallée")


def test_a_person_is_found_by_the_team_alone(house: House) -> None:
    records.create(
        house["rd"], Actor(workspace=house.workspace, name="Lucie Imaginaire", person=True)
    )
    assert search.find(house.workspace, TEAM, "lucie")
    assert not search.find(house.workspace, FACTS, "lucie")
    assert not search.find(house.other, TEAM, "lucie")


@pytest.mark.parametrize(
    "asked", ["", "  ", "'", '"', "*", "a OR", "NEAR(", "-", "《》", "(", "col:x", "🌱"]
)
def test_no_text_breaks_the_search(house: House, asked: str) -> None:
    assert search.find(house.workspace, TEAM, asked) == []


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_snippet_never_invents_a_word(text: str, asked: str) -> None:
    pieces = snippet(text, asked)
    shown = "".join(words for words, _asked in pieces).replace("…", "")
    held = " ".join(text.split())
    assert all(word in held for word in shown.split())


def test_a_snippet_marks_what_was_asked() -> None:
    pieces = snippet("Nous avons relancé les coopératives du plateau en mars.", "coopérative")
    assert ("coopératives", True) in pieces
