"""« Apprécier »: one variable at a time, saved as one goes, kept, changed, never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.interviews.models import Consent, Document, Interview, Participant
from terreau.web.ratings.models import Evidence, Rating
from tests.web.people import House
from tests.web.ratings.builders import give, make_case, make_life, make_pieces, make_stay

At = Callable[..., Client]
SAVE = {"x-terreau-save": "1"}


def place(case: Case, variable: str = "B4", phase: str = "P3", seq: int = 1) -> str:
    return f"/e/val/projets/{case.reference}/apprecier/{phase}/{seq}/{variable}/"


def choose(browser: Client, case: Case, level: str, **more: Any) -> Any:
    where = more.pop("where", place(case))
    return browser.post(where, {"level": level, **more})


def test_a_level_is_kept_and_the_next_variable_comes(house: House, at: At, case: Case) -> None:
    answer = choose(at("accompanist"), case, "3")
    assert answer["Location"] == place(case, "B5")
    rating = Rating.objects.get()
    assert (rating.level, rating.layer, rating.framework, rating.date) == (
        "3", "individual", "ect@0.1", "2026-11-12",
    )  # fmt: skip
    assert rating.rater.kind == "accompanist"
    assert not rating.retrospective


def test_the_page_says_the_variable_its_levels_and_how_far_one_is(
    house: House, at: At, case: Case
) -> None:
    give(house["accompanist"], case, "A1", "2")
    page = at("accompanist").get(place(case, "A2")).content.decode()
    for words in ("Co-responsabilité", "Structurant", "2e\xa0sur", "encore 22"):
        assert words in page.replace("2e sur", "2e\xa0sur"), words
    assert page.count('name="level"') == 8
    assert "⚠" not in page


@pytest.mark.parametrize("level", ["0", "4", "NO", "SO", "JNSP"])
def test_every_answer_of_the_scale_is_taken(house: House, at: At, case: Case, level: str) -> None:
    choose(at("rd"), case, level)
    assert Rating.objects.get().level == level


def test_choosing_again_is_a_new_version_of_the_same_rating(
    house: House, at: At, case: Case
) -> None:
    browser = at("accompanist")
    choose(browser, case, "1")
    choose(browser, case, "3", version="1")
    rating = Rating.objects.get()
    assert (rating.level, rating.version) == ("3", 2)
    assert [row.level for row in rating.history.order_by("history_id")] == ["1", "3"]
    choose(browser, case, "3", version="2")
    assert Rating.objects.get().version == 2  # nothing new was said


def test_two_tabs_both_keep_their_choice_until_one_is_chosen(
    house: House, at: At, case: Case
) -> None:
    browser = at("accompanist")
    choose(browser, case, "1", version="")
    crossed = choose(browser, case, "4", version="", piece=[], retrospective="on")
    page = crossed.content.decode()
    assert crossed.status_code == 409
    assert "1 · Amorcé" in page
    assert "4 · Structurant" in page
    assert "⚠" not in page
    assert Rating.objects.get().level == "1"
    theirs = browser.post(place(case), {"gesture": "theirs", "level": "4", "version": "1"})
    assert theirs["Location"] == place(case, "B5")
    assert Rating.objects.get().level == "1"
    choose(browser, case, "4", version="1", retrospective="on")
    assert (Rating.objects.get().level, Rating.objects.get().retrospective) == ("4", True)


def test_two_tabs_with_the_same_level_need_no_choice(house: House, at: At, case: Case) -> None:
    pieces = make_pieces(case)
    browser = at("accompanist")
    choose(browser, case, "2", version="", piece=[pieces["log"]])
    again = choose(browser, case, "2", version="", piece=[pieces["means"]])
    assert again.status_code == 302
    held = {f"{row.source_kind}:{row.source}" for row in Evidence.objects.live()}
    assert held == {pieces["log"], pieces["means"]}  # what the other tab cited stays


def test_saving_as_one_goes_answers_with_the_hour(house: House, at: At, case: Case) -> None:
    browser = at("accompanist")
    answer = browser.post(place(case), {"level": "2"}, headers=SAVE)
    said = json.loads(answer.content)
    assert said["saved"].startswith("enregistré à ")
    assert said["version"] == 1
    assert Rating.objects.get().level == "2"
    crossed = json.loads(browser.post(place(case), {"level": "3"}, headers=SAVE).content)
    assert crossed["saved"] == ""
    assert "dans une autre fenêtre" in crossed["said"]
    assert Rating.objects.get().level == "2"


def test_a_piece_ticked_before_a_level_is_not_an_error(house: House, at: At, case: Case) -> None:
    pieces = make_pieces(case)
    answer = at("accompanist").post(place(case), {"piece": pieces["log"]}, headers=SAVE)
    assert "choisissez un niveau" in json.loads(answer.content)["said"]
    assert not Rating.objects.exists()


def test_next_without_a_level_is_said_and_what_was_ticked_stays(
    house: House, at: At, case: Case
) -> None:
    pieces = make_pieces(case)
    answer = at("accompanist").post(place(case), {"piece": pieces["log"], "retrospective": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choisissez un niveau" in page
    assert f'value="{pieces["log"]}" checked' in page
    assert not Rating.objects.exists()


@pytest.mark.parametrize("level", ["5", "-1", "3,5", "<b>3</b>", "no", "é" * 10_000])
def test_an_answer_that_is_not_of_the_scale_is_refused(
    house: House, at: At, case: Case, level: str
) -> None:
    answer = choose(at("accompanist"), case, level)
    assert answer.status_code == 422
    assert "pas de l’échelle" in answer.content.decode()
    assert "<b>3</b>" not in answer.content.decode()
    assert not Rating.objects.exists()


def test_one_passes_resumes_and_ends(house: House, at: At, case: Case) -> None:
    from terreau.framework import default

    browser = at("accompanist")
    asked = [variable.code for variable in default().expected_in("P3")]
    for code in asked[1:-1]:
        give(house["accompanist"], case, code, "1")
    page = browser.get(place(case, asked[0])).content.decode()
    assert f'href="{place(case, asked[-1])}">Passer' in page
    start = browser.get(f"/e/val/projets/{case.reference}/apprecier/P3/1/")
    assert start["Location"] == place(case, asked[0])
    last = choose(browser, case, "2", where=place(case, asked[-1]))
    assert last["Location"] == f"/e/val/projets/{case.reference}/appreciations/"
    assert "Il en reste 1" in browser.get(last["Location"]).content.decode()
    choose(browser, case, "2", where=place(case, asked[0]))
    done = browser.get(f"/e/val/projets/{case.reference}/apprecier/P3/1/")
    assert done["Location"].endswith("/appreciations/")


def test_the_stay_is_chosen_first_when_there_are_several(house: House, at: At, case: Case) -> None:
    page = at("accompanist").get(f"/e/val/projets/{case.reference}/apprecier/").content.decode()
    assert "De quelle phase parlez-vous" in page
    assert page.count('class="stay"') == 3
    assert page.index("phase actuelle") > page.index("passée")
    lone = make_case(house.workspace, "Café citoyen")
    make_stay(lone, "P1", start="2026")
    answer = at("accompanist").get(f"/e/val/projets/{lone.reference}/apprecier/")
    assert answer["Location"] == f"/e/val/projets/{lone.reference}/apprecier/P1/1/"


def test_without_phase_or_framework_the_page_says_the_first_gesture(house: House, at: At) -> None:
    bare = make_case(house.workspace, "Une halle")
    place_ = Case(workspace=house.workspace, kind="tiers_lieu", name="La Halle")
    records.create(None, place_)
    for case, words in ((bare, "Écrire ses phases"), (place_, "pas de référentiel")):
        for page in ("apprecier", "appreciations", "discussion"):
            shown = at("rd").get(f"/e/val/projets/{case.reference}/{page}/").content.decode()
            assert "⚠" not in shown
            if page != "discussion" or case is place_:
                assert words in shown, (case, page)


def test_a_return_to_a_phase_is_another_cell(house: House, at: At, case: Case) -> None:
    make_stay(case, "P2", seq=2, start="2025")
    choose(at("rd"), case, "1", where=place(case, "B4", "P2", 1))
    choose(at("rd"), case, "3", where=place(case, "B4", "P2", 2))
    assert {(row.seq, row.level) for row in Rating.objects.all()} == {(1, "1"), (2, "3")}


def test_a_phase_that_is_over_is_judged_afterwards_and_one_may_say_otherwise(
    house: House, at: At, case: Case
) -> None:
    past, now = place(case, "B4", "P2"), place(case, "B4", "P3")
    assert (
        "checked" in at("rd").get(past).content.decode().partition('name="retrospective"')[2][:60]
    )
    assert (
        "checked"
        not in at("rd").get(now).content.decode().partition('name="retrospective"')[2][:60]
    )
    choose(at("rd"), case, "2", where=past, retrospective="on")
    assert Rating.objects.get().retrospective
    choose(at("rd"), case, "2", where=past, version="1")
    assert not Rating.objects.get().retrospective


def test_pieces_of_each_kind_are_cited_with_one_gesture_and_taken_back(
    house: House, at: At, case: Case
) -> None:
    pieces = make_pieces(case)
    browser = at("accompanist")
    page = browser.get(place(case)).content.decode()
    assert all(f'value="{key}"' in page for key in pieces.values())
    choose(browser, case, "3", piece=list(pieces.values()))
    held = {f"{row.source_kind}:{row.source}" for row in Evidence.objects.live()}
    assert held == set(pieces.values())
    assert browser.get(place(case)).content.decode().count('name="piece"') == len(pieces)
    kept = [pieces["passage"], pieces["log"]]
    choose(browser, case, "3", version="1", piece=kept, known="\r\n".join(pieces.values()))
    assert {f"{row.source_kind}:{row.source}" for row in Evidence.objects.live()} == set(kept)
    assert Evidence.objects.count() == len(pieces)  # archived, not erased


def test_a_piece_of_another_project_or_out_of_ones_rights_is_not_cited(
    house: House, at: At, case: Case
) -> None:
    elsewhere = make_pieces(make_life(house.workspace, name="Paniers du plateau"))
    hidden = records.create(
        None,
        Document(workspace=house.workspace, case=case, kind="notes", title="Restreint", text="Secret.",
                 confidentiality="restricted"),
    )  # fmt: skip
    forged = [
        elsewhere["log"],
        f"document:{hidden.reference}",
        "log:J-9999",
        "rien",
        "x:" + "y" * 9000,
    ]
    choose(at("accompanist"), case, "3", piece=forged)
    assert Rating.objects.get().level == "3"
    assert not Evidence.objects.exists()
    assert "Restreint" not in at("accompanist").get(place(case)).content.decode()
    assert "Restreint" in at("rd").get(place(case)).content.decode()


def test_a_partner_cites_facts_not_the_papers_of_the_team(house: House, at: At, case: Case) -> None:
    pieces = make_pieces(case)
    page = at("partner").get(place(case)).content.decode()
    shown = {kind for kind, key in pieces.items() if f'value="{key}"' in page}
    assert shown == {"outcome", "means"}
    assert "douze personnes" not in page
    choose(at("partner"), case, "3", piece=list(pieces.values()))
    assert {row.source_kind for row in Evidence.objects.all()} == {"outcome", "means"}


def test_the_interview_it_rests_on_is_of_this_project(house: House, at: At, case: Case) -> None:
    def heard(about: Case) -> Interview:
        interview = records.create(
            None, Interview(workspace=house.workspace, case=about, informant_kind="holder")
        )
        person = records.create(None, Participant(workspace=house.workspace, interview=interview))
        records.create(
            None, Consent(workspace=house.workspace, participant=person, transcribe=True)
        )
        return interview

    here = heard(case)
    other = heard(make_life(house.workspace, name="Paniers du plateau"))
    refused = choose(at("rd"), case, "2", informant=other.pk)
    assert refused.status_code == 422
    assert "pas de ce projet" in refused.content.decode()
    choose(at("rd"), case, "2", informant=here.pk)
    assert Rating.objects.get().informant == here


def test_a_choice_can_be_taken_back_and_given_again(house: House, at: At, case: Case) -> None:
    pieces = make_pieces(case)
    browser = at("accompanist")
    choose(browser, case, "3", piece=[pieces["log"]])
    browser.post(place(case), {"gesture": "withdraw"})
    assert not Rating.objects.live().exists()
    assert not Evidence.objects.live().exists()
    choose(browser, case, "1", version="")
    assert Rating.objects.live().get().level == "1"


def test_a_session_that_ended_gives_back_what_was_chosen(house: House, at: At, case: Case) -> None:
    browser = at("accompanist")
    browser.logout()
    sent = browser.post(place(case), {"level": "3", "retrospective": "on"})
    assert sent["Location"].startswith("/compte/login/")
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    session = browser.session
    kept = session["kept_input"]
    browser.force_login(house["accompanist"], backend=backend)
    session = browser.session
    session["kept_input"] = kept
    session.save()
    page = browser.get(place(case) + "?reprise=1").content.decode()
    assert "Rien n’est perdu" in page
    assert 'value="3" data-answer="3" checked' in page


def test_an_archived_project_is_no_longer_appraised(house: House, at: At, case: Case) -> None:
    records.archive(None, case)
    assert at("rd").get(place(case)).status_code == 404
    assert choose(at("rd"), case, "2").status_code == 404


def test_the_page_asks_little_of_the_base_whatever_it_holds(
    house: House, at: At, case: Case, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        make_pieces(make_life(house.workspace, name=f"Autre {number}"))
    pieces = make_pieces(case)
    for user in (house["rd"], house["coder"], house.second):
        give(user, case, "B4", "2", cited=(tuple(pieces["log"].split(":", 1)),))
    browser = at("accompanist")
    give(house["accompanist"], case, "B4", "3", cited=(tuple(pieces["log"].split(":", 1)),))
    with django_assert_max_num_queries(20):
        browser.get(place(case))
