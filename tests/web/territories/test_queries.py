"""Finding a commune by what people write."""

from __future__ import annotations

import pytest

from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.territories.models import AddedCommune
from terreau.web.territories.queries import (
    commune_label,
    commune_name,
    find_commune,
    suggest_communes,
)
from tests.web.people import House


def add(workspace: Workspace, code: str, name: str) -> AddedCommune:
    return records.create(None, AddedCommune(workspace=workspace, code=code, name=name))


@pytest.mark.parametrize(
    "text", ["39300", " Lons-le-Saunier ", "lons le saunier", "39300 Lons-le-Saunier"]
)
def test_a_code_a_name_or_both_name_the_commune(house: House, text: str) -> None:
    assert find_commune(house.workspace, text) == ("39300", ())


def test_a_label_is_understood_back(house: House) -> None:
    add(house.workspace, "00001", "L’Ombre-sur-Val")
    for code in ("39300", "00001"):
        label = commune_label(house.workspace, code)
        assert find_commune(house.workspace, label) == (code, ())
    assert commune_name(house.workspace, "00001") == "L’Ombre-sur-Val"
    assert commune_name(house.workspace, "99999") == "99999"
    assert commune_name(house.workspace, "") == ""


def test_a_name_borne_by_several_communes_is_never_guessed(house: House) -> None:
    code, suggestions = find_commune(house.workspace, "Saint-Aubin")
    assert code is None
    assert len(suggestions) == 4
    assert all("Saint-Aubin" in one for one in suggestions)


def test_an_added_commune_that_bears_an_official_name_is_not_guessed_either(house: House) -> None:
    add(house.workspace, "00002", "Lons-le-Saunier")
    code, suggestions = find_commune(house.workspace, "Lons-le-Saunier")
    assert code is None
    assert suggestions[:2] == ("00002 Lons-le-Saunier", "39300 Lons-le-Saunier")


def test_an_old_code_means_the_commune_that_took_it_over(house: House) -> None:
    assert find_commune(house.workspace, "39023") == ("39378", ())


def test_what_is_typed_is_completed_nearest_to_home_first(house: House) -> None:
    from terreau.web.territories.models import Territory

    assert suggest_communes(house.workspace, "l") == []
    far = suggest_communes(house.workspace, "champagn")
    records.create(
        None, Territory(workspace=house.workspace, code="t1", name="T", members=["39300"])
    )
    fresh = Workspace.objects.get(pk=house.workspace.pk)
    near = suggest_communes(fresh, "champagn")
    assert near[0] == "39097 Champagnole"
    assert near != far
    assert "39300 Lons-le-Saunier" in suggest_communes(fresh, "saunier")
    assert suggest_communes(fresh, "393")[0].startswith("393")


def test_added_communes_belong_to_their_workspace(house: House) -> None:
    add(house.other, "00003", "Ailleurs-les-Bains")
    assert find_commune(house.workspace, "Ailleurs-les-Bains")[0] is None
    assert find_commune(house.other, "Ailleurs-les-Bains") == ("00003", ())


def test_an_added_commune_is_not_mistaken_for_one_of_nearly_the_same_name(house: House) -> None:
    assert find_commune(house.workspace, "Les Ponts") == ("50411", ())  # « Ponts »
    add(house.workspace, "00001", "Les Ponts")
    fresh = Workspace.objects.get(pk=house.workspace.pk)
    assert find_commune(fresh, "Les Ponts") == ("00001", ())
