"""The figures of a year: people by sector, months instead of years, ISO months in French."""

from __future__ import annotations

from datetime import date

from terreau.publishing.components import Mark, draw_sectors, draw_timeline
from terreau.publishing.components.sectors import PEOPLE
from terreau.publishing.components.spans import date_words


def test_people_met_are_said_to_be_people() -> None:
    figure = draw_sectors([("public", 3), ("privé", 0)], counted=PEOPLE)
    assert (
        figure.description
        == "3 personnes rencontrées\u00a0: public 3. Personne, à ce que l’on sait\u00a0: privé."
    )
    assert figure.table.header == ("Secteur", "Personnes rencontrées")
    assert (
        draw_sectors([("public", 0)], counted=PEOPLE).description
        == "Aucun nombre de personnes n’est écrit."
    )


def test_a_single_year_is_told_by_its_months() -> None:
    day = date(2026, 3, 14)
    one = draw_timeline(
        [], [Mark("meeting", "rencontre", (day, day), "2026-03-14")], as_of=date(2026, 11, 12)
    )
    two = draw_timeline(
        [], [Mark("meeting", "rencontre", (day, day), "2026-03-14")], as_of=date(2027, 1, 1)
    )
    assert "sept." in one.svg
    assert "avr." in one.narrow
    assert "sept." not in two.svg


def test_an_iso_month_is_said_in_french() -> None:
    assert date_words("2025-09") == "septembre 2025"
    assert date_words("2025-13") == "2025-13"
