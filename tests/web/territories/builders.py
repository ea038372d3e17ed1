"""Territories and communes, made in a line."""

from __future__ import annotations

from typing import Any

from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.territories.models import AddedCommune, Territory


def add_commune(
    workspace: Workspace, code: str = "00001", name: str = "Les Ponts", **fields: Any
) -> AddedCommune:
    return records.create(None, AddedCommune(workspace=workspace, code=code, name=name, **fields))


def make_territory(
    workspace: Workspace, code: str = "val-d-ombre", name: str = "Val d’Ombre", **fields: Any
) -> Territory:
    fields.setdefault("members", ["39300"])
    return records.create(None, Territory(workspace=workspace, code=code, name=name, **fields))
