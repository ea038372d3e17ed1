"""Version, history, journal of acts and search move together, or not at all."""

from __future__ import annotations

import pytest
from django.db import transaction

from terreau.web.cases.models import Actor
from terreau.web.core import records, search
from terreau.web.core.models import Act, SearchEntry
from terreau.web.territories.models import Territory
from tests.web.people import House


def _actor(house: House, name: str = "Scierie Morel") -> Actor:
    return records.create(house["accompanist"], Actor(workspace=house.workspace, name=name))


def test_a_new_record_has_a_reference_an_act_a_past_and_is_found(house: House) -> None:
    actor = _actor(house)
    assert actor.reference == "A-0001"
    assert actor.history.count() == 1
    act = Act.objects.get()
    assert (act.verb, act.kind, act.reference, act.actor) == (
        "create", "cases.actor", "A-0001", house["accompanist"],
    )  # fmt: skip
    assert [e.title for e in search.find(house.workspace, frozenset({"facts"}), "scieries")] == [
        "Scierie Morel"
    ]


def test_a_reference_is_never_given_twice_even_after_an_archive(house: House) -> None:
    first = _actor(house)
    records.archive(house["accompanist"], first)
    assert _actor(house, "Autre").reference == "A-0002"


def test_each_workspace_counts_for_itself(house: House) -> None:
    _actor(house)
    there = records.create(house.stranger, Actor(workspace=house.other, name="Là-bas"))
    assert there.reference == "A-0001"


def test_the_second_writer_learns_of_the_first(house: House) -> None:
    actor = _actor(house)
    mine = Actor.objects.get(pk=actor.pk)
    actor.form = "entreprise"
    records.save(house["rd"], actor, expected_version=1)
    mine.form = "SCIC"
    with pytest.raises(records.Changed) as told:
        records.save(house["coder"], mine, expected_version=1)
    assert told.value.current.form == "entreprise"
    assert Actor.objects.get().form == "entreprise"


def test_nothing_said_makes_no_version(house: House) -> None:
    actor = _actor(house)
    records.save(house["rd"], Actor.objects.get(pk=actor.pk))
    assert (Actor.objects.get().version, Act.objects.count()) == (1, 1)


def test_an_act_names_fields_and_never_values(house: House) -> None:
    actor = _actor(house)
    actor.name = "Nom secret"
    records.save(house["rd"], actor)
    act = Act.objects.get(verb="change")
    assert act.fields == ["name"]
    assert "secret" not in str(act.__dict__)


def test_an_archived_record_leaves_lists_and_search_and_comes_back(house: House) -> None:
    actor = _actor(house)
    records.archive(house["rd"], actor)
    assert not Actor.objects.of(house.workspace).exists()
    assert not SearchEntry.objects.exists()
    records.restore(house["rd"], actor)
    assert Actor.objects.of(house.workspace).get() == actor
    assert SearchEntry.objects.exists()


def test_an_undo_is_a_new_version_with_the_old_values(house: House) -> None:
    actor = _actor(house)
    actor.name = "Renommée"
    records.save(house["rd"], actor)
    records.revert(house["coder"], actor, 1)
    found = Actor.objects.get()
    assert (found.name, found.version, found.name_key) == ("Scierie Morel", 3, "scierie morel")
    assert found.history.first().history_user == house["coder"]


def test_what_fails_in_the_middle_leaves_nothing(house: House) -> None:
    with transaction.atomic():
        _actor(house)
        transaction.set_rollback(True)  # what a fault after the writing does
    assert not Actor.objects.exists()
    assert not Act.objects.exists()
    assert not SearchEntry.objects.exists()
    assert _actor(house).reference == "A-0001"


def test_the_past_says_who(house: House) -> None:
    territory = records.create(
        house["rd"], Territory(workspace=house.workspace, code="val", name="Val")
    )
    territory.name = "Val d’Ombre"
    records.save(house["method"], territory)
    assert [h.history_user for h in territory.history.all()] == [house["method"], house["rd"]]
