"""What a référentiel answers once read."""

from __future__ import annotations

import pytest

from terreau.framework import Framework, default


@pytest.fixture(scope="module")
def ect() -> Framework:
    return default()


def test_it_knows_itself(ect: Framework) -> None:
    assert ect.identifier == "ect@0.1"
    assert (ect.kind, ect.language, ect.licence, ect.parent) == ("projet", "fr", "CC BY-SA 4.0", "")
    assert "à discuter" in ect.description
    assert "officiel" in ect.description
    assert ect.level_codes == ("0", "1", "2", "3", "4")
    assert ect.special_codes == ("NO", "SO", "JNSP")
    assert hash(ect) == hash(default())


def test_variables_are_found_by_code_and_kept_in_order(ect: Framework) -> None:
    assert [pillar.code for pillar in ect.pillars] == ["A", "B", "C", "D"]
    assert [v.code for v in ect.variables] == sorted(v.code for v in ect.variables)
    assert ect.variable("C7").title == "Continuité de la dynamique"
    assert ect.pillar("B").variables[0] is ect.variable("B1")
    assert ect.phase("P6").short == "Essaimage ou fin"
    for ask in (ect.variable, ect.pillar, ect.phase):
        with pytest.raises(KeyError):
            ask("Z9")


def test_each_phase_expects_or_not_a_variable(ect: Framework) -> None:
    a3 = ect.variable("A3")
    assert [a3.expectation(phase.code) for phase in ect.phases] == [
        "outside",
        "early",
        "expected",
        "expected",
        "expected",
        "outside",
    ]
    assert ect.variable("C7").without_object == ("P1",)
    assert [len(ect.expected_in(p.code)) for p in ect.phases] == [8, 16, 23, 25, 24, 18]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("P3", "P3"),
        ("p3", "P3"),
        ("P3 — Expérimentation", "P3"),
        ("P3 · incubation, expérimentation", "P3"),
        ("Émergence", "P1"),
        ("emergence", "P1"),
        ("Captation d’idée, émergence", "P1"),
        ("observer", "P1"),
        ("idées captées", "P1"),
        ("Préparer", "P2"),
        ("projets amorcés", "P2"),
        ("passage en opportunité", "P2"),
        ("semer et arroser", "P3"),
        ("TEST", "P3"),
        ("programmation", "P3"),
        ("passage à l'échelle", "P5"),
        ("essaimage", "P6"),
        ("fin", "P6"),
    ],
)
def test_the_words_of_the_field_lead_to_a_phase(ect: Framework, text: str, code: str) -> None:
    phase = ect.phase_for(text)
    assert phase is not None
    assert phase.code == code


@pytest.mark.parametrize("text", ["", "…", "P9", "abandon", "tout va bien"])
def test_a_word_that_names_no_phase_gives_none(ect: Framework, text: str) -> None:
    assert ect.phase_for(text) is None


def test_foundations_are_read_in_their_text(ect: Framework) -> None:
    assert ect.variable("A1").foundations == ("G000", "PTCE", "LAB", "NOUS")
    assert ect.variable("C3").foundations == ("G002", "SRL")


def test_words_shown_are_typeset(ect: Framework) -> None:
    text = ect.variable("A1").questions["holder"]
    assert text.endswith("et qui y est aujourd’hui\u202f? Qui manque\u202f?")
    assert "'" not in "".join(level for v in ect.variables for level in v.levels)
    assert ect.variable("C6").advice == {"accompanist": "ne désigner personne"}


def test_no_neutral_value_is_in_the_calibration(ect: Framework) -> None:
    assert list(ect.calibration.values()) == [0.05, 0.25, 0.45, 0.75, 0.95]
