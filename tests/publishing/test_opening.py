"""The first sentences of a report: right numbers, right plurals, nothing empty."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from terreau.formats.tables import Dataset
from terreau.publishing.document import DataTable
from terreau.publishing.material import Material
from terreau.publishing.report import report_document
from terreau.publishing.report.opening import facts_only, known
from terreau.publishing.view import PublicView
from terreau.publishing.wording import telling

Rows = list[dict[str, Any]]
Changed = Callable[[Callable[[Rows], None]], PublicView]


@pytest.fixture
def changed(
    example: ModuleType, replace_rows: Callable[..., Dataset], studied: Callable[..., Material]
) -> Changed:
    """The example without ratings, its cases changed by a function."""

    def make(change: Callable[[Rows], None]) -> PublicView:
        dataset = replace_rows(example.dataset(), "cases", change)
        for name in ("ratings", "evidence"):
            dataset = replace_rows(dataset, name, lambda rows: rows.clear())
        return PublicView(studied(dataset))

    return make


def test_kinds_places_years_and_actors_are_counted(changed: Changed) -> None:
    said = known(changed(lambda _rows: None))
    assert (
        said[0]
        == "9\u00a0projets et lieux dans cette étude\u00a0: 8\u00a0projets et 1\u00a0tiers-lieu."
    )
    assert said[1].startswith("Ils se trouvent dans 8\u00a0communes. Le plus ancien a commencé en ")
    assert said[2].startswith("Dernière phase connue\u00a0: 2\u00a0en étude d’opportunité")
    assert "acteurs sont cités" in said[3]


def test_a_commune_that_holds_many_is_named(changed: Changed) -> None:
    def together(rows: Rows) -> None:
        for row in rows[:4]:
            row["commune"] = "00104"

    assert "sont au Moulin-d’Avril." in known(changed(together))[1]


def test_what_nobody_says_has_no_sentence(changed: Changed) -> None:
    def silent(rows: Rows) -> None:
        for row in rows:
            row.update(commune=None, started=None, source=None, source_url=None, kind="projet")

    view = changed(silent)
    assert known(view)[0] == "9\u00a0projets dans cette étude."
    assert not any("communes" in text or "commencé" in text for text in known(view))
    said = facts_only(view)
    assert said[0] == "Aucune source n’est donnée."
    assert "N’est dit d’aucun\u00a0: " in said[2]
    assert "Manque parfois\u00a0: " in said[2]


def test_one_year_is_not_a_span(changed: Changed) -> None:
    def same(rows: Rows) -> None:
        for row in rows:
            row["started"] = "2020"

    assert "Les débuts connus sont tous de 2020." in known(changed(same))[1]


def test_a_reason_to_leave_is_counted_only_for_those_who_left(changed: Changed) -> None:
    document = report_document(changed(lambda _rows: None))
    table = next(b for b in document.blocks if isinstance(b, DataTable) and "Combien" in b.caption)
    rows = [row[1:] for row in table.rows]
    assert ("Abandon", "1") in rows
    assert ("Sans cohorte", "1") in rows
    assert not any(text.lower() == "non dit" for text, _n in rows)


def test_values_said_once_share_a_line(changed: Changed) -> None:
    def own(rows: Rows) -> None:
        for number, row in enumerate(rows):
            row["themes"] = [f"domaine {number}"]

    document = report_document(changed(own))
    table = next(b for b in document.blocks if isinstance(b, DataTable) and "Combien" in b.caption)
    (line,) = [row for row in table.rows if "domaine 3" in row[1]]
    assert line[1].startswith("Une fois chacun\u00a0: domaine 0, domaine 1")
    assert line[2] == "1"


def test_a_column_that_says_nothing_is_left_out() -> None:
    table = DataTable(
        "",
        ("Nom", "Vide", "Nombre"),
        (("", "—", "1"), ("a", "", "2")),
        frozenset({2}),
        (3.0, 2.0, 1.0),
    )
    assert telling(table) == DataTable(
        "", ("Nom", "Nombre"), (("", "1"), ("a", "2")), frozenset({1}), (3.0, 1.0)
    )
