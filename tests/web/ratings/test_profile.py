"""The panel of the case page and « D’où vient ce chiffre »: medians of what one may read, opened down to the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from terreau.framework import default
from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.interviews.models import Document
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries.profile import profile_cells, sentences
from terreau.web.ratings.queries.stays import current_stay, stays_of
from tests.web.people import House
from tests.web.ratings.builders import give, make_case, make_life, make_pieces, make_stay

At = Callable[..., Client]


def cells(case: Case) -> dict[tuple[str, str], dict[str, Any]]:
    framework = default()
    stays = stays_of(case, framework, case.workspace.current_day())
    found = profile_cells(list(Rating.objects.filter(layer="individual")), framework, stays)
    return {(cell["phase"], cell["pillar"]): cell for cell in found}


def test_levels_are_summed_up_by_ranks_never_by_a_mean(house: House, case: Case) -> None:
    for variable, level in (("B1", "0"), ("B2", "0"), ("B4", "4"), ("B5", "NO")):
        give(house["rd"], case, variable, level)
    give(house["coder"], case, "B1", "4")
    cell = cells(case)["P3", "B"]
    assert (cell["summary"]["n"], cell["n_raters"]) == (4, 2)
    assert (cell["summary"]["median"]["lo"], cell["summary"]["median"]["hi"]) == (0, 4)
    assert cell["summary"]["special"]["NO"] == 1
    assert cells(case)["P1", "C"]["too_early"]  # one variable expected: too early, not absent
    assert cells(case)["P2", "B"]["summary"]["median"] is None


def test_the_sentence_says_the_median_and_on_how_many_it_rests(house: House, case: Case) -> None:
    for variable in ("B1", "B2", "B4"):
        give(house["rd"], case, variable, "3")
    give(house["coder"], case, "B1", "3")
    framework = default()
    stays = stays_of(case, framework, case.workspace.current_day())
    said = sentences(profile_cells(list(Rating.objects.all()), framework, stays), framework, stays)
    text = said[0].text.replace("\u00a0", " ")
    assert text == (
        "Ancrage territorial, en expérimentation : niveau médian 3 sur 4 (4 appréciations, 2 regards)."
    )


def test_the_page_of_a_project_shows_where_it_stands(house: House, at: At, case: Case) -> None:
    give(house["rd"], case, "B4", "3")
    give(house["coder"], case, "B4", "1")
    give(house["coder"], case, "B2", "1")
    page = at("rd").get(case.get_absolute_url()).content.decode()
    assert "Où en est la coopération de territoire" in page
    assert "niveau médian 1 ou 3 sur 4" in page.replace("\u00a0", " ")
    assert "1\u00a0appréciation rendue que vous lirez" in page
    assert "⚠" not in page
    own = at("coder").get(case.get_absolute_url()).content.decode()
    assert "que vous lirez" not in own


def test_the_panel_invites_when_nothing_can_be_read(house: House, at: At, case: Case) -> None:
    give(house.second, case, "B4", "3")
    for who, invited in (("rd", True), ("admin", False)):
        page = at(who).get(case.get_absolute_url()).content.decode()
        assert "Rien que vous puissiez lire encore" in page
        assert ("Apprécier ce projet" in page) == invited
        assert 'class="figure-sentences' not in page


def test_the_panel_stays_in_presentation(house: House, at: At, case: Case) -> None:
    give(house["rd"], case, "B4", "3")
    browser = at("rd")
    browser.post("/e/val/presentation/")
    page = browser.get(case.get_absolute_url()).content.decode()
    assert "niveau médian 3 sur 4" in page.replace("\u00a0", " ")


def test_a_figure_opens_down_to_the_sentence_it_came_from(house: House, at: At, case: Case) -> None:
    pieces = make_pieces(case)
    cited = tuple(tuple(pieces[kind].split(":", 1)) for kind in ("passage", "log"))
    give(house["rd"], case, "B4", "3", cited=cited)
    give(house["accompanist"], case, "B4", "1")
    address = f"/e/val/projets/{case.reference}/appreciations/origine/P3/1/B/"
    page = at("accompanist").get(address).content.decode()
    for words in (
        "chercheur R-01", "vous", "Établi", "c’est la secrétaire de mairie qui tient le planning",
        f"/documents/{Document.objects.get().reference}/#", "douze personnes", "Sans preuve",
    ):  # fmt: skip
        assert words in page, words
    assert "⚠" not in page
    part = at("accompanist").get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "chercheur R-01" in part


def test_what_one_may_not_open_is_counted_not_shown(house: House, at: At, case: Case) -> None:
    hidden = records.create(
        None,
        Document(workspace=house.workspace, case=case, kind="notes", title="Confidences", text="Mot.",
                 confidentiality="restricted"),
    )  # fmt: skip
    give(house["rd"], case, "B4", "3", cited=(("document", hidden.reference), ("log", "J-9999")))
    give(house["accompanist"], case, "B4", "1")
    address = f"/e/val/projets/{case.reference}/appreciations/origine/P3/1/B/"
    page = at("accompanist").get(address).content.decode()
    assert "Confidences" not in page
    assert "2\u00a0pièces que vous ne pouvez pas ouvrir" in page
    assert "Confidences" in at("rd").get(address).content.decode()


def test_stays_follow_dates_then_ranks(house: House) -> None:
    day = house.workspace.current_day()
    dated = make_case(house.workspace)
    make_stay(dated, "P2", start="2020", end="2021")
    make_stay(dated, "P1", start="2021", end="2022")
    make_stay(dated, "P2", seq=2, start="2022")
    keys = [(stay.key, stay.over) for stay in stays_of(dated, default(), day)]
    assert keys == [(("P2", 1), True), (("P1", 1), True), (("P2", 2), False)]
    bare = make_case(house.workspace, "Sans dates")
    for phase in ("P3", "P1", "P2"):
        make_stay(bare, phase)
    stays = stays_of(bare, default(), day)
    assert [stay.key[0] for stay in stays] == ["P1", "P2", "P3"]
    assert current_stay(stays) == stays[-1]
    to_come = make_life(house.workspace, name="À venir")
    make_stay(to_come, "P4", start="2999")
    assert current_stay(stays_of(to_come, default(), day)).key == ("P3", 1)  # type: ignore[union-attr]


def test_the_page_of_a_project_asks_little_of_the_base(
    house: House, at: At, case: Case, django_assert_max_num_queries: Any
) -> None:
    for variable in ("A1", "B1", "B2", "B4", "C1", "D1"):
        for who in ("rd", "coder", "accompanist"):
            give(house[who], case, variable, "2")
    browser = at("rd")
    with django_assert_max_num_queries(20):
        browser.get(f"/e/val/projets/{case.reference}/appreciations/origine/P3/1/B/")
    with django_assert_max_num_queries(20):
        browser.get(case.get_absolute_url())
