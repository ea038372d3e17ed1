"""Référentiels of a test workspace."""

from __future__ import annotations

from typing import Any

from terreau.framework import default
from terreau.web.frameworks import services
from terreau.web.frameworks.models import FrameworkMapping, FrameworkVersion
from tests.web.people import House


def draft(house: House) -> FrameworkVersion:
    """The next version of the référentiel that ships, as a draft: ect@0.2."""
    return services.next_version(house["rd"], workspace=house.workspace, source=default())


def own(house: House) -> FrameworkVersion:
    """A référentiel of one's own, joined to the one that ships: places@0.1."""
    return services.copy_as(
        house["rd"],
        workspace=house.workspace,
        source=default(),
        identifier="places",
        title="Tiers-lieux",
    )


def mapping(house: House) -> FrameworkMapping:
    own(house)
    held: FrameworkMapping = FrameworkMapping.objects.get(workspace=house.workspace)
    return held


def typed(content: dict[str, Any], code: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send for a variable as it is, with some changes."""
    variable = next(v for p in content["pillars"] for v in p["variables"] if v["code"] == code)
    data: dict[str, Any] = {
        k: variable[k]
        for k in ("title", "definition", "expected", "early", "without_object", "foundation")
    }
    data |= {f"level_{n}": words for n, words in enumerate(variable["levels"])}
    for part in ("questions", "advice"):
        data |= {f"{part}_{person}": words for person, words in variable[part].items()}
    return data | {"meaning": "same"} | changes
