"""What I should appraise next, what is in, what differs: counts, minutes, no level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from terreau.framework import default
from terreau.web.cases.models import Case
from terreau.web.ratings import services
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries import to_do
from tests.web.people import House
from tests.web.ratings.builders import give, make_life

At = Callable[..., Client]


def test_cases_i_follow_come_with_their_phase_and_minutes(house: House, case: Case) -> None:
    me = house["accompanist"]
    mine = make_life(house.workspace, name="Paniers du plateau", followed_by=me)
    for variable in default().expected_in("P3")[:17]:
        give(house["rd"], mine, variable.code, "2")
    found = to_do(me, house.workspace).appraise
    assert [one.case for one in found] == [mine]
    assert (found[0].stay.key, found[0].remaining) == (("P3", 1), 23)
    assert found[0].minutes == 20  # never more than the framework allows in a half-year
    for variable in default().expected_in("P3")[:17]:
        give(me, mine, variable.code, "2")
    after = to_do(me, house.workspace).appraise[0]
    assert (after.remaining, after.minutes) == (6, 3)


def test_what_was_given_another_half_year_does_not_count(house: House, case: Case) -> None:
    me = house["accompanist"]
    mine = make_life(house.workspace, name="Paniers du plateau", followed_by=me)
    for variable in default().expected_in("P3")[:20]:
        give(me, mine, variable.code, "2")
    assert to_do(me, house.workspace).appraise == []
    Rating.objects.update(date_earliest="2026-06-30", date_latest="2026-06-30")
    assert to_do(me, house.workspace).appraise[0].minutes == 3


def test_a_researcher_is_shown_what_one_regard_alone_has_seen(house: House, case: Case) -> None:
    give(house.second, case, "B4", "3")
    wanted = to_do(house["rd"], house.workspace).second
    assert [one.case for one in wanted] == [case]
    assert to_do(house.second, house.workspace).second == []
    give(house["coder"], case, "A1", "1")
    assert to_do(house["rd"], house.workspace).second == []


def test_differences_wait_until_i_spoke_or_a_consensus_is_written(house: House, case: Case) -> None:
    mine = give(house["rd"], case, "B4", "1")
    other = give(house["coder"], case, "B4", "3")
    give(house["rd"], case, "A1", "1")
    give(house["coder"], case, "A1", "1")
    waiting = to_do(house["rd"], house.workspace).discuss
    assert [(one.case, one.differences) for one in waiting] == [(case, 1)]
    services.speak(
        house["rd"], rating=mine, level="1", text="Je garde.", expected_version=mine.version
    )
    assert to_do(house["rd"], house.workspace).discuss == []
    assert to_do(house["coder"], house.workspace).discuss[0].differences == 1
    services.agree(
        house["coder"], own=other, level="2", text="Relu.", cited=frozenset(), expected_version=None
    )
    assert to_do(house["coder"], house.workspace).discuss == []


def test_those_who_do_not_appraise_have_nothing_to_do(house: House, case: Case) -> None:
    give(house["rd"], case, "B4", "1")
    give(house["coder"], case, "B4", "3")
    for who in ("admin", "guest"):
        found = to_do(house[who], house.workspace)
        assert (found.appraise, found.second, found.discuss) == ([], [], [])


def _row(page: str, case: Case) -> list[str]:
    line = next(one for one in page.splitlines() if one.startswith(f"{case.name};"))
    return line.split(";")


def test_each_case_is_counted_as_the_reader_may_know_it(house: House, at: At, case: Case) -> None:
    give(house["rd"], case, "B4", "1")
    give(house["coder"], case, "B4", "3")
    give(house["coder"], case, "B1", "0")
    give(house.second, case, "B1", "4")
    rows = {}
    for who in ("rd", "coder", "admin", "method"):
        data = at(who).get("/e/val/appreciations/?export=csv").content.decode("utf-8-sig")
        rows[who] = _row(data, case)[2:]
    # own choices, in, regards, differences among what one may read
    assert rows == {
        "rd": ["1", "4", "3", "1"],
        "coder": ["2", "4", "3", "2"],
        "admin": ["0", "4", "3", "2"],
        "method": ["0", "4", "3", "2"],
    }


def test_the_list_is_filtered_by_its_address(house: House, at: At, case: Case) -> None:
    alone = make_life(house.workspace, name="Paniers du plateau", followed_by=house["rd"])
    none = make_life(house.workspace, name="Café citoyen")
    give(house["rd"], case, "B4", "1")
    give(house["coder"], case, "B4", "3")
    give(house["coder"], alone, "B4", "3")
    browser = at("rd")
    for query, found in (
        ("state=none", {none}), ("state=once", {alone}), ("state=apart", {case}), ("followed=me", {alone}),
        ("name=caf", {none}), ("state=faux", {case, alone, none}),
    ):  # fmt: skip
        data = browser.get(f"/e/val/appreciations/?export=csv&{query}").content.decode("utf-8-sig")
        names = {one.name for one in (case, alone, none) if f"{one.name};" in data}
        assert names == {one.name for one in found}, query


def test_the_overview_asks_as_much_of_the_base_for_sixty_cases_as_for_one(
    house: House, at: At, case: Case, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        other = make_life(house.workspace, name=f"Projet {number}", followed_by=house["rd"])
        give(house["rd"], other, "B4", "1")
        give(house["coder"], other, "B4", "3")
        give(house.second, other, "A1", "3")
    browser = at("rd")
    with django_assert_max_num_queries(20):
        page = browser.get("/e/val/appreciations/").content.decode()
    assert "⚠" not in page
    assert page.count("Projet 1") > 1


def test_a_partner_finds_what_is_theirs(house: House, at: At, case: Case) -> None:
    page = at("partner").get("/e/val/appreciations/").content.decode()
    assert case.name in page
    assert "regards/" not in page
    assert "⚠" not in page


def test_the_room_is_shown_to_those_who_may_enter_it(house: House, at: At, case: Case) -> None:
    for who, shown in (("partner", True), ("accompanist", True), ("admin", True), ("guest", False)):
        page = at(who).get("/e/val/").content.decode()
        assert ('href="/e/val/appreciations/"' in page) == shown, who
