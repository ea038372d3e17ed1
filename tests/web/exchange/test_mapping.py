"""Nothing that is entered by hand is without a column, and no column is without its field."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from terreau.formats.tables import TABLES, table
from terreau.web.core.values import AmountBound, DateBound
from terreau.web.exchange.mapping import (
    EXCEPTED_APPS,
    EXCEPTED_FIELDS,
    EXCEPTED_MODELS,
    LINKS,
    TECHNICAL,
)

# tables whose room comes with a later version
TO_COME = {"codings", "agreements"}


def ours() -> list[type[models.Model]]:
    """Return every model of the application that holds what is entered, histories left out."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("terreau.web.") and config.label not in EXCEPTED_APPS
        for model in config.get_models()
        if not model.__name__.startswith("Historical")
    ]


def test_every_model_is_carried_or_excepted_with_its_reason() -> None:
    carried = {link.model for link in LINKS}
    assert carried | set(EXCEPTED_MODELS) == set(ours())
    assert not carried & set(EXCEPTED_MODELS)
    assert all(EXCEPTED_MODELS.values())
    assert all(EXCEPTED_FIELDS.values())


def test_every_field_is_carried_or_excepted_with_its_reason() -> None:
    missing = []
    for link in LINKS:
        for field in link.model._meta.get_fields():
            if field.auto_created or not (field.concrete or field.many_to_many):
                continue
            known = field.name in TECHNICAL or (link.model, field.name) in EXCEPTED_FIELDS
            if not known and not isinstance(field, DateBound | AmountBound):
                missing += (
                    [] if field.name in link.field_names() else [f"{link.model}.{field.name}"]
                )
    assert missing == []


def test_every_column_has_its_field() -> None:
    for link in LINKS:
        said = {*link.fields, *link.derived, *link.computed}
        assert said == {column.name for column in table(link.table).columns}, link.table
    assert {link.table for link in LINKS} | TO_COME == {declared.name for declared in TABLES}


def test_what_is_named_comes_before_what_names_it() -> None:
    ranks = {link.model: rank for rank, link in enumerate(LINKS)}
    for link in LINKS:
        for path in link.fields.values():
            field = link.model._meta.get_field(path.partition("__")[0])
            if field.is_relation and field.related_model in ranks:
                assert ranks[field.related_model] <= ranks[link.model], (link.table, path)
