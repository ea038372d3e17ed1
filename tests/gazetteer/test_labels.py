"""What is written in a cell meant for a commune."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.gazetteer import Gazetteer, default, labels


def test_a_label_says_code_and_name(small: Gazetteer) -> None:
    """An unknown code is its own label."""
    assert small.label("39300") == "39300 Lons-le-Saunier"
    assert small.label("99999") == "99999"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("39300 Lons-le-Saunier", "39300"),
        ("39300\u00a0lons le saunier", "39300"),
        ("39300 - Lons-le-Saunier", "39300"),
        ("39300", "39300"),
        ("  39300 ", "39300"),
        ("Lons-le-Saunier", "39300"),
        ("2a004 Ajaccio", "2A004"),
        ("1001", "01001"),
        ("01001 Abergement-Clémenciat", "01001"),
        ("Saint-Aubin (39)", "39476"),
        ("Ajaccio (2a)", "2A004"),
        ("Bors (Canton de Tude-et-Lavalette)", "16052"),
        ("39001", "39001"),
        ("39001 Vieux-Bourg", "39001"),
        ("39001 Lons-le-Saunier", "39001"),
        ("Vieux-Bourg", "39300"),
    ],
)
def test_codes_names_and_labels_are_read(small: Gazetteer, text: str, code: str) -> None:
    """An old code comes back as it was written: what became of it is another question."""
    assert small.parse_label(text) == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "99999", "39300 Champagnole", "Saint-Aubin", "Saint-Aubin (75)", "Lons", "39 300",
     "393000", "39300.0", "L'", "=1+1", "(39)"],
)  # fmt: skip
def test_what_is_not_sure_is_not_guessed(small: Gazetteer, text: str) -> None:
    """A postal code before another name, homonyms, unknown codes, broken text."""
    assert small.parse_label(text) is None


def test_a_name_borne_today_wins_over_the_same_name_of_the_past(small: Gazetteer) -> None:
    """Salins took over a « Saint-Aubin » of the Jura; the commune of that name is meant."""
    assert small.parse_label("Saint-Aubin (39)") == "39476"


def test_every_label_reads_back_as_its_code(france: Gazetteer) -> None:
    """For each of the 34 969 communes."""
    wrong = [c for c in france.communes() if france.parse_label(france.label(c.code)) != c.code]
    assert wrong == []


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever is typed: a known code or nothing, never an error."""
    code = default().parse_label(text)
    assert code is None or default().resolve(code).status != "unknown"


@pytest.mark.parametrize(
    ("code", "departement"), [("39300", "39"), ("97411", "974"), ("2A004", "2A"), ("", "")]
)
def test_the_departement_is_in_the_code(code: str, departement: str) -> None:
    """Three characters overseas, two elsewhere."""
    assert labels.departement_of(code) == departement
