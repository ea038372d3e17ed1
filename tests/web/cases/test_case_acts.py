"""Verified, put away, brought back: never deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from terreau.web.cases.models import Case, Verification
from terreau.web.cases.services.case import archive_case, restore_case, verify
from terreau.web.core import search
from terreau.web.core.models import Act
from tests.web.cases.builders import make_case
from tests.web.cases.case_builders import make_line
from tests.web.interviews.builders import AGREED, make_interview, meet, write
from tests.web.people import House

At = Callable[..., Client]
ALL = frozenset({"facts", "team", "restricted"})


def act(at: At, name: str, case: Case, who: str = "accompanist", **typed: str) -> int:
    return at(who).post(reverse(f"cases:{name}", args=["val", case.reference]), typed).status_code


def found(house: House, words: str) -> set[str]:
    return {entry.kind for entry in search.find(house.workspace, ALL, words)}


def test_an_archived_case_leaves_the_search_with_all_that_hangs_on_it(house: House) -> None:
    case = make_case(house.workspace, "La Menuiserie du Val")
    make_line(case, text="Menuiserie : une raboteuse donnée")
    interview = make_interview(house, case=case)
    meet(house, interview, "Lucie Menuiserie", **AGREED)
    write(
        house, interview=interview, title="Menuiserie, transcription", confidentiality="workspace"
    )
    before = found(house, "menuiserie")
    assert {
        "cases.case",
        "cases.logentry",
        "interviews.participant",
        "interviews.document",
    } <= before
    archive_case(house["rd"], case=case)
    assert found(house, "menuiserie") == set()
    restore_case(house["rd"], case=case)
    assert found(house, "menuiserie") == before


def test_archiving_is_explained_then_done_and_undone(at: At, house: House) -> None:
    case = make_case(house.workspace)
    explained = at("rd").get(reverse("cases:case-archive", args=["val", case.reference]))
    assert "Rien n’est effacé." in explained.content.decode()
    case.refresh_from_db()
    assert not case.archived
    assert act(at, "case-archive", case) == 302
    page = at("guest").get(case.get_absolute_url()).content.decode()
    assert "Archivé le" in page
    assert "Remettre" not in page
    assert "Katia" not in page
    assert "Remettre dans les listes" in at("rd").get(case.get_absolute_url()).content.decode()
    assert act(at, "case-archive", case) == 404
    assert act(at, "case-restore", case) == 302
    case.refresh_from_db()
    assert not case.archived
    verbs = list(Act.objects.filter(reference=case.reference).values_list("verb", flat=True))
    assert verbs == ["restore", "archive", "create"]


def test_bringing_back_what_is_there_changes_nothing(at: At, house: House) -> None:
    case = make_case(house.workspace)
    assert act(at, "case-restore", case) == 302
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.parametrize("field", ["", "commune"])
def test_a_fact_or_the_whole_is_verified_today(at: At, house: House, field: str) -> None:
    house.workspace.today = date(2026, 11, 12)
    house.workspace.save()
    case = make_case(house.workspace)
    assert act(at, "case-verify", case, field=field) == 302
    written = Verification.objects.get()
    assert (written.field, written.on, written.by) == (
        field,
        date(2026, 11, 12),
        house["accompanist"],
    )
    assert Act.objects.first().verb == "verify"


@pytest.mark.parametrize("typed", [{}, {"field": "note"}, {"field": "x_inconnu"}, {"field": "id"}])
def test_only_facts_are_verified(at: At, house: House, typed: dict[str, str]) -> None:
    assert act(at, "case-verify", make_case(house.workspace), **typed) == 400
    assert not Verification.objects.exists()


def test_one_takes_back_one_s_own_verification_of_the_day_only(at: At, house: House) -> None:
    day = house.workspace.current_day()
    case = make_case(house.workspace)
    own = verify(house["accompanist"], case=case, field="", on=day)
    old = verify(house["accompanist"], case=case, field="", on=date(2020, 1, 1))
    theirs = verify(house["rd"], case=case, field="", on=day)
    for one in (old, theirs, own):
        assert act(at, "case-verify", case, take_back=str(one.pk)) == 302
    assert set(Verification.objects.all()) == {old, theirs}
