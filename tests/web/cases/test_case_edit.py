"""A case is described: by kind, with what the workspace added, without losing a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from terreau.web.accounts.models import Membership
from terreau.web.cases.models import AddedField, Case, Theme
from terreau.web.cases.services.case import archive_case
from terreau.web.core import records
from terreau.web.territories.models import AddedCommune
from tests.web.cases.builders import make_case
from tests.web.people import House

At = Callable[..., Client]


def new(at: At, kind: str = "projet", **typed: str) -> HttpResponse:
    address = reverse("cases:case-new", args=["val", kind])
    return at("accompanist").post(address, {"name": "La Menuiserie", **typed})


def change(at: At, case: Case, who: str = "accompanist", **typed: str) -> HttpResponse:
    address = reverse("cases:case-edit", args=["val", case.reference])
    return at(who).post(address, {"name": case.name, "version": str(case.version), **typed})


def said(page: HttpResponse) -> str:
    """Return the summary of errors of a refused form."""
    assert page.status_code == 422, page.status_code
    text = page.content.decode()
    assert "⚠" not in text
    start = text.index('role="alert"')
    return text[start : text.index("</div>", start)]


def the_only_one() -> Case:
    return Case.objects.get()


@pytest.fixture
def added(house: House) -> House:
    """A house that added a field of each nature to its projects."""
    for rank, (code, type_, choices) in enumerate(
        [("surface", "number", []), ("ouverture", "date", []), ("public", "boolean", []),
         ("statut", "choice", ["association", "SCIC"]), ("surnom", "text", [])]
    ):  # fmt: skip
        field = AddedField(workspace=house.workspace, kind="projet", code=code, label=code.capitalize(),
                           type=type_, choices=choices, rank=rank)  # fmt: skip
        records.create(None, field)
    return house


def test_a_name_is_enough(at: At, house: House) -> None:
    answer = new(at)
    case = the_only_one()
    assert answer["Location"] == case.get_absolute_url()
    assert (case.reference, case.kind, case.version) == ("P-0001", "projet", 1)
    assert case.created_by == house["accompanist"]


def test_all_that_is_typed_is_kept(at: At, house: House) -> None:
    records.create(
        None, AddedCommune(workspace=house.workspace, code="00101", name="Les Ponts-sur-Ombre")
    )
    new(at, commune="les ponts sur ombre", themes="Alimentation ; mobilité ; alimentation",
        started="été 2016", ended="2019", exit_reason="abandonment", summary="Un atelier.", story="Récit\n\nen deux temps",
        source_url="www.exemple.fr/page", followed_by=str(house.second.pk), cohort="2016-2020", note="Pour nous")  # fmt: skip
    case = the_only_one()
    assert (case.commune, case.themes) == ("00101", ["Alimentation", "mobilité"])
    assert (str(case.started_earliest), case.exit_reason) == ("2016-06-01", "abandonment")
    assert (case.source_url, case.followed_by) == ("https://www.exemple.fr/page", house.second)
    page = at("rd").get(reverse("cases:case-edit", args=["val", case.reference])).content.decode()
    for words in (
        "00101 Les Ponts-sur-Ombre",
        "Alimentation ; mobilité",
        "été 2016",
        "en deux temps",
        "Pour nous",
    ):
        assert words in page, words
    assert "⚠" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Nom"),
        ({"name": "  …  "}, "Écrivez un nom qui se lise."),
        ({"name": "m" * 10_000}, "au plus 300 caractères"),
        ({"started": "le jour d’après"}, "n’est pas une date comprise"),
        ({"started": "31/02/2019"}, "n’est pas une date comprise"),
        ({"started": "2090"}, "Cette date est à venir"),
        ({"started": "2019", "ended": "2018"}, "La fin vient avant le début."),
        ({"commune": "Lons-le-Saunie"}, "39300 Lons-le-Saunier"),
        ({"source_url": "javascript:alert(1)"}, "Ce n’est pas une adresse web."),
        ({"source_url": "http://[x"}, "Ce n’est pas une adresse web."),
        ({"themes": "x" * 200}, "Écrivez quelques mots courts"),
        ({"followed_by": "999999"}, "Suivi par"),
        ({"territory": "abc"}, "Territoire"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    at: At, house: House, typed: dict[str, str], words: str
) -> None:
    page = new(at, **typed)
    assert words in said(page)
    assert not Case.objects.exists()
    if not typed.keys() & {"followed_by", "territory"}:  # chosen in a list, not typed
        assert next(iter(typed.values())).strip() in page.content.decode()


def test_a_case_is_followed_by_the_team_alone(at: At, house: House) -> None:
    assert "Suivi par" in said(new(at, followed_by=str(house["guest"].pk)))
    gone = house.second
    case = make_case(house.workspace, followed_by=gone)
    Membership.objects.filter(user=gone).delete()
    assert change(at, case, followed_by=str(gone.pk), summary="x").status_code == 302


def test_a_kind_that_the_workspace_does_not_use_leads_nowhere(at: At, house: House) -> None:
    address = reverse("cases:case-new", args=["val", "structure"])
    assert at("rd").get(address).status_code == 404


def test_a_close_name_is_said_once_then_written(at: At, house: House) -> None:
    make_case(house.workspace, "Menuiserie du Val")
    archive_case(house["rd"], case=make_case(house.workspace, "La menuiserie"))
    page = new(at, name="La Menuiserie ", summary="Un autre atelier")
    assert "Ce nom est déjà pris." in said(page)
    text = page.content.decode()
    assert "P-0002, archivé" in text.replace("\n", "")
    assert "Un autre atelier" in text
    assert "Menuiserie du Val" not in text
    assert new(at, name="La Menuiserie", anyway="1").status_code == 302
    assert Case.objects.count() == 3


def test_a_name_nearly_the_same_is_said_and_others_are_not(at: At, house: House) -> None:
    make_case(house.workspace, "La Ressourcerie des Trois Ponts")
    assert "Un nom tout proche" in said(new(at, name="Ressourcerie des Trois-Pont"))
    assert new(at, name="La Fabrique des Ponts").status_code == 302


def test_another_workspace_s_names_are_not_told(at: At, house: House) -> None:
    make_case(house.other, "La Menuiserie")
    assert new(at).status_code == 302


def test_themes_of_the_workspace_are_proposed(at: At, house: House) -> None:
    records.create(None, Theme(workspace=house.workspace, word="énergie"))
    page = at("rd").get(reverse("cases:case-new", args=["val", "projet"])).content.decode()
    assert 'data-word="énergie"' in page
    assert "⚠" not in page


def test_what_the_workspace_added_is_asked_kept_and_shown(at: At, added: House) -> None:
    new(
        at,
        x_surface="1 180,5",
        x_ouverture="été 2016",
        x_public="true",
        x_statut="SCIC",
        x_surnom=" La Menu ",
    )
    case = the_only_one()
    assert case.extra == {"surface": 1180.5, "ouverture": "été 2016", "public": True, "statut": "SCIC",
                          "surnom": "La Menu"}  # fmt: skip
    page = at("guest").get(case.get_absolute_url()).content.decode()
    for words in ("Surface", "1\u202f180,50", "été 2016", "SCIC", "oui"):
        assert words in page, words
    form = at("rd").get(reverse("cases:case-edit", args=["val", case.reference])).content.decode()
    assert '<option value="true" selected>oui</option>' in form
    assert 'value="1180,5"' in form


@pytest.mark.parametrize(
    ("name", "value"),
    [("x_surface", "beaucoup"), ("x_ouverture", "bientôt"), ("x_statut", "SARL")],
)
def test_added_fields_are_checked(at: At, added: House, name: str, value: str) -> None:
    assert f"#id_{name}" in said(new(at, **{name: value}))


def test_emptied_added_fields_leave_and_unknown_ones_stay(at: At, added: House) -> None:
    case = make_case(added.workspace, extra={"surface": 3, "ancien": "gardé", "statut": "GIE"})
    assert change(at, case, x_surface="", x_statut="GIE", x_public="unknown").status_code == 302
    case.refresh_from_db()
    assert case.extra == {"ancien": "gardé", "statut": "GIE"}
    assert case.version == 2


def test_nothing_said_writes_no_version(at: At, added: House) -> None:
    case = make_case(added.workspace, "La Menuiserie", extra={"surface": 3, "public": False})
    assert change(at, case, x_surface="3", x_public="false").status_code == 302
    case.refresh_from_db()
    assert case.version == 1


def test_two_people_on_one_case_both_keep_their_words(at: At, added: House) -> None:
    case = make_case(
        added.workspace, "La Menuiserie", themes=["bois"], extra={"surface": 10, "surnom": "Menu"}
    )
    change(
        at, case, who="rd", themes="bois ; métal", x_surface="20", x_surnom="Menu", x_public="true"
    )
    page = change(at, case, themes="bois ; verre", x_surface="30", x_surnom="Menu")
    assert page.status_code == 409
    text = page.content.decode()
    assert "⚠" not in text
    for words in ("bois ; métal", "bois ; verre", "20", "30", "oui"):
        assert words in text, words
    assert 'name="choix-x_surnom"' not in text
    choices = {"choix-themes": "mine", "choix-x_surface": "theirs", "choix-x_public": "theirs"}
    again = {
        "version": "2",
        "themes": "bois ; verre",
        "x_surface": "30",
        "x_surnom": "Menu",
        **choices,
    }
    assert change(at, case, **again).status_code == 302
    case.refresh_from_db()
    assert case.themes == ["bois", "verre"]
    assert case.extra == {"surface": 20, "surnom": "Menu", "public": True}


def test_a_session_that_ended_loses_nothing(at: At, house: House) -> None:
    browser = at("anonymous")
    address = reverse("cases:case-new", args=["val", "projet"])
    answer = browser.post(address, {"name": "La Menuiserie", "story": "Long récit"})
    assert answer.status_code == 302
    browser.force_login(house["rd"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = browser.get(f"{address}?reprise=1").content.decode()
    assert "Long récit" in page
    assert "Rien n’est perdu" in page


def test_an_archived_case_is_not_changed(at: At, house: House) -> None:
    case = make_case(house.workspace)
    archive_case(house["rd"], case=case)
    assert change(at, case, summary="x").status_code == 404
