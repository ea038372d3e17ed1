"""The page of a case: what each reader finds on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from terreau.web.cases.models import Case, CasePhase, Involvement, Means, Verification
from tests.web.cases.builders import make_actor, make_case
from tests.web.cases.case_builders import add_row, make_life, make_line
from tests.web.interviews.builders import AGREED, make_interview, meet, write
from tests.web.people import House
from tests.web.ratings.builders import give

At = Callable[..., Client]


def read(at: At, case: Case, who: str = "accompanist") -> str:
    answer: HttpResponse = at(who).get(case.get_absolute_url())
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "⚠" not in page
    return page


@pytest.fixture
def life(house: House) -> Case:
    return make_life(house.workspace, house["accompanist"], summary="Un atelier de réemploi.", note="NOTE INTERNE",
                     story="Tout commence par une benne.", themes=["lien social"])  # fmt: skip


def test_the_team_reads_the_whole_of_it(at: At, life: Case) -> None:
    page = read(at, life)
    for words in (
        "La Ressourcerie des Trois Ponts", "Un atelier de réemploi.", "suivi par", "Katia Terrain",
        "P4\u00a0Lancement", "En veille", "Local prêté par la commune", "un local de 180 m²", "Une voisine du moulin",
        "Région imaginaire", "Le groupe du samedi", "garantit", "en activité 24 mois après",
        "Visite du nouveau local", "6\u00a0lignes", "NOTE INTERNE", "né de", "Café citoyen",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize("who", ["guest", "partner"])
def test_others_read_facts_only(at: At, life: Case, who: str) -> None:
    page = read(at, life, who)
    assert "un local de 180 m²" in page
    assert "en activité 24 mois après" in page
    for words in (
        "Katia Terrain", "Une voisine du moulin", "NOTE INTERNE", "Réunion mairie", "Local prêté", "Association créée",
        "Visite du nouveau local", "Le groupe du samedi", "Plus de salle", "Modifier", "Archiver", "Historique",
    ):  # fmt: skip
        assert words not in page, words


def test_names_and_words_of_the_team_are_hidden_while_someone_looks_on(at: At, life: Case) -> None:
    browser = at("accompanist")
    browser.post(f"/e/{life.workspace.code}/presentation/")
    page = browser.get(life.get_absolute_url()).content.decode()
    assert "Une voisine du moulin" not in page
    assert "suivi par Katia" not in page
    assert "Association créée" not in page


def test_an_empty_case_says_what_each_place_is_for(at: At, house: House) -> None:
    page = read(at, make_case(house.workspace))
    for words in ("aucune phase documentée", "Qui porte, qui aide, qui finance", "Ventes, subventions",
                  "Rien n’est prévu", "Écrire la première ligne", "Ce que c’est devenu"):  # fmt: skip
        assert words in page, words


def test_hostile_words_are_shown_as_words(at: At, house: House) -> None:
    hostile = "<script>alert(1)</script> 🌱 مرحبا {{ 7 }}"
    case = make_case(house.workspace, hostile[:300], story=hostile * 200, contact=hostile, source=hostile,
                     source_url="https://exemple.invalid/?a=<b>")  # fmt: skip
    make_line(case, kind="milestone", text=hostile)
    page = read(at, case)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌱 مرحبا {{ 7 }}" in page


def test_the_words_of_the_kind_are_those_of_the_workspace(at: At, house: House) -> None:
    page = read(at, make_case(house.workspace, kind="initiative"))
    assert "De quoi vit l’initiative recensée" in page
    assert "Apprécier<" not in page  # facts only: no référentiel was written for that kind


def test_what_comes_next_is_in_order_and_late_ones_are_said(at: At, house: House) -> None:
    house.workspace.today = date(2026, 11, 12)
    house.workspace.save()
    case = make_case(house.workspace)
    make_line(case, next_step="Plus tard", next_on=date(2027, 1, 4))
    make_line(case, next_step="Sans date")
    make_line(case, next_step="En retard", next_on=date(2026, 10, 1))
    make_line(case, next_step="Déjà fait", next_on=date(2026, 9, 1), next_done_on=date(2026, 9, 2))
    page = read(at, case)
    next_card = page[page.index("<h2>Ensuite") : page.index("<h2>Journal")]
    order = [next_card.index(words) for words in ("En retard", "Plus tard", "Sans date")]
    assert order == sorted(order)
    assert next_card.count("passé") == 1
    assert "Déjà fait" not in next_card


def test_means_show_the_last_year_and_keep_the_others(at: At, house: House) -> None:
    case = make_case(house.workspace)
    for year, amount in ((2023, "90 000"), (2025, "10 000")):
        add_row(
            case, Means(seq=year, family="market", amount=amount, year=year, funder=f"En {year}")
        )
    page = read(at, case)
    assert "Marché, 10\u202f000\u00a0€, 100\u00a0% du total" in page
    assert "En 2023" in page


def test_a_fact_verified_says_when(at: At, house: House) -> None:
    house.workspace.today = date(2026, 11, 12)
    house.workspace.save()
    case = make_case(house.workspace, contact="La mairie")
    verified = {"workspace": house.workspace, "case": case, "by": house["rd"]}
    Verification.objects.create(**verified, field="contact", on=date(2026, 10, 1))
    page = read(at, case)
    assert "vérifié le 1er\u00a0oct." in page
    assert "La fiche n’a jamais été vérifiée en entier." in page
    Verification.objects.create(**verified, field="", on=date(2026, 3, 3))
    page = read(at, case)
    assert "vérifiée le 3 mars 2026 par Anaïs Recherche" in page
    assert "à vérifier" not in page
    assert "Anaïs" not in read(at, case, "guest")


def test_the_number_of_queries_does_not_follow_the_size(
    at: At, house: House, django_assert_max_num_queries: Callable[..., object]
) -> None:
    case = make_life(house.workspace, house["accompanist"], commune="00101", extra={"surface": 3})
    for rank in range(60):
        add_row(case, CasePhase(phase=f"P{rank % 6 + 1}", seq=rank + 2, start=str(1900 + rank)))
    for rank in range(200):
        make_line(
            case,
            house["rd"],
            date=f"2020-01-{rank % 28 + 1:02d}",
            kind="milestone",
            next_step="Suite",
        )
    for rank in range(20):
        add_row(
            case, Involvement(actor=make_actor(house.workspace, f"Acteur {rank}"), gives="du temps")
        )
    give(house["rd"], case, "B4", "1")
    give(house["accompanist"], case, "B4", "3")
    interview = make_interview(house, case=case)
    meet(house, interview, **AGREED)
    write(house, interview=interview)
    browser = at("rd")
    with django_assert_max_num_queries(20):
        page = browser.get(case.get_absolute_url()).content.decode()
    assert "206\u00a0lignes" in page
    assert "24\u00a0acteurs" in page
