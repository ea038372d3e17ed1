"""Who may open the addresses of kinds, added fields and themes."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import AddedField, CaseKind, Theme
from tests.web.access import NOBODY, Door
from tests.web.people import House

WRITERS = frozenset({"admin", "method", "rd"})


def _kind(house: House) -> dict[str, Any]:
    CaseKind.objects.create(
        workspace=house.workspace, code="projet", singular="projet", plural="projets"
    )
    return {"code": "projet"}


def _field(house: House) -> dict[str, Any]:
    AddedField.objects.create(
        workspace=house.workspace, kind="projet", code="surface", label="Surface"
    )
    return {"kind": "projet", "code": "surface"}


def _theme(house: House) -> dict[str, Any]:
    return {"pk": Theme.objects.create(workspace=house.workspace, word="mobilité").pk}


DOORS: dict[str, Door] = {
    "cases:kinds": Door(read=WRITERS),
    "cases:kind-new": Door(read=WRITERS, write=WRITERS),
    "cases:kind-edit": Door(read=WRITERS, write=WRITERS, parts=_kind, missing={"code": "rien"}),
    "cases:field-new": Door(
        read=WRITERS,
        write=WRITERS,
        parts=lambda _house: {"kind": "projet"},
        missing={"kind": "rien"},
    ),
    "cases:field-edit": Door(read=WRITERS, write=WRITERS, parts=_field, missing={"code": "rien"}),
    "cases:field-shelve": Door(read=NOBODY, write=WRITERS, parts=_field, missing={"code": "rien"}),
    "cases:theme-new": Door(read=WRITERS, write=WRITERS),
    "cases:theme-shelve": Door(read=NOBODY, write=WRITERS, parts=_theme, missing={"pk": 999_999}),
}
