"""Invitations: a link lets one person in, once, for fourteen days; every other case has its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from terreau.web.accounts.models import Invitation, Membership, Role, User
from terreau.web.accounts.services import invitations as services
from terreau.web.accounts.views import invited as page
from terreau.web.core.models import Act
from tests.web.accounts.builders import PASSWORD, invitation, membership
from tests.web.people import House

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEW = "nouvelle@exemple.invalid"
JOIN = {"name": "Lou Nouvelle", "password1": PASSWORD, "password2": PASSWORD}


def path(made: Invitation) -> str:
    return f"/invitation/{made.token}/"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    assert "⚠" not in text
    return text


# to be invited


def test_a_person_without_account_chooses_name_and_password_and_is_in(house: House) -> None:
    made, browser = invitation(house), Client()
    form = words(browser.get(path(made)))
    assert "Coopérative du Val d’Ombre" in form
    assert 'value="Lou Nouvelle"' in form
    answer = browser.post(path(made), {**JOIN, "name": "  Lou   Neuve "}, follow=True)
    assert answer.redirect_chain == [("/e/val/", 302)]
    assert "Bienvenue" in words(answer)
    person = User.objects.get(email=NEW)
    assert person.name == "Lou Neuve"
    assert Membership.objects.get(user=person).role == "accompanist"
    assert Act.objects.get(verb="join").actor == person
    assert Client().login(email=NEW, password=PASSWORD)


def test_the_page_leads_to_the_first_page_of_the_workspace(house: House) -> None:
    house.workspace.first_page = "follow"
    house.workspace.save()
    answer = Client().post(path(invitation(house)), JOIN)
    assert answer["Location"] == "/e/val/journal/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "obligatoire"),
        ({"password2": "autre chose !"}, "diffèrent"),
        ({"password1": "court", "password2": "court"}, "10 caractères"),
        ({"password1": NEW, "password2": NEW}, "trop semblable"),
        ({"name": "x" * 81}, "80"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays_open(
    house: House, typed: dict[str, str], said: str
) -> None:
    made = invitation(house)
    answer = Client().post(path(made), {**JOIN, **typed})
    assert answer.status_code == 422
    assert said in words(answer)
    made.refresh_from_db()
    assert made.state == "open"
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("name", ["<b>Lou</b>", "لو الجديدة", "Lou 🌱", "Lou ‮ennevuoN"])
def test_any_name_is_kept_as_written_and_escaped(house: House, name: str) -> None:
    answer = Client().post(path(invitation(house)), {**JOIN, "name": name}, follow=True)
    assert User.objects.get(email=NEW).name == name
    assert "<b>Lou</b>" not in words(answer)


def test_a_person_with_an_account_logs_in_and_joins(house: House) -> None:
    made = invitation(house, email="Loin@exemple.invalid", role="guest")
    browser = Client()
    form = words(browser.get(path(made)))
    assert "déjà un compte" in form
    assert f'href="/compte/login/?next={path(made)}"' in form
    browser.post("/compte/login/", {"login": house.stranger.email, "password": "mot de passe"})
    assert "Rejoindre" in words(browser.get(path(made)))
    assert browser.post(path(made))["Location"] == "/e/val/"
    assert Membership.objects.filter(user=house.stranger, ended_on=None).count() == 2


def test_a_post_without_login_makes_no_second_account(house: House) -> None:
    made = invitation(house, email=house.stranger.email)
    answer = Client().post(path(made), JOIN)
    assert "déjà un compte" in words(answer)
    made.refresh_from_db()
    assert made.state == "open"


def test_a_person_logged_in_under_another_address_chooses(
    house: House, at: Callable[..., Client]
) -> None:
    made, browser = invitation(house), at("stranger")
    form = words(browser.get(path(made)))
    assert "Rejoindre avec ce compte" in form
    assert "Changer de compte" in form
    browser.post(path(made))
    assert Membership.objects.filter(user=house.stranger, workspace=house.workspace).exists()


def test_a_member_who_opens_it_leaves_it_for_whom_it_was_meant(
    house: House, at: Callable[..., Client]
) -> None:
    made = invitation(house)
    answer = at("rd").post(path(made), follow=True)
    assert "déjà membre" in words(answer)
    made.refresh_from_db()
    assert made.state == "open"
    assert membership(house, "rd").role == "rd"


def test_a_member_who_left_comes_back_with_the_new_role(
    house: House, at: Callable[..., Client]
) -> None:
    gone = membership(house, "coder")
    gone.ended_on = START
    gone.save()
    made = invitation(house, email=house["coder"].email, role="rd")
    at("coder").post(path(made))
    gone.refresh_from_db()
    assert (gone.role, gone.ended_on) == ("rd", None)
    assert at("coder").get("/e/val/").status_code == 200


# links that open nothing


def test_a_link_serves_once(house: House) -> None:
    made = invitation(house)
    Client().post(path(made), JOIN)
    for answer in (Client().get(path(made)), Client().post(path(made), JOIN)):
        assert answer.status_code == 410
        assert "a déjà servi" in words(answer)


def test_two_people_with_one_link_at_once_the_second_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = invitation(house)

    def while_another_enters(actor: User | None, **said: Any) -> Membership:
        services.accept(None, invitation=made, name="Première", password=PASSWORD)
        return services.accept(actor, **said)

    monkeypatch.setattr(page, "accept", while_another_enters)
    answer = Client().post(path(made), JOIN)
    assert answer.status_code == 410
    assert "a déjà servi" in words(answer)
    assert [one.user.name for one in Membership.objects.filter(user__email=NEW)] == ["Première"]


def test_an_account_made_at_the_same_instant_is_not_made_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = invitation(house)
    User.objects.create_user(NEW, PASSWORD, name="Première")

    class Blind:
        def exists(self) -> bool:
            return False

    monkeypatch.setattr(User.objects, "filter", lambda **_said: Blind())
    with pytest.raises(services.AccountExists):
        services.accept(None, invitation=made, name="Seconde", password=PASSWORD)
    made.refresh_from_db()
    assert made.state == "open"


def test_a_link_older_than_fourteen_days_says_whom_to_write_to(house: House) -> None:
    with time_machine.travel(START, tick=False) as clock:
        made = invitation(house)
        clock.shift(timedelta(days=13, hours=23))
        assert Client().get(path(made)).status_code == 200
        clock.shift(timedelta(hours=2))
        for answer in (Client().get(path(made)), Client().post(path(made), JOIN)):
            assert answer.status_code == 410
            assert "périmée" in words(answer)
            assert "8 décembre 2026" in words(answer)


def test_a_link_withdrawn_between_the_page_and_the_answer_is_refused(house: House) -> None:
    made, browser = invitation(house), Client()
    browser.get(path(made))
    services.withdraw(house["admin"], invitation=made)
    answer = browser.post(path(made), JOIN)
    assert answer.status_code == 410
    assert "retirée" in words(answer)


@pytest.mark.parametrize("token", ["rien", "a" * 32, "%00", "é", "a" * 500])
def test_a_token_that_is_guessed_opens_nothing_and_says_nothing(house: House, token: str) -> None:
    invitation(house)
    answer = Client().get(f"/invitation/{token}/")
    assert answer.status_code == 404
    assert "Val d’Ombre" not in answer.content.decode()


def test_a_stale_token_is_written_in_no_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    made = invitation(house)
    services.withdraw(house["admin"], invitation=made)
    Client().get(path(made))
    assert made.token not in caplog.text


# to invite


def send(browser: Client, **typed: str) -> Any:
    said = {"name": "Lou Nouvelle", "email": NEW, "role": "accompanist", **typed}
    return browser.post("/e/val/membres/inviter/", said, follow=True)


def test_an_administrator_sends_a_letter_and_sees_the_link(house: House, at: Callable[..., Client]) -> None:  # fmt: skip
    answer = words(send(at("admin")))
    made = Invitation.objects.get()
    assert f"http://testserver{path(made)}" in answer
    assert "Invitation envoyée" in answer
    [letter] = mail.outbox
    assert letter.to == [NEW]
    assert f"http://testserver{path(made)}" in letter.body
    assert "Coopérative du Val d’Ombre" in letter.subject
    assert Act.objects.get(verb="invite").actor == house["admin"]


def test_without_a_mail_server_the_link_is_to_be_passed_on(
    house: House, at: Callable[..., Client], settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    answer = words(send(at("admin")))
    assert "transmettez ce lien vous-même" in answer
    assert "Invitation envoyée" not in answer


def test_a_letter_that_cannot_leave_loses_no_invitation(
    house: House, at: Callable[..., Client], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "n’a pas pu partir" in words(send(at("admin")))
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "pas une adresse"}, "valide"),
        ({"email": ""}, "obligatoire"),
        ({"name": "x" * 81}, "80"),
        ({"role": "reine"}, "n’en fait pas partie"),
        ({"role": ""}, "obligatoire"),
        ({"email": "RD@exemple.invalid"}, "déjà membre"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_at_its_field(
    house: House, at: Callable[..., Client], typed: dict[str, str], said: str
) -> None:
    answer = send(at("admin"), **typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Invitation.objects.exists()


def test_a_second_invitation_to_one_address_closes_the_first(house: House) -> None:
    first, then = invitation(house), invitation(house)
    assert Client().get(path(first)).status_code == 410
    assert Client().get(path(then)).status_code == 200


def test_it_is_sent_again_for_fourteen_more_days(house: House, at: Callable[..., Client]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        made = invitation(house)
        clock.shift(timedelta(days=20))
        browser = at("admin")
        assert "périmée" in words(browser.get("/e/val/membres/"))
        browser.post(f"/e/val/membres/invitations/{made.pk}/renvoyer/")
        clock.shift(timedelta(days=13))
        assert Client().get(path(made)).status_code == 200
    assert len(mail.outbox) == 1


def test_it_is_withdrawn_once_and_for_all(house: House, at: Callable[..., Client]) -> None:
    made, browser = invitation(house), at("admin")
    browser.post(f"/e/val/membres/invitations/{made.pk}/retirer/")
    browser.post(f"/e/val/membres/invitations/{made.pk}/retirer/")
    browser.post(f"/e/val/membres/invitations/{made.pk}/renvoyer/")
    assert Client().get(path(made)).status_code == 410
    assert Act.objects.filter(verb="withdraw").count() == 1
    assert "a été retirée" in words(browser.get(f"/e/val/membres/invitations/{made.pk}/"))
    assert not mail.outbox


def test_an_invitation_that_served_can_be_neither_sent_again_nor_withdrawn(
    house: House, at: Callable[..., Client]
) -> None:
    made = invitation(house)
    services.accept(None, invitation=made, name="Lou", password=PASSWORD)
    browser = at("admin")
    for gesture in ("retirer", "renvoyer"):
        browser.post(f"/e/val/membres/invitations/{made.pk}/{gesture}/")
    made.refresh_from_db()
    assert made.state == "used"
    assert "est entrée" in words(browser.get(f"/e/val/membres/invitations/{made.pk}/"))


def test_the_invitations_of_another_structure_do_not_exist_here(
    house: House, at: Callable[..., Client]
) -> None:
    far = services.invite(
        house.stranger, workspace=house.other, name="Lou", email=NEW, role=Role.GUEST
    )
    answer = at("admin").post(f"/e/val/membres/invitations/{far.pk}/retirer/")
    assert answer.status_code == 404
    far.refresh_from_db()
    assert far.state == "open"


def test_in_presentation_names_and_addresses_are_veiled(
    house: House, at: Callable[..., Client]
) -> None:
    made, browser = invitation(house), at("admin")
    browser.post("/e/val/presentation/")
    for address in ("/e/val/membres/", f"/e/val/membres/invitations/{made.pk}/"):
        text = words(browser.get(address))
        assert "<title><" not in text.replace("\n", "")
        assert "Lou Nouvelle" not in text
        assert NEW not in text
