"""Summaries of levels: medians and ranges, said the same way in pictures, sentences and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from terreau.publishing.components import draw_change, draw_groups, draw_levels, draw_profile
from terreau.publishing.components.scale import median_words, range_words, rated

Summarise = Callable[[list[int]], dict[str, Any]]
PILLARS = [("A", "Coopération"), ("B", "Ancrage")]
PHASES = [(f"P{n}", name) for n, name in enumerate(("Émergence", "Étude", "Essai", "Création", "Développement", "Essaimage et autonomie"), 1)]  # fmt: skip


def _cell(pillar: str, phase: str, summary: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "pillar": pillar,
        "phase": phase,
        "seq": 1,
        "summary": summary,
        "n_raters": 2,
        "too_early": False,
        **more,
    }


@pytest.mark.parametrize(
    ("levels", "words"),
    [([2], "2"), ([2, 3], "2 ou 3"), ([1, 1, 4], "1"), ([], "rien n’est connu")],
)
def test_a_median_is_never_averaged(summarise: Summarise, levels: list[int], words: str) -> None:
    assert median_words(summarise(levels)) == words


def test_ranges_and_counts_are_said() -> None:
    assert range_words([1, 3]) == "1 à 3"
    assert range_words([2, 2]) == "2"
    assert range_words([1.5, 3]) == "1,5 à 3"
    assert range_words(None) == ""
    assert median_words(None, early=True) == "trop tôt"
    assert rated(1) == "1 appréc."


def test_the_profile_shows_each_pillar_and_says_what_is_unknown(summarise: Summarise) -> None:
    cells = [
        _cell("A", "P1", summarise([1, 2, 2, 3])),
        _cell("B", "P1", summarise([]), too_early=True),
        _cell("A", "P2", summarise([3, 4])),
    ]
    figure = draw_profile(cells, PILLARS, PHASES)
    assert "6 appréciations" in figure.description
    assert "Coopération, niveau médian 3 ou 4 sur 4" in figure.description
    assert "Ancrage, rien n’est connu" in figure.description
    assert "trop tôt" in figure.svg
    assert figure.svg.count('class="empty"') == 2  # B in P2, and the legend
    assert figure.table.rows == (
        ("A Coopération", "P1\u00a0Émergence", "2", "2 à 3", "1 à 3", "4", "2"),
        ("A Coopération", "P2\u00a0Étude", "3 ou 4", "3 à 4", "3 à 4", "2", "2"),
        ("B Ancrage", "P1\u00a0Émergence", "trop tôt", "", "", "0", "2"),
        ("B Ancrage", "P2\u00a0Étude", "rien n’est connu", "", "", "0", "0"),
    )


def test_a_zero_is_drawn_and_an_unknown_is_not_a_zero(summarise: Summarise) -> None:
    zero = draw_profile([_cell("A", "P1", summarise([0]))], PILLARS[:1], PHASES)
    unknown = draw_profile([_cell("A", "P1", summarise([]))], PILLARS[:1], PHASES)
    assert zero.svg.count("<circle") == unknown.svg.count("<circle") + 1
    assert 'class="empty"' not in zero.svg
    assert 'class="empty"' in unknown.svg


def test_long_names_of_phases_are_never_cut(summarise: Summarise) -> None:
    """Six columns leave no room for « Développement »: codes stand above, names in the legend."""
    cells = [_cell("A", code, summarise([2])) for code, _name in PHASES]
    svg = draw_profile(cells, PILLARS, PHASES).svg
    assert ">P5</text>" in svg
    assert "P6\u00a0:\u00a0Essaimage et autonomie</text>" in svg


def test_many_stays_become_a_list(summarise: Summarise) -> None:
    cells = [_cell("A", code, summarise([2]), seq=seq) for code, _name in PHASES for seq in (1, 2)]
    figure = draw_profile(cells, PILLARS, PHASES)
    assert len(figure.table.rows) == 24
    assert "(2e\u00a0fois)" in figure.svg


def test_groups_are_side_by_side_with_their_numbers(summarise: Summarise) -> None:
    groups = [
        {
            "name": "Nord",
            "n_rated_cases": 3,
            "cells": [_cell("A", "P1", summarise([1]), n_cases=1)],
        },
        {"name": "Sud", "n_rated_cases": 1, "cells": []},
    ]
    figure = draw_groups(groups, PILLARS[:1], PHASES)
    assert "3 projets appréciés" in figure.svg
    assert "1 projet apprécié" in figure.svg
    assert "Nord, 3 projets appréciés" in figure.description
    # a single pillar is in the title, and a group without level has no line
    assert figure.table.header[0] == "Phase"
    assert figure.table.rows == (("P1 Émergence", "Nord", "1", "1", "1", "1"),)
    every = draw_groups(groups, PILLARS, PHASES)
    assert "ils ne sont pas classés" in every.description
    assert every.table.rows == (("A Coopération", "P1 Émergence", "Nord", "1", "1", "1", "1"),)


def test_levels_and_special_answers_are_apart(summarise: Summarise) -> None:
    figure = draw_levels([("A1", summarise([0, 1, 1, 4])), ("A2", summarise([]))])
    assert figure.table.rows[0] == ("A1", "1", "2", "0", "0", "1", "1", "0", "2", "4")
    assert "aucun niveau" in figure.svg
    assert "4 niveaux donnés" in figure.description
    assert "et 6 autres réponses" in figure.description
    assert "NO\u00a01 · JNSP\u00a02" in figure.narrow


def test_moves_are_counted_each_way() -> None:
    steps = [
        {"pillar": "A", "from": "P1", "to": "P2", "n": 6, "up": 3, "same": 2, "down": 1},
        {"pillar": "A", "from": {"phase": "P2", "seq": 1}, "to": {"phase": "P2", "seq": 2}, "n": 0, "up": 0, "same": 0, "down": 0},
    ]  # fmt: skip
    figure = draw_change(steps, PILLARS, PHASES)
    assert "3 appréciations en hausse, 2 inchangées, 1 en baisse" in figure.description
    assert figure.table.rows[0] == ("A Coopération", "Émergence → Étude", "3", "2", "1", "6")
    assert figure.table.rows[1][1] == "Étude → Étude (2e\u00a0fois)"
    alone = draw_change(steps[:1], PILLARS[:1], PHASES).table
    assert (alone.header[0], alone.rows[0][0]) == ("Passage", "Émergence → Étude")
    assert "rien à comparer" in draw_change([], PILLARS, PHASES).svg
