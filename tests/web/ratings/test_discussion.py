"""Discussion: differences by how much they matter, a sentence each, nothing overwritten, a consensus beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from terreau.web.cases.models import Case
from terreau.web.core.records import Changed
from terreau.web.ratings import services
from terreau.web.ratings.models import Discussion, Evidence, Rating
from tests.web.people import House
from tests.web.ratings.builders import give, make_pieces

At = Callable[..., Client]


def talks(case: Case) -> str:
    return f"/e/val/projets/{case.reference}/discussion/"


def cell(case: Case, variable: str = "B4") -> str:
    return f"{talks(case)}P3/1/{variable}/"


def say(browser: Client, case: Case, level: str, text: str, version: int = 1, **more: Any) -> Any:
    typed = {
        "gesture": "speak",
        "mot-level": level,
        "mot-text": text,
        "mot-version": version,
        **more,
    }
    return browser.post(cell(case), typed)


def settle(
    browser: Client, case: Case, level: str, text: str, version: str = "", **more: Any
) -> Any:
    typed = {
        "gesture": "agree",
        "accord-level": level,
        "accord-text": text,
        "accord-version": version,
    }
    return browser.post(cell(case), typed | more)


@pytest.fixture
def differing(house: House, case: Case) -> Case:
    """An accompanist says 3, a researcher 1, each citing something."""
    pieces = make_pieces(case)
    give(house["accompanist"], case, "B4", "3", cited=(tuple(pieces["log"].split(":", 1)),))
    give(house["rd"], case, "B4", "1", cited=(tuple(pieces["passage"].split(":", 1)),))
    return case


def test_differences_come_by_gap_then_expectation_then_missing_evidence(
    house: House, at: At, case: Case
) -> None:
    pieces = make_pieces(case)
    cited = (tuple(pieces["log"].split(":", 1)),)
    for variable, mine, theirs in (
        ("A1", "1", "2"), ("B3", "0", "2"), ("A4", "3", "1"), ("B4", "3", "1"), ("C1", "0", "4"),
        ("A5", "NO", "2"), ("B2", "2", "2"),
    ):  # fmt: skip
        give(house["rd"], case, variable, mine, cited=cited if variable == "A4" else ())
        give(house["coder"], case, variable, theirs, cited=cited)
    page = at("rd").get(talks(case)).content.decode()
    waiting, _mark, same = page.partition("Même niveau")
    order = ["C1", "B4", "A4", "B3", "A1", "A5"]  # B3 is only early in this phase
    places = [waiting.index(f"/P3/1/{code}/") for code in order]
    assert places == sorted(places)
    assert "/P3/1/B2/" in same
    assert "⚠" not in page


def test_one_keeps_a_level_with_a_sentence(house: House, at: At, differing: Case) -> None:
    answer = say(at("rd"), differing, "1", "La mairie n’a encore rien écrit.")
    assert answer["Location"] == talks(differing)
    said = Discussion.objects.get()
    assert (said.text, said.rater.reference, said.seq) == (
        "La mairie n’a encore rien écrit.",
        "R-02",
        1,
    )
    mine = Rating.objects.get(rater=said.rater)
    assert (mine.level, mine.version) == ("1", 1)
    assert (
        "La mairie n’a encore rien écrit."
        in at("accompanist").get(talks(differing)).content.decode()
    )


def test_one_changes_a_level_the_former_stays_and_the_sentence_says_both(
    house: House, at: At, differing: Case
) -> None:
    say(at("rd"), differing, "2", "La convention existe.")
    mine = Rating.objects.get(rater__reference="R-02")
    assert (mine.level, mine.version) == ("2", 2)
    assert [row.level for row in mine.history.order_by("history_id")] == ["1", "2"]
    assert (
        Discussion.objects.get().text.replace("\u00a0", " ") == "De 1 à 2 : La convention existe."
    )
    assert Rating.objects.get(rater__reference="R-01").level == "3"
    page = at("accompanist").get(cell(differing)).content.decode()
    assert "Avant" in page
    assert "De 1 à 2" in page
    assert "⚠" not in page


def test_a_sentence_is_asked_and_kept_as_it_was_typed(
    house: House, at: At, differing: Case
) -> None:
    empty = say(at("rd"), differing, "4", "   ")
    assert empty.status_code == 422
    assert "Dites en une phrase" in empty.content.decode()
    assert 'value="4" checked' in empty.content.decode()
    assert not Discussion.objects.exists()
    long = say(at("rd"), differing, "1", "é" * 10_000)
    assert long.status_code == 422
    assert "5\u202f000" in long.content.decode() or "5 000" in long.content.decode()
    odd = "<script>alert(1)</script> مرحبا 🌱 d'accord"
    say(at("rd"), differing, "1", odd)
    assert Discussion.objects.get().text == odd
    page = at("rd").get(cell(differing)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; مرحبا 🌱" in page


def test_nobody_speaks_alone_nor_before_choosing(house: House, at: At, case: Case) -> None:
    give(house["rd"], case, "B4", "1")
    assert say(at("rd"), case, "2", "Seul.").status_code == 422
    give(house["accompanist"], case, "B4", "3")
    refused = say(at("coder"), case, "2", "Sans avoir choisi.")
    assert refused.status_code == 422
    assert "choisissez d’abord votre niveau" in refused.content.decode()
    assert not Discussion.objects.exists()
    theirs = Rating.objects.get(rater__reference="R-01")
    with pytest.raises(PermissionDenied):
        services.speak(house["accompanist"], rating=theirs, level="1", text="…", expected_version=1)


def test_a_level_that_changed_meanwhile_is_said_and_the_sentence_stays(
    house: House, at: At, differing: Case
) -> None:
    give(house["rd"], differing, "B4", "4")
    crossed = say(at("rd"), differing, "2", "Ma phrase.", version=1)
    page = crossed.content.decode()
    assert crossed.status_code == 409
    assert "est devenu 4" in page
    assert "Ma phrase." in page
    assert 'name="mot-version" value="2"' in page
    assert not Discussion.objects.exists()


def test_a_consensus_is_a_layer_beside_the_levels_of_each(
    house: House, at: At, differing: Case
) -> None:
    cited = [f"{row.source_kind}:{row.source}" for row in Evidence.objects.all()]
    answer = settle(at("rd"), differing, "2", "Relu ensemble.", piece=[cited[0], "log:J-9999"])
    assert answer.status_code == 302
    agreed = Rating.objects.get(layer="consensus")
    assert (agreed.level, agreed.rater.reference) == ("2", "R-02")
    assert [f"{row.source_kind}:{row.source}" for row in agreed.evidence.all()] == [cited[0]]
    assert {row.level for row in Rating.objects.filter(layer="individual")} == {"1", "3"}
    said = Discussion.objects.get(rating=agreed).text.replace("\u00a0", " ")
    assert said == "Consensus : 2. Relu ensemble."
    assert "Déjà discuté" in at("accompanist").get(talks(differing)).content.decode()


def test_another_consensus_is_a_new_version_of_the_same(
    house: House, at: At, differing: Case
) -> None:
    settle(at("rd"), differing, "2", "Relu.")
    assert settle(at("accompanist"), differing, "3", "Non.").status_code == 409  # written meanwhile
    settle(at("accompanist"), differing, "3", "La convention est signée.", version="1")
    agreed = Rating.objects.get(layer="consensus")
    assert (agreed.level, agreed.version, agreed.rater.reference) == ("3", 2, "R-02")
    texts = [one.text.replace("\u00a0", " ") for one in Discussion.objects.filter(rating=agreed)]
    assert texts[1] == "Consensus : de 2 à 3. La convention est signée."


def test_a_disagreement_may_stay_and_it_is_said(house: House, at: At, differing: Case) -> None:
    say(at("rd"), differing, "1", "Chacun reste sur sa lecture.", **{"mot-apart": "on"})
    page = at("accompanist").get(talks(differing)).content.decode()
    assert "désaccord maintenu" in page
    assert "À discuter <" not in page
    assert Discussion.objects.get().text.startswith("Désaccord maintenu")


def test_a_partner_speaks_where_they_chose_and_records_no_consensus(
    house: House, at: At, differing: Case
) -> None:
    give(house["partner"], differing, "B4", "2")
    settle(at("rd"), differing, "0", "Relu.")
    page = at("partner").get(cell(differing)).content.decode()
    assert "consensus" not in page.lower()
    assert "douze personnes" not in page  # cited by the team: counted, not read
    assert "pièce que vous ne pouvez pas ouvrir" in page
    assert say(at("partner"), differing, "2", "Vu de la commune.").status_code == 302
    assert settle(at("partner"), differing, "4", "Nous.").status_code == 403
    assert Rating.objects.get(layer="consensus").level == "0"


def test_two_people_agreeing_at_once_do_not_overwrite(house: House, differing: Case) -> None:
    own = {row.rater.reference: row for row in Rating.objects.select_related("rater")}
    services.agree(
        house["rd"], own=own["R-02"], level="2", text="…", cited=frozenset(), expected_version=None
    )
    with pytest.raises(Changed):
        services.agree(
            house["accompanist"], own=own["R-01"], level="4", text="…", cited=frozenset(),
            expected_version=None,
        )  # fmt: skip


@pytest.mark.parametrize("page", [talks, cell])
def test_discussion_asks_little_of_the_base(
    house: House, at: At, differing: Case, page: Any, django_assert_max_num_queries: Any
) -> None:
    for variable in ("A1", "A2", "A3", "C1", "D1"):
        for who, level in (("rd", "1"), ("accompanist", "3"), ("coder", "2")):
            give(house[who], differing, variable, level)
    say(at("rd"), differing, "2", "Une phrase.")
    browser = at("rd")
    with django_assert_max_num_queries(20):
        assert browser.get(page(differing)).status_code == 200
