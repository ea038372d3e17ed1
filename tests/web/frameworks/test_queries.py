"""The référentiel behind an identifier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from terreau.framework import as_dict, default
from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.frameworks.models import FrameworkVersion
from terreau.web.frameworks.queries import framework_of
from tests.web.people import House


def keep(workspace: Workspace, number: str, title: str) -> FrameworkVersion:
    content = as_dict(replace(default(), version=number, title=title))
    row = FrameworkVersion(
        workspace=workspace, identifier="ect", number=number, title=title, content=content
    )
    return records.create(None, row)


def test_what_ships_is_known_to_everyone(house: House) -> None:
    found = framework_of(house.workspace, "ect@0.1")
    assert found is not None
    assert [phase.code for phase in found.phases][:2] == ["P1", "P2"]


def test_a_version_of_the_workspace_is_its_own(house: House) -> None:
    keep(house.workspace, "0.9", "Référentiel du Val")
    found = framework_of(house.workspace, "ect@0.9")
    assert found is not None
    assert found.title == "Référentiel du Val"
    assert framework_of(house.other, "ect@0.9") is None


@pytest.mark.parametrize("identifier", ["", "inconnu", "ect@9.9"])
def test_an_unknown_identifier_is_nothing(house: House, identifier: str) -> None:
    assert framework_of(house.workspace, identifier) is None


def test_a_draft_that_is_not_whole_serves_nobody(house: House) -> None:
    row = FrameworkVersion(workspace=house.workspace, identifier="val", number="0.1", title="V")
    records.create(None, row)
    assert framework_of(house.workspace, "val@0.1") is None


def test_a_changed_draft_is_read_anew_by_the_next_page(house: House) -> None:
    row = keep(house.workspace, "0.9", "Avant")
    assert framework_of(house.workspace, "ect@0.9") is not None
    row.content = as_dict(replace(default(), version="0.9", title="Après"))
    records.save(None, row)
    fresh = Workspace.objects.get(pk=house.workspace.pk)
    found = framework_of(fresh, "ect@0.9")
    assert found is not None
    assert found.title == "Après"


def test_it_is_asked_of_the_base_once_a_page(
    house: House, django_assert_num_queries: object
) -> None:
    keep(house.workspace, "0.9", "Référentiel du Val")
    fresh = Workspace.objects.get(pk=house.workspace.pk)
    framework_of(fresh, "ect@0.9")
    with django_assert_num_queries(0):  # type: ignore[operator]
        framework_of(fresh, "ect@0.9")
