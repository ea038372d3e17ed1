"""Many records written at once are as if each had been written alone."""

from __future__ import annotations

from typing import Any

from terreau.web.cases.models import Case
from terreau.web.core.bulk import create_many
from terreau.web.core.models import SearchEntry
from terreau.web.core.records import create, save
from tests.web.people import House

OWN = {"id", "reference", "history_id", "history_date", "history_relation_id", "created_on", "changed_on"}  # fmt: skip


def case(house: House, **values: Any) -> Case:
    return Case(workspace=house.workspace, name="Étable", kind="projet", started="été 2016", themes=["lait"], **values)  # fmt: skip


def past(record: Case) -> dict[str, Any]:
    (row,) = record.history.values()
    assert row["id"] == row["history_relation_id"] == record.pk
    return {name: value for name, value in row.items() if name not in OWN}


def test_history_and_search_are_those_of_a_record_written_alone(house: House) -> None:
    alone = create(house["rd"], case(house))
    (other,) = create_many(
        house["rd"], house.workspace, [case(house, reference="P-9", name_key="etable")]
    )
    assert past(other) == past(alone)
    assert SearchEntry.objects.filter(title="Étable").count() == 2


def test_what_was_written_before_has_no_second_history(house: House) -> None:
    alone = create(house["rd"], case(house))
    alone.cohort = "2020"
    save(house["rd"], alone)
    create_many(house["rd"], house.workspace, [case(house, reference="P-9")])
    assert alone.history.count() == 2
