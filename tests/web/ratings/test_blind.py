"""Blind until both are in: the one rule, on every page, count, panel, export and search."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from terreau.web.cases.models import Case
from terreau.web.core import search
from terreau.web.ratings import services
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries import cells_of, to_do, visible
from tests.web.people import House
from tests.web.ratings.builders import give

At = Callable[..., Client]
TEAM = ("admin", "method", "rd", "coder", "accompanist")
EVERYONE = (*TEAM, "partner", "guest")
PAGES = (
    "projets/{case}/",
    "projets/{case}/historique/",
    "projets/{case}/appreciations/",
    "projets/{case}/appreciations/?pilier=B",
    "projets/{case}/appreciations/origine/P3/1/B/",
    "projets/{case}/apprecier/",
    "projets/{case}/apprecier/P3/1/B4/",
    "projets/{case}/discussion/",
    "projets/{case}/discussion/P3/1/B4/",
    "appreciations/",
    "appreciations/?state=apart",
    "appreciations/?export=csv",
    "appreciations/regards/",
    "",
    "recherche/?q=B4",
)
# what changes at each answer, whatever the levels
_NOISE = (
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'X-CSRFToken": "[^"]*"',
    rb'nonce="[^"]*"',
)


def seen(house: House, user: str, case: Case) -> set[tuple[str, str, str]]:
    """What `user` may read: regard, layer, level."""
    rows = visible(house[user], house.workspace).filter(case=case).select_related("rater")
    return {(row.rater.reference, row.layer, row.level) for row in rows}


def _pages(at: At, case: Case, who: str) -> dict[str, bytes]:
    browser, found = at(who), {}
    for path in PAGES:
        answer = browser.get(f"/e/val/{path.format(case=case.reference)}")
        body = answer.content
        for noise in _NOISE:
            body = re.sub(noise, b"", body)
        found[path] = bytes([answer.status_code % 256]) + body
    return found


@pytest.mark.parametrize("who", EVERYONE)
def test_pages_are_the_same_bytes_whatever_another_chose_before_me(
    house: House, at: At, case: Case, who: str
) -> None:
    """One regard is in, and the reader's is not: nothing on any page depends on its level."""
    other = house.second
    if who in KINDS:  # a reader who has a regard already, on another variable
        give(house[who], case, "A1", "2")
    theirs = give(other, case, "B4", "0")
    before = _pages(at, case, who)
    # the level alone, as if it had been chosen from the start
    Rating.objects.filter(pk=theirs.pk).update(level="4")
    assert _pages(at, case, who) == before


KINDS = {
    "accompanist": "accompanist", "coder": "researcher", "rd": "researcher", "method": "researcher",
    "partner": "partner",
}  # fmt: skip


@pytest.mark.parametrize("who", [w for w in TEAM if w in KINDS])
def test_with_a_regard_two_others_stay_hidden_until_mine_is_in(
    house: House, at: At, case: Case, who: str
) -> None:
    give(house[who], case, "A1", "2")
    giver = house["coder"] if who != "coder" else house["rd"]
    first, second = give(house.second, case, "B4", "0"), give(giver, case, "B4", "0")
    before = _pages(at, case, who)
    # whether they agree, or how far apart they are, tells something too
    Rating.objects.filter(pk=first.pk).update(level="4")
    assert _pages(at, case, who) == before
    Rating.objects.filter(pk=second.pk).update(level="NO")
    assert _pages(at, case, who) == before
    give(house[who], case, "B4", "2")
    assert _pages(at, case, who) != before
    assert {level for _who, _layer, level in seen(house, who, case)} == {"2", "4", "NO"}


def test_another_level_is_read_once_mine_is_in_on_that_cell_alone(house: House, case: Case) -> None:
    give(house.second, case, "B4", "3")
    give(house.second, case, "B4", "1", phase="P2")
    give(house.second, case, "B1", "4")
    give(house["rd"], case, "B4", "0")
    assert seen(house, "rd", case) == {("R-02", "individual", "0"), ("R-01", "individual", "3")}


def test_a_withdrawn_choice_closes_the_others_again(house: House, case: Case) -> None:
    give(house.second, case, "B4", "3")
    mine = give(house["rd"], case, "B4", "0")
    services.withdraw(house["rd"], rating=mine)
    assert seen(house, "rd", case) == set()


