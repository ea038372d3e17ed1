"""Actors, means, motif: figures of facts."""

from __future__ import annotations

from terreau.publishing.components import draw_means, draw_motif, draw_sectors


def test_one_dot_for_each_actor_and_none_for_nobody() -> None:
    figure = draw_sectors([("public", 3), ("privé", 0), ("société civile", 26)])
    assert figure.svg.count("<circle") == 29
    assert figure.svg.count('class="empty"') == 1
    assert (
        figure.description
        == "29 acteurs\u00a0: public 3 et société civile 26. Aucun connu\u00a0: privé."
    )
    assert figure.table.rows == (("public", "3"), ("privé", "0"), ("société civile", "26"))


def test_hundreds_of_actors_become_bars() -> None:
    figure = draw_sectors([("public", 900), ("privé", 1)])
    assert "<circle" not in figure.svg
    assert ">900<" in figure.svg


def test_no_actor_is_said() -> None:
    assert draw_sectors([]).description == "Aucun acteur n’est décrit."


def test_approximate_amounts_are_said_between_bounds() -> None:
    families = {
        "market": {"low": 100, "high": 100},
        "reciprocity": {"low": 100, "high": 300},
        "redistribution": {"low": 0, "high": 0},
    }
    figure = draw_means(families, years=(2025, 2025))
    assert figure.table.rows == (
        ("Marché", "100\u00a0€", "entre 25 et 50\u00a0%"),
        ("Réciprocité", "entre 100 et 300\u00a0€", "entre 50 et 75\u00a0%"),
    )
    assert "hatch" in figure.svg
    assert "Année 2025." in figure.description
    assert "Rayé" in figure.svg


def test_exact_amounts_are_not_hatched() -> None:
    figure = draw_means({"market": {"low": 1, "high": 1}}, years=(2024, 2025))
    assert "hatch" not in figure.svg
    assert "Années 2024 à 2025." in figure.description


def test_what_has_no_amount_is_said_not_drawn() -> None:
    figure = draw_means({}, n_without_amount=2)
    assert (
        figure.description
        == "Aucun montant n’est connu. 2 ressources citées sans montant, non dessinées."
    )
    assert "aucun montant connu" in figure.svg
    assert figure.table.rows == ()


def test_the_motif_is_the_same_for_the_same_facts() -> None:
    first = draw_motif("projet", ["alimentation"], ["P1", "P2"])
    assert first == draw_motif("projet", ["alimentation"], ["P1", "P2"])
    assert first != draw_motif("projet", ["mobilité"], ["P1", "P2"])
    assert first.count("<circle") == 16
    assert 'aria-hidden="true"' in first
    assert draw_motif("tiers_lieu")
