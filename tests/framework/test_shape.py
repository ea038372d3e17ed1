"""The published schema, the files and the reader say the same thing."""

from __future__ import annotations

import dataclasses
from typing import Any

import jsonschema
import pytest

from terreau import framework
from terreau.framework import as_dict, default
from terreau.framework.shape import clean, schema
from terreau.i18n import typeset

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_shipped_framework_obeys_the_schema() -> None:
    assert list(VALIDATOR.iter_errors(as_dict(default()))) == []
    assert clean(as_dict(default()))[1] == []


def change(path: list[Any], value: object) -> dict[str, Any]:
    document = as_dict(default())
    inside: Any = document
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["id"], None),
        (["id"], "ECT"),
        (["version"], 0.1),
        (["scale"], []),
        (["scale", 0, "code"], "é"),
        (["phases", 0, "title"], ""),
        (["phases", 0, "titre"], "x"),
        (["calibration", "0"], 2),
        (["calibration"], {}),
        (["pillars", 0, "variables", 0, "levels", 0], 3),
        (["changes"], {"A1": "x"}),
        (["pillars", 0, "variables", 0, "questions"], {}),
        (["budget", "minutes", "holder"], 0),
        (["budget", "minutes", "holder"], True),
        (["budget", "minutes", "holder"], 1.5),
        (["pillars", 0, "code"], "CON"),
        (["retired"], "A1"),
    ],
)
def test_the_reader_refuses_what_the_schema_refuses(path: list[Any], value: object) -> None:
    document = change(path, value)
    assert list(VALIDATOR.iter_errors(document))
    assert clean(document)[1]


def test_every_key_of_the_schema_is_explained_in_french() -> None:
    for table in (schema(), *schema()["$defs"].values()):
        for key, rule in table.get("properties", {}).items():
            assert rule["description"], key
            assert rule["description"].endswith((".", "…")), key
            assert rule["description"] == typeset(rule["description"].replace('"', "″")).replace(
                "″", '"'
            )


@pytest.mark.parametrize(
    "name",
    ["Level", "Special", "Respondent", "Phase", "Variable", "Hypothesis", "Foundation", "Budget"],
)
def test_schema_and_dataclasses_have_the_same_keys(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(getattr(framework, name))} - {"pillar"}
    assert fields == set(schema()["$defs"][name.lower()]["properties"])


def test_the_whole_has_the_keys_of_the_dataclass() -> None:
    fields = {field.name for field in dataclasses.fields(framework.Framework)}
    assert fields == set(schema()["properties"]) == set(as_dict(default()))
