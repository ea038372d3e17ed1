"""The three models of workspace: what one finds on the first day."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from terreau.formats.tables.vocabularies import KINDS
from terreau.web.accounts.models import Membership, User
from terreau.web.cases.models import CaseKind, Theme
from terreau.web.core.models import Act, Workspace
from terreau.web.core.rooms import ROOMS
from terreau.web.home.start import MODELS, start_workspace


@pytest.fixture
def founder(db: None) -> User:
    return User.objects.create_user("odile@exemple.invalid", "mot de passe", name="Odile Première")


@pytest.mark.parametrize("model", sorted(MODELS))
def test_a_model_fills_kinds_themes_rooms_and_its_first_administrator(
    founder: User, model: str
) -> None:
    workspace = start_workspace(founder, code="val", name="Val d’Ombre", model=model)
    declared = MODELS[model]
    kinds = CaseKind.objects.of(workspace)
    assert [(kind.code, kind.plural) for kind in kinds] == [
        (kind.code, kind.plural) for kind in declared.kinds
    ]
    assert {theme.word for theme in Theme.objects.of(workspace)} == set(declared.themes)
    assert workspace.rooms == list(declared.rooms)
    assert Membership.objects.get(workspace=workspace).role == "admin"
    assert Act.objects.filter(workspace=workspace, kind="core.workspace", verb="create").exists()


@pytest.mark.parametrize("model", sorted(MODELS))
def test_a_model_names_only_rooms_and_kinds_that_exist(model: str) -> None:
    declared = MODELS[model]
    assert set(declared.rooms) <= {room.code for room in ROOMS}
    assert declared.first_page in declared.rooms
    assert {kind.code for kind in declared.kinds} <= {code for code, _word in KINDS}
    assert len(set(declared.themes)) == len(declared.themes)


@pytest.mark.parametrize("model", sorted(MODELS))
def test_only_projects_come_with_a_framework(founder: User, model: str) -> None:
    workspace = start_workspace(founder, code="val", name="Val d’Ombre", model=model)
    appraised = CaseKind.objects.of(workspace).exclude(framework="")
    assert [(kind.code, kind.framework) for kind in appraised] == [("projet", workspace.framework)]


def test_every_model_of_the_base_has_its_start() -> None:
    assert set(MODELS) == set(Workspace.Model.values)


def test_a_programme_speaks_of_operations_and_starts_on_its_inventory(founder: User) -> None:
    workspace = start_workspace(founder, code="gal", name="GAL du Val", model="leader")
    assert CaseKind.objects.of(workspace).get(code="projet").plural == "opérations"
    browser = Client()
    browser.force_login(founder, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/")["Location"] == "/e/gal/projets/"


@pytest.mark.parametrize(
    ("code", "name", "model", "field"),
    [
        ("val d’ombre", "Val", "leader", "code"),
        ("val", "  ", "leader", "name"),
        ("val", "Val", "banque", "model"),
        ("deja", "Val", "leader", "code"),
    ],
)
def test_what_cannot_be_an_address_or_a_model_is_refused(
    founder: User, code: str, name: str, model: str, field: str
) -> None:
    start_workspace(founder, code="deja", name="Déjà là", model="places")
    with pytest.raises(ValidationError) as refused:
        start_workspace(founder, code=code, name=name, model=model)
    assert field in refused.value.message_dict
    assert Workspace.objects.count() == 1


def test_a_start_that_fails_leaves_nothing(founder: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("terreau.web.home.start.create", broken)
    with pytest.raises(RuntimeError):
        start_workspace(founder, code="val", name="Val d’Ombre", model="leader")
    assert not Workspace.objects.exists()
    assert not Membership.objects.exists()
