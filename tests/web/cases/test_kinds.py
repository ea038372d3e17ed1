"""A workspace says its own words: kinds, added fields, themes."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from terreau.web.cases.models import AddedField, CaseKind, Theme
from tests.web.people import House

At = Callable[..., Client]


def test_a_kind_is_called_as_people_call_it(house: House, at: At) -> None:
    sent = {
        "code": "projet",
        "singular": "opération",
        "plural": "opérations",
        "feminine": "on",
        "framework": "ect@0.1",
        "rank": "0",
    }
    assert at("admin").post("/e/val/types/nouveau/", sent).status_code == 302
    kind = CaseKind.objects.get()
    assert (kind.singular, kind.feminine, kind.framework) == ("opération", True, "ect@0.1")
    page = at("admin").get("/e/val/types/").content.decode()
    assert "Opérations" in page
    assert "⚠" not in page


def test_a_kind_is_used_once(house: House, at: At) -> None:
    CaseKind.objects.create(workspace=house.workspace, code="projet", singular="p", plural="ps")
    sent = {"code": "projet", "singular": "x", "plural": "xs", "rank": "0"}
    assert at("admin").post("/e/val/types/nouveau/", sent).status_code == 422


def test_an_added_field_takes_a_code_from_its_label_never_given_twice(house: House, at: At) -> None:
    sent = {
        "label": "Surface du lieu (m²)",
        "help": "",
        "type": "number",
        "choices": "",
        "rank": "0",
    }
    for _again in range(2):
        assert at("rd").post("/e/val/types/projet/champs/nouveau/", sent).status_code == 302
    codes = list(AddedField.objects.order_by("pk").values_list("code", flat=True))
    assert codes == ["surface_du_lieu_m2", "surface_du_lieu_m2_2"]


def test_a_list_of_choices_needs_two(house: House, at: At) -> None:
    sent = {"label": "Statut", "type": "choice", "choices": "un seul\n\nun seul", "rank": "0"}
    answer = at("rd").post("/e/val/types/projet/champs/nouveau/", sent)
    assert answer.status_code == 422
    assert "au moins deux choix" in answer.content.decode()
    sent["choices"] = "association\nSCIC\n"
    assert at("rd").post("/e/val/types/projet/champs/nouveau/", sent).status_code == 302
    assert AddedField.objects.get().choices == ["association", "SCIC"]


def test_a_field_put_away_can_come_back(house: House, at: At) -> None:
    AddedField.objects.create(
        workspace=house.workspace, kind="projet", code="surface", label="Surface"
    )
    address = "/e/val/types/projet/champs/surface/ranger/"
    at("rd").post(address)
    assert AddedField.objects.get().archived
    at("rd").post(address)
    assert not AddedField.objects.get().archived


def test_a_theme_is_proposed_once(house: House, at: At) -> None:
    assert at("rd").post("/e/val/domaines/nouveau/", {"word": "Mobilité"}).status_code == 302
    assert at("rd").post("/e/val/domaines/nouveau/", {"word": "mobilité"}).status_code == 422
    assert Theme.objects.count() == 1
