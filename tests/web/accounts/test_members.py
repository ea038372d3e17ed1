"""Members: roles in words, changed and ended, never the last administrator."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from terreau.web.accounts import handover, roles, rules
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.accounts.services import members as services
from terreau.web.cases.models import Case
from terreau.web.core.models import Act
from terreau.web.core.records import create
from tests.web.accounts.builders import PASSWORD, membership
from tests.web.people import House

LIST = "/e/val/membres/"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    assert "⚠" not in text
    return text


# roles in words


def test_every_rule_of_accounts_has_words_and_every_words_a_rule() -> None:
    assert set(roles.READS) | set(roles.WRITES) == set(rules.GRANTED)
    assert set(roles.SENTENCES) == set(Role)


@pytest.mark.parametrize("role", sorted(Role.values))
def test_what_a_role_is_said_to_do_is_what_it_may(house: House, role: str) -> None:
    said = roles.described(role)
    granted = [name for name in roles.READS if house[role].has_perm(name, house.workspace)]
    written = [name for name in roles.WRITES if house[role].has_perm(name, house.workspace)]
    assert len(said.reads) == len(granted)
    assert len(said.writes) == len(written)


def test_the_list_shows_who_may_do_what_and_gestures_to_administrators_only(
    house: House, at: Callable[..., Client]
) -> None:
    admin, coder = words(at("admin").get(LIST)), words(at("coder").get(LIST))
    for text in (admin, coder):
        assert "Katia Terrain" in text
        assert "les entretiens restreints" in text
    assert "Inviter une personne" in admin
    assert "Inviter une personne" not in coder
    assert "accompanist@exemple.invalid" not in coder


def test_the_list_asks_the_base_as_much_for_many_as_for_few(
    house: House, at: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    for n in range(40):
        user = User.objects.create(email=f"n{n}@exemple.invalid", name=f"Membre {n}")
        Membership.objects.create(workspace=house.workspace, user=user, role=Role.GUEST)
    browser = at("admin")
    with django_assert_max_num_queries(12):
        assert "Membre 39" in words(browser.get(LIST))


# changing a role


def test_a_role_is_changed_and_the_rights_follow_at_once(
    house: House, at: Callable[..., Client]
) -> None:
    held, theirs = membership(house, "guest"), at("guest")
    assert theirs.get(LIST).status_code == 403
    at("admin").post(f"{LIST}{held.pk}/", {"role": "coder"})
    assert theirs.get(LIST).status_code == 200
    assert Act.objects.get(verb="role").fields == ["role"]


def test_the_last_administrator_keeps_the_role(house: House, at: Callable[..., Client]) -> None:
    held, browser = membership(house, "admin"), at("admin")
    for path, typed in ((f"{LIST}{held.pk}/", {"role": "guest"}), (f"{LIST}{held.pk}/fin/", {})):
        answer = browser.post(path, typed)
        assert answer.status_code == 422
        assert "dernière personne à l’administration" in words(answer)
    held.refresh_from_db()
    assert (held.role, held.ended_on) == ("admin", None)


def test_one_of_two_administrators_may_leave_the_other_may_not(house: House) -> None:
    other = services.change_role(
        house["admin"], membership=membership(house, "rd"), role=Role.ADMIN
    )
    services.end_membership(house["admin"], membership=membership(house, "admin"))
    with pytest.raises(services.LastAdmin):
        services.end_membership(other.user, membership=other)


@pytest.mark.parametrize("role", ["", "reine"])
def test_a_role_that_does_not_exist_is_refused(
    house: House, at: Callable[..., Client], role: str
) -> None:
    held = membership(house, "guest")
    assert at("admin").post(f"{LIST}{held.pk}/", {"role": role}).status_code == 422


def test_saying_the_same_role_writes_nothing(house: House, at: Callable[..., Client]) -> None:
    at("admin").post(f"{LIST}{membership(house, 'guest').pk}/", {"role": "guest"})
    assert not Act.objects.filter(verb="role").exists()


def test_a_member_of_another_structure_is_not_found(
    house: House, at: Callable[..., Client]
) -> None:
    far = Membership.objects.get(user=house.stranger)
    for path in ("", "fin/", "lien/", "second-facteur/"):
        assert at("admin").post(f"{LIST}{far.pk}/{path}", {"role": "guest"}).status_code == 404
    far.refresh_from_db()
    assert (far.role, far.ended_on) == ("admin", None)


# leaving


def follow(house: House, person: User, name: str) -> Case:
    return create(
        person, Case(workspace=house.workspace, kind="projet", name=name, followed_by=person)
    )


def test_who_leaves_enters_no_more_and_stays_in_what_they_wrote(
    house: House, at: Callable[..., Client]
) -> None:
    case, theirs = follow(house, house["accompanist"], "Les Paniers"), at("accompanist")
    held = membership(house, "accompanist")
    at("admin").post(f"{LIST}{held.pk}/fin/")
    assert theirs.get("/e/val/").status_code == 404
    case.refresh_from_db()
    assert case.created_by == house["accompanist"]
    assert "Vous n’êtes membre d’aucune structure" in words(theirs.get("/"))
    assert Act.objects.get(verb="end").actor == house["admin"]


def test_what_they_follow_is_handed_over_in_the_same_gesture(
    house: House, at: Callable[..., Client]
) -> None:
    for name in ("Les Paniers", "Le Café"):
        follow(house, house["accompanist"], name)
    held, browser = membership(house, "accompanist"), at("admin")
    page = words(browser.get(f"{LIST}{held.pk}/fin/"))
    assert "2\u00a0projets suivis" in page
    assert f"/e/val/projets/?follower={house['accompanist'].pk}" in page
    browser.post(f"{LIST}{held.pk}/fin/", {"heir": house.second.pk})
    cases = Case.objects.of(house.workspace)
    assert [case.followed_by for case in cases] == [house.second, house.second]
    assert [case.version for case in cases] == [2, 2]


def test_it_may_wait_for_an_heir(house: House, at: Callable[..., Client]) -> None:
    case = follow(house, house["accompanist"], "Les Paniers")
    at("admin").post(f"{LIST}{membership(house, 'accompanist').pk}/fin/", {"heir": ""})
    case.refresh_from_db()
    assert case.followed_by == house["accompanist"]


def test_nothing_goes_to_a_stranger_nor_to_who_leaves(
    house: House, at: Callable[..., Client]
) -> None:
    held = membership(house, "accompanist")
    for heir in (house.stranger, house["accompanist"]):
        answer = at("admin").post(f"{LIST}{held.pk}/fin/", {"heir": heir.pk})
        assert answer.status_code == 422
    held.refresh_from_db()
    assert held.ended_on is None


def test_a_handover_that_fails_ends_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_said: object) -> None:
        raise RuntimeError

    held = membership(house, "accompanist")
    failing = handover.Holding("chose|choses", lambda *_said: 1, lambda *_said: "", broken)
    monkeypatch.setitem(handover._KNOWN, "failing", failing)
    with pytest.raises(RuntimeError):
        services.end_membership(house["admin"], membership=held, heir=house.second)
    held.refresh_from_db()
    assert held.ended_on is None


def test_who_left_is_shown_apart_and_may_be_invited_again(
    house: House, at: Callable[..., Client]
) -> None:
    browser, held = at("admin"), membership(house, "guest")
    services.end_membership(house["admin"], membership=held)
    page = words(browser.get(LIST))
    assert "1\u00a0ancien membre" in page
    again = re.search(r'href="(/e/val/membres/inviter/\?[^"]+)"', page)
    assert again is not None
    form = words(browser.get(again[1].replace("&amp;", "&")))
    assert 'value="guest@exemple.invalid"' in form
    assert re.search(r'value="guest" checked', form)


# a way back in


def make_link(browser: Client, held: Membership) -> str:
    page = words(browser.post(f"{LIST}{held.pk}/lien/"))
    found = re.search(r'value="http://testserver(/compte/mot-de-passe/nouveau/[^"]+)"', page)
    assert found is not None
    return found[1]


def use(path: str) -> Any:
    browser = Client()
    form = browser.get(path)
    where = form["Location"] if form.status_code == 302 else path
    return browser.post(where, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def test_an_administrator_makes_a_link_that_serves_once(
    house: House, at: Callable[..., Client]
) -> None:
    path = make_link(at("admin"), membership(house, "guest"))
    assert "Mot de passe changé" in words(use(path))
    assert Client().login(email="guest@exemple.invalid", password=PASSWORD)
    assert "Ce lien ne vaut plus" in words(use(path))
    assert Act.objects.get(verb="link").actor == house["admin"]


def test_the_link_lasts_three_days(house: House, at: Callable[..., Client]) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False) as clock:
        path = make_link(at("admin"), membership(house, "guest"))
        clock.shift(timedelta(days=3, minutes=1))
        assert "Ce lien ne vaut plus" in words(use(path))


def test_an_account_that_another_structure_shares_is_not_opened_from_here(
    house: House, at: Callable[..., Client]
) -> None:
    Membership.objects.create(workspace=house.other, user=house["guest"], role=Role.GUEST)
    held, browser = membership(house, "guest"), at("admin")
    assert "aussi membre d’une structure" in words(browser.get(f"{LIST}{held.pk}/"))
    for gesture in ("lien", "second-facteur"):
        assert browser.post(f"{LIST}{held.pk}/{gesture}/").status_code == 403
    assert not Act.objects.filter(verb__in=("link", "factor")).exists()


def test_who_administers_both_structures_may_help(house: House) -> None:
    Membership.objects.create(workspace=house.other, user=house["guest"], role=Role.GUEST)
    Membership.objects.create(workspace=house.other, user=house["admin"], role=Role.ADMIN)
    assert services.may_help(house["admin"], house["guest"])


def test_nobody_makes_a_link_for_themselves(house: House, at: Callable[..., Client]) -> None:
    assert at("admin").post(f"{LIST}{membership(house, 'admin').pk}/lien/").status_code == 403
