"""Every version in words, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from terreau.web.cases.models import AddedField, Case, CasePhase, Means
from terreau.web.cases.queries.case_changes import pieces_of
from terreau.web.cases.services.case import archive_case, restore_case
from terreau.web.core import records
from tests.web.cases.builders import make_case
from tests.web.cases.case_builders import add_row, make_life, make_line
from tests.web.people import House

At = Callable[..., Client]


def address(case: Case) -> str:
    return reverse("cases:case-history", args=["val", case.reference])


def read(at: At, case: Case, query: str = "") -> str:
    answer = at("rd").get(address(case) + query)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "⚠" not in page
    return page


def go_back(at: At, case: Case, **typed: object) -> HttpResponse:
    return at("rd").post(address(case), typed, follow=True)


def changed(house: House, row: Case | CasePhase, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    records.save(house["rd"], row)


def test_each_change_says_who_what_before_and_after(at: At, house: House) -> None:
    workspace = house.workspace
    records.create(
        None,
        AddedField(
            workspace=workspace, kind="projet", code="surface", label="Surface", type="number"
        ),
    )
    case = make_case(workspace, "La Menuiserie", started="2016-03-14", extra={"surface": 100})
    changed(house, case, exit_reason="autonomy", extra={"surface": 180}, followed_by=house["accompanist"],
            commune="39300", themes=["bois", "métal"])  # fmt: skip
    page = read(at, case)
    for words in (
        "<strong>Anaïs Recherche</strong> a modifié la fiche", "Motif de sortie", "<ins>autonomie</ins>", "Surface",
        "<del>100</del>", "<ins>180</ins>", "<ins>Katia Terrain</ins>", "<ins>Lons-le-Saunier</ins>", "<ins>bois ; métal</ins>",
        "a ajouté la fiche", "Début\u00a0: 14 mars 2016",
    ):  # fmt: skip
        assert words in page, words


def test_rows_are_told_by_what_they_are(at: At, house: House) -> None:
    case = make_life(house.workspace, house["accompanist"])
    page = read(at, case)
    for words in ("la phase P2 Étude d’opportunité", "une mise en veille", "le lien avec Café citoyen",
                  "le devenir «\u00a0emplois\u00a0»", "les moyens (marché 2025)", "la place de Scierie Morel",
                  "le collectif porteur Le groupe du samedi", "le rôle de la structure en P2",
                  "la ligne J-0001 du journal"):  # fmt: skip
        assert words in page, words
    only = read(at, case, "?quoi=moyens")
    assert "les moyens (marché 2025)" in only
    assert "la phase P2" not in only


def test_one_goes_back_to_a_version_and_this_is_told_too(at: At, house: House) -> None:
    case = make_case(house.workspace, summary="Un")
    changed(house, case, summary="Deux", extra={"a": 1})
    changed(house, case, summary="Trois")
    page = go_back(at, case, part="fiche", row=case.pk, version=1, current=3)
    assert "C’est comme avant" in page.content.decode()
    case.refresh_from_db()
    assert (case.summary, case.extra, case.version) == ("Un", {}, 4)
    assert read(at, case).count("a modifié la fiche") == 3


def test_a_row_goes_back_too(at: At, house: House) -> None:
    case = make_case(house.workspace)
    phase = add_row(case, CasePhase(phase="P1", start="2018"))
    changed(house, phase, start="2019")
    go_back(at, case, part="phases", row=phase.pk, version=1, current=2)
    phase.refresh_from_db()
    assert (phase.start, str(phase.start_earliest)) == ("2018", "2018-01-01")


def test_what_changed_since_the_page_was_read_is_not_undone(at: At, house: House) -> None:
    case = make_case(house.workspace, summary="Un")
    changed(house, case, summary="Deux")
    changed(house, case, summary="Trois")
    page = go_back(at, case, part="fiche", row=case.pk, version=1, current=2)
    assert "a changé depuis" in page.content.decode()
    case.refresh_from_db()
    assert case.summary == "Trois"


def test_a_row_whose_place_was_taken_stays_where_it_is(at: At, house: House) -> None:
    case = make_case(house.workspace)
    first = add_row(case, CasePhase(phase="P1", start="2018"))
    records.archive(house["rd"], first)
    add_row(case, CasePhase(phase="P1", start="2020"))
    page = go_back(at, case, part="phases", row=first.pk, version=1, current=2)
    assert "tient maintenant cette place" in page.content.decode()
    first.refresh_from_db()
    assert first.archived


def test_a_case_is_put_away_by_its_own_gesture_only(at: At, house: House) -> None:
    case = make_case(house.workspace)
    archive_case(house["rd"], case=case)
    restore_case(house["rd"], case=case)
    assert "Annuler ce changement" not in read(at, case)
    assert go_back(at, case, part="fiche", row=case.pk, version=2, current=3).status_code == 400
    archive_case(house["rd"], case=case)
    assert "a archivé la fiche" in read(at, case)
    assert go_back(at, case, part="fiche", row=case.pk, version=1, current=4).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{}, {"part": "fiche"}, {"part": "rien", "row": 1, "version": 1, "current": 1},
     {"part": "fiche", "row": "x", "version": 1, "current": 1}],
)  # fmt: skip
def test_a_gesture_that_is_not_understood_does_nothing(
    at: At, house: House, typed: dict[str, object]
) -> None:
    assert go_back(at, make_case(house.workspace), **typed).status_code == 400


def test_rows_of_other_cases_are_out_of_reach(at: At, house: House) -> None:
    case, other = make_case(house.workspace), make_case(house.workspace, "Autre")
    row = add_row(other, Means(seq=1, family="market", funder="Un"))
    foreign = make_case(house.other)
    numbers = {"version": 1, "current": 1}
    assert go_back(at, case, part="moyens", row=row.pk, **numbers).status_code == 404
    assert go_back(at, case, part="fiche", row=other.pk, **numbers).status_code == 400
    assert go_back(at, case, part="fiche", row=foreign.pk, **numbers).status_code == 404


def test_nothing_is_told_while_someone_looks_on(at: At, house: House) -> None:
    case = make_case(house.workspace)
    browser = at("rd")
    browser.post("/e/val/presentation/")
    page = browser.get(address(case)).content.decode()
    assert "masqué pendant la présentation" in page
    assert "a ajouté" not in page


def test_of_a_long_text_the_changed_words_are_shown() -> None:
    before = "Tout commence par une benne trop pleine et un gardien de déchèterie. " * 4
    after = before.replace("gardien", "agent", 1)
    pieces = [(piece.how, piece.text) for piece in pieces_of(before, after)]
    assert ("out", "gardien") in pieces
    assert ("in", "agent") in pieces
    assert ("gap", "[…]") in pieces
    assert sum(len(text) for _how, text in pieces) < len(before) / 2
    assert pieces_of("court", "autre") == ()
    assert pieces_of("m " * 20_000, "n " * 20_000) == ()


def test_long_histories_have_pages_and_few_queries(
    at: At, house: House, django_assert_max_num_queries: Callable[..., object]
) -> None:
    case = make_life(house.workspace, house["accompanist"], commune="00101")
    for rank in range(60):
        make_line(case, house["rd"], text=f"Ligne {rank}")
    browser = at("rd")
    with django_assert_max_num_queries(20):
        page = browser.get(address(case) + "?page=2").content.decode()
    assert "page 2 sur 3" in page.replace("\u00a0", " ")
    assert "Ligne 0" in page
