"""The words of publications."""

from __future__ import annotations

from typing import Any

import pytest

from terreau import framework
from terreau.gazetteer import default
from terreau.publishing import wording

ECT = framework.default()


def _summary(
    *levels: int, middle: tuple[float, float] | None = None, **special: int
) -> dict[str, Any]:
    found = sorted(levels)
    n = len(found)
    low, high = (found[(n - 1) // 2], found[n // 2]) if n else (None, None)
    return {
        "n": n, "special": {"NO": 0, "SO": 0, "JNSP": 0, **special},
        "median": {"lo": low, "hi": high, "value": low} if n else None,
        "middle": list(middle or (found[0], found[-1])) if n else None, "range": [found[0], found[-1]] if n else None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (_summary(3), "une seule appréciation, niveau 3 sur 4"),
        (_summary(2, 2), "toutes au niveau 2 sur 4"),
        (_summary(1, 3), "médiane entre 1 et 3 sur 4, de 1 à 3"),
        (_summary(1, 2, 4), "médiane 2 sur 4, de 1 à 4"),
        (_summary(1, 2, 3, 3, 4, middle=(2, 3)), "médiane 3 sur 4, la moitié des appréciations entre 2 et 3, de 1 à 4"),
        (_summary(1, 2, 2, 2, 4, middle=(2, 2)), "médiane 2 sur 4, au moins la moitié des appréciations à 2, de 1 à 4"),
        (_summary(0, 1, 2, 3, middle=(0.75, 2.25)), "médiane entre 1 et 2 sur 4, la moitié des appréciations entre 0,8 et 2,2, de 0 à 3"),
    ],
)  # fmt: skip
def test_levels_are_said_by_their_median_and_their_range(
    summary: dict[str, Any], said: str
) -> None:
    assert wording.level_words(summary) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"summary": _summary(), "too_early": True}, "B, ici\u00a0: trop tôt pour en juger."),
        ({"summary": _summary()}, "B, ici\u00a0: rien n’est connu."),
        ({"summary": _summary(NO=2, JNSP=1)}, "B, ici\u00a0: aucun niveau (1\u00a0«\u00a0je ne sais pas\u00a0» et 2\u00a0«\u00a0non observé\u00a0»)."),
        ({"summary": _summary(3), "n_raters": 1}, "B, ici\u00a0: une seule appréciation, niveau 3 sur 4 (1\u00a0regard)."),
        ({"summary": _summary(1, 3, SO=1), "n_raters": 2},
         "B, ici\u00a0: médiane entre 1 et 3 sur 4, de 1 à 3 (2\u00a0appréciations, 2\u00a0regards, et 1\u00a0«\u00a0sans objet\u00a0»)."),
        ({"summary": _summary(3), "n_raters": 1, "too_early": True},
         "B, ici\u00a0: une seule appréciation, niveau 3 sur 4 (1\u00a0regard)\u202f; trop tôt pour en tirer plus."),
    ],
)  # fmt: skip
def test_a_cell_is_said_in_a_sentence(cell: dict[str, Any], said: str) -> None:
    assert wording.level_sentence("B", "ici", cell) == said


def test_phases_are_said_inside_a_sentence() -> None:
    said = [wording.in_phase(ECT, phase.code) for phase in ECT.phases]
    assert said == [
        "en émergence", "en étude d’opportunité", "en expérimentation", "en lancement", "en développement",
        "en phase d’essaimage ou fin",
    ]  # fmt: skip
    assert wording.in_phase(ECT, "P1", 2) == "en émergence (2e\u00a0fois)"
    assert wording.phase_label(ECT, "P9") == "P9"


def test_codes_are_said_in_french_or_as_they_are() -> None:
    assert wording.word("SECTORS", "civil_society") == "société civile"
    assert wording.word("SECTORS", "autre") == "autre"
    assert wording.word("SECTORS", None) == ""
    assert wording.pillar_label(ECT, "Z") == "Z"


def test_a_commune_is_named_by_the_official_code() -> None:
    assert wording.commune_label("39300", default()) == "Lons-le-Saunier"
    assert wording.commune_label("99999", default()) == "99999"
    assert wording.commune_label(None, default()) == ""


def test_kinds_of_cases_are_counted() -> None:
    assert wording.kinds_number("tiers_lieu", 3) == "3\u00a0tiers-lieux"
    assert wording.kinds_number("structure", 1) == "1\u00a0structure d’accompagnement"
    assert wording.kinds_number("autre", 2) == "2\u00a0autre"


def test_small_words() -> None:
    assert wording.capital("été") == "Été"
    assert wording.number_of(1, "projet", "projets") == "1\u00a0projet"
    assert wording.number_of(1200, "projet", "projets") == "1\u202f200\u00a0projets"
    assert wording.dated("2026-11-03") == "3 novembre 2026"
    assert wording.dated(None) == ""
    assert wording.unit_value("4", "ETP") == "4\u00a0ETP"
    assert wording.unit_value("oui", None) == "oui"