def test_a_level_given_with_another_version_of_the_framework_opens_nothing(
    house: House, case: Case
) -> None:
    give(house.second, case, "B4", "3")
    old = give(house["rd"], case, "B4", "0")
    Rating.objects.filter(pk=old.pk).update(framework="ect@0.0")
    assert seen(house, "rd", case) == {("R-02", "individual", "0")}


def test_who_has_no_regard_reads_once_two_are_in(house: House, case: Case) -> None:
    give(house.second, case, "B4", "3")
    assert seen(house, "admin", case) == set()
    give(house["rd"], case, "B4", "1")
    assert {level for _who, _layer, level in seen(house, "admin", case)} == {"3", "1"}


def test_a_partner_reads_their_own_and_discusses_where_they_chose(
    house: House, at: At, case: Case
) -> None:
    give(house.second, case, "B4", "3")
    give(house["rd"], case, "B4", "1")
    give(house["rd"], case, "B1", "1")
    mine = give(house["partner"], case, "B4", "2")
    assert list(visible(house["partner"], house.workspace)) == [mine]
    talk = visible(house["partner"], house.workspace, discussing=True)
    assert {row.variable for row in talk} == {"B4"}
    assert talk.count() == 3
    page = at("partner").get(f"/e/val/projets/{case.reference}/discussion/P3/1/B4/")
    assert "accompagnateur R-01" in page.content.decode()


def test_partners_and_guests_see_no_level_on_the_page_of_a_project(
    house: House, at: At, case: Case
) -> None:
    for who in ("partner", "guest"):
        before = at(who).get(case.get_absolute_url()).content.decode()
        assert "Où en est la coopération" not in before
    give(house["partner"], case, "B4", "2")
    assert (
        "Où en est la coopération"
        not in at("partner").get(case.get_absolute_url()).content.decode()
    )
    assert not visible(house["guest"], house.workspace).exists()
    assert not visible(house.stranger, house.workspace).exists()


def test_a_consensus_is_for_the_team(house: House, case: Case) -> None:
    give(house.second, case, "B4", "3")
    mine = give(house["rd"], case, "B4", "1")
    give(house["partner"], case, "B4", "2")
    services.agree(
        house["rd"],
        own=mine,
        level="2",
        text="Relu ensemble.",
        cited=frozenset(),
        expected_version=None,
    )
    for who in TEAM:
        assert ("R-02", "consensus", "2") in seen(house, who, case), who
    for discussing in (False, True):
        rows = visible(house["partner"], house.workspace, discussing=discussing)
        assert not rows.filter(layer="consensus").exists()


def test_what_is_typed_for_a_holder_is_read_by_who_typed_it_alone(
    house: House, at: At, case: Case
) -> None:
    holder = services.add_holder(house["rd"], workspace=house.workspace)
    give(house["rd"], case, "B4", "4", rater=holder)
    assert seen(house, "rd", case) == {("R-01", "individual", "4")}
    assert seen(house, "method", case) == set()
    address = f"/e/val/projets/{case.reference}/apprecier/P3/1/B4/?pour=R-01"
    page = at("method").get(address)
    assert "a déjà saisi" in page.content.decode()
    # not even by trying to write over it
    assert at("method").post(address, {"level": "1", "version": ""}).status_code == 403
    give(house["method"], case, "B4", "0")
    assert ("R-01", "individual", "4") in seen(house, "method", case)


def test_hidden_regards_are_counted_and_a_gap_is_not(house: House, case: Case) -> None:
    give(house.second, case, "B4", "0")
    give(house["coder"], case, "B4", "4")
    give(house["rd"], case, "A1", "2")
    from terreau.framework import default

    cell = cells_of(house["rd"], case, default())["P3", 1, "B4"]
    assert (cell.hidden, cell.gap, cell.differs, cell.readable) == (2, 0.0, False, [])
    assert to_do(house["rd"], house.workspace).discuss == []


def test_levels_and_sentences_are_not_in_the_search(house: House, case: Case) -> None:
    give(house.second, case, "B4", "0")
    mine = give(house["rd"], case, "B4", "4")
    services.speak(
        house["rd"], rating=mine, level="4", text="Baguenaude.", expected_version=mine.version
    )
    circles = frozenset({"facts", "team", "restricted"})
    assert search.find(house.workspace, circles, "baguenaude") == []
