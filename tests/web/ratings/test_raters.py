"""Regards: a code for each person who appraises; who is behind it is said to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from terreau.web.cases.models import Case
from terreau.web.core.models import Act
from terreau.web.ratings import services
from terreau.web.ratings.models import Discussion, Evidence, Rater, RaterPerson, Rating
from terreau.web.ratings.rules import rater_of
from tests.web.people import NAMES, House
from tests.web.ratings.builders import give, make_appraised, make_pieces
from tests.web.ratings.test_blind import PAGES

At = Callable[..., Client]


def test_the_first_appraisal_gives_the_next_code_of_the_kind_of_the_role(
    house: House, case: Case
) -> None:
    kinds = {
        "accompanist": "accompanist", "coder": "researcher", "rd": "researcher",
        "method": "researcher", "partner": "partner",
    }  # fmt: skip
    for number, (role, kind) in enumerate(kinds.items(), 1):
        assert rater_of(house[role], house.workspace) is None
        rater = give(house[role], case, "A1", "2").rater
        assert (rater.reference, rater.kind) == (f"R-{number:02d}", kind)
        assert give(house[role], case, "A2", "2").rater == rater
    for role in ("admin", "guest"):
        with pytest.raises(PermissionDenied):
            services.take_rater(house[role], workspace=house.workspace)


def test_names_are_nowhere_but_before_the_person_in_charge_of_method(
    house: House, at: At, case: Case
) -> None:
    held = make_appraised(house, followed_by=None)
    readers = {"method": True, "rd": False, "coder": False, "admin": False, "partner": False}
    for who, sees in readers.items():
        for path in PAGES:
            page = at(who).get(f"/e/val/{path.format(case=held.reference)}").content.decode()
            named = NAMES["accompanist"] in page  # type: ignore[index]
            assert named == (sees and path == "appreciations/regards/"), (who, path)


def test_the_base_ties_a_level_to_a_person_in_one_place_only(house: House, case: Case) -> None:
    """Neither acts nor histories tell who is behind a code."""
    pieces = make_pieces(case)
    cited = (tuple(pieces["log"].split(":", 1)),)
    mine = give(house["rd"], case, "B4", "1", cited=cited)
    give(house["rd"], case, "B4", "2")
    give(house["coder"], case, "B4", "4")
    mine.refresh_from_db()
    services.speak(house["rd"], rating=mine, level="3", text="Vu.", expected_version=mine.version)
    mine.refresh_from_db()
    services.agree(
        house["rd"], own=mine, level="3", text="Vu.", cited=frozenset(), expected_version=None
    )
    for model in (Rater, Rating, Evidence, Discussion):
        for row in (*model.objects.all(), *model.history.all()):
            assert (row.created_by_id, row.changed_by_id) == (None, None), model
        assert not model.history.filter(history_user__isnull=False).exists()
    assert not Act.objects.filter(kind__startswith="ratings.", actor__isnull=False).exists()
    assert Act.objects.filter(kind="ratings.evidence", about=case.reference).exists()


def test_the_journal_of_acts_says_a_regard(house: House, at: At, case: Case) -> None:
    give(house["accompanist"], case, "B4", "1")
    page = at("rd").get("/e/val/actes/").content.decode()
    assert "Un regard" in page
    assert NAMES["accompanist"] not in page.partition("<table")[2]  # type: ignore[index]


def test_one_sees_which_code_is_oneself(house: House, at: At, case: Case) -> None:
    give(house["rd"], case, "B4", "1")
    give(house["coder"], case, "B4", "1")
    page = at("coder").get("/e/val/appreciations/regards/").content.decode()
    before, _mark, after = page.partition('<span class="chip chip-leaf">vous</span>')
    assert "R-01" in before
    assert before.rstrip().endswith("<strong>R-02</strong>")
    assert "R-02" not in after
    assert "⚠" not in page


def test_method_links_a_member_to_a_code_and_one_person_has_one_code(
    house: House, at: At, case: Case
) -> None:
    rater = Rater.objects.create(workspace=house.workspace, reference="R-07", kind="accompanist")
    address = "/e/val/appreciations/regards/R-07/"
    assert "⚠" not in at("method").get(address).content.decode()
    assert at("method").post(address, {"user": house["accompanist"].pk}).status_code == 302
    assert give(house["accompanist"], case, "B4", "1").rater == rater
    # a person with a code is not proposed for another one
    other = Rater.objects.create(workspace=house.workspace, reference="R-08", kind="accompanist")
    taken = at("method").post(
        "/e/val/appreciations/regards/R-08/", {"user": house["accompanist"].pk}
    )
    assert taken.status_code == 422
    assert not RaterPerson.objects.filter(rater=other).exists()
    assert at("method").post(address, {"user": ""}).status_code == 302
    assert not RaterPerson.objects.filter(rater=rater).exists()


def test_a_stranger_is_not_proposed_as_the_person_behind_a_code(house: House, at: At) -> None:
    Rater.objects.create(workspace=house.workspace, reference="R-07", kind="accompanist")
    answer = at("method").post("/e/val/appreciations/regards/R-07/", {"user": house.stranger.pk})
    assert answer.status_code == 422


def test_research_opens_a_code_for_a_holder_and_enters_for_them(
    house: House, at: At, case: Case
) -> None:
    assert at("rd").post("/e/val/appreciations/regards/").status_code == 302
    grid = at("rd").get(f"/e/val/projets/{case.reference}/appreciations/").content.decode()
    assert "?pour=R-01" in grid
    address = f"/e/val/projets/{case.reference}/apprecier/P3/1/B4/?pour=R-01"
    page = at("rd").get(address).content.decode()
    assert "Saisi pour" in page
    answer = at("rd").post(address, {"level": "3"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("?pour=R-01")
    rating = Rating.objects.get()
    assert (rating.rater.kind, rating.created_by) == ("holder", house["rd"])
    assert Rater.objects.count() == 1  # the one who types has no regard by it


def test_only_those_in_charge_enter_for_a_holder(house: House, at: At, case: Case) -> None:
    holder = services.add_holder(house["rd"], workspace=house.workspace)
    address = f"/e/val/projets/{case.reference}/apprecier/P3/1/B4/?pour={holder.reference}"
    for who in ("accompanist", "coder", "partner"):
        assert at(who).get(address).status_code == 403
        assert at(who).post(address, {"level": "3"}).status_code == 403
    mine = give(house["accompanist"], case, "A1", "1").rater
    taken = f"/e/val/projets/{case.reference}/apprecier/P3/1/B4/?pour={mine.reference}"
    assert at("rd").get(taken).status_code == 404  # never in the place of a member
    with pytest.raises(PermissionDenied):
        give(house["rd"], case, "B4", "1", rater=mine)


def test_a_holder_is_asked_in_the_words_of_a_holder(house: House, at: At, case: Case) -> None:
    from terreau.framework import default

    services.add_holder(house["rd"], workspace=house.workspace)
    asked = default().variable("B4").questions
    address = f"/e/val/projets/{case.reference}/apprecier/P3/1/B4/"
    for who, query, own, others in (
        ("rd", "?pour=R-01", ["holder"], ["accompanist"]),
        ("accompanist", "", ["accompanist"], ["holder"]),
        ("coder", "", ["holder", "accompanist"], []),
    ):
        page = at(who).get(address + query).content.decode()
        assert all(asked[kind] in page for kind in own), who
        assert not any(asked[kind] in page for kind in others), who
