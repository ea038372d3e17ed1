"""The rows of a case: one mechanism for phases, standby, links, outcomes, means, places, groups, roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from terreau.web.cases.forms.rows import RowForm
from terreau.web.cases.models import Case, CasePhase, Means, Outcome, Stance, Standby
from terreau.web.cases.row_kinds import ROWS
from terreau.web.core import records
from terreau.web.core.models import Act
from tests.web.cases.builders import make_actor, make_case, make_place
from tests.web.people import House

At = Callable[..., Client]

GOOD: dict[str, dict[str, str]] = {
    "phases": {"phase": "P1", "start": "mars 2018"},
    "veilles": {"start": "été 2019", "end": "2020", "reason": "Plus de local"},
    "liens": {"relation": "born_from", "other": "P-0002"},
    "devenirs": {"outcome": "alive_24m", "date": "2021", "value": "oui"},
    "moyens": {"family": "market", "amount": "env. 10 000", "year": "2021"},
    "places": {"actor_name": "Commune des Ponts", "role": "prête un local"},
    "collectifs": {"group": "Les Amis des Trois Ponts", "since": "2017"},
    "roles": {"phase": "P2", "stance": "facilitates"},
}


def address(case: Case, word: str, pk: int | None = None, name: str = "row-edit") -> str:
    parts: list[Any] = [case.workspace.code, case.reference, word]
    return reverse("cases:row-new", args=parts) if pk is None else reverse(
        f"cases:{name}", args=[*parts, pk]
    )  # fmt: skip


def add(at: At, case: Case, word: str, **typed: str) -> HttpResponse:
    return at("accompanist").post(address(case, word), typed)


def errors(page: HttpResponse) -> str:
    assert page.status_code == 422, page.status_code
    text = page.content.decode()
    start = text.index('role="alert"')
    return text[start : text.index("</div>", start)]


@pytest.fixture
def case(house: House) -> Case:
    """A project, a second one, and an actor they may name."""
    found = make_case(house.workspace)
    make_case(house.workspace, "La Menuiserie")
    make_actor(house.workspace)
    return found


@pytest.mark.parametrize("word", sorted(ROWS))
def test_each_kind_of_row_is_added_read_changed_taken_away_and_put_back(
    case: Case, at: At, word: str
) -> None:
    browser = at("accompanist")
    assert "⚠" not in browser.get(address(case, word)).content.decode()
    saved = browser.post(address(case, word), GOOD[word])
    assert saved.status_code == 302, saved.content.decode()
    row = ROWS[word].model.objects.live().get(case=case)
    assert Act.objects.filter(verb="create", about=case.reference).count() == 2  # case and row

    page = browser.get(address(case, word, row.pk)).content.decode()
    assert "⚠" not in page
    typed = {**GOOD[word], "version": str(row.version)}
    assert browser.post(address(case, word, row.pk), typed).status_code == 302
    row.refresh_from_db()
    assert row.version == 1  # the same words: nothing was said

    away = address(case, word, row.pk, "row-archive")
    assert "⚠" not in browser.get(away).content.decode()
    browser.post(away, {"gesture": "archive"})
    assert not ROWS[word].model.objects.live().filter(case=case).exists()
    assert browser.get(address(case, word, row.pk)).headers["Location"] == away
    assert "Remettre" in browser.get(away).content.decode()
    browser.post(away, {"gesture": "restore"})
    assert ROWS[word].model.objects.live().filter(case=case).count() == 1


def test_another_word_in_the_address_leads_nowhere(case: Case, at: At) -> None:
    with pytest.raises(NoReverseMatch):
        address(case, "secrets")
    page = at("accompanist").get(address(case, "phases").replace("phases", "secrets"))
    assert page.status_code == 404


def test_a_row_is_found_under_its_own_case_only(case: Case, at: At) -> None:
    add(at, case, "devenirs", **GOOD["devenirs"])
    row = Outcome.objects.get()
    other = make_case(case.workspace, "Autre")
    assert at("accompanist").get(address(other, "devenirs", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("word", "typed", "sentence"),
    [
        ("phases", {"phase": "P1", "start": "31/02/2018"}, "pas une date comprise"),
        ("phases", {"phase": "P1", "start": "2999"}, "à venir"),
        ("phases", {"phase": "P1", "start": "2020", "end": "2018"}, "La fin est avant le début"),
        ("phases", {"phase": "un moment"}, "pas dans le référentiel"),
        ("phases", {"phase": "P1", "seq": "-3"}, "supérieure ou égale à"),
        ("veilles", {"start": "2999"}, "à venir"),
        ("liens", {"relation": "born_from", "other": "P-0001"}, "le projet lui-même"),
        ("liens", {"relation": "born_from", "other": "La Menuise"}, "P-0002 La Menuiserie"),
        ("liens", {"relation": "born_from", "other": "Zzz"}, "ne désigne pas un projet"),
        ("devenirs", {"outcome": "used", "value": "oui"}, "Date"),
        ("devenirs", {"outcome": "rien", "date": "2020", "value": "oui"}, "Devenir"),
        ("moyens", {"family": "market", "paid": "-500"}, "ne peut pas être négatif"),
        ("moyens", {"family": "market", "amount": "beaucoup"}, "pas un montant compris"),
        ("moyens", {"family": "market", "year": "20"}, "entre 1900 et"),
        ("moyens", {"family": "market", "funder": "a" * 10_000}, "200"),
        ("places", {"actor_name": "Personne d’ici"}, "Aucun acteur ne porte ce nom"),
        ("places", {"actor_name": "Commune des Pont"}, "A-0001 Commune des Ponts"),
        ("places", {"actor_name": "A-0001", "from_phase": "P3", "to_phase": "P1"}, "avant la première"),
        ("collectifs", {"group": "  "}, "obligatoire"),
        ("roles", {"phase": "P1"}, "Rôle"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    case: Case, at: At, word: str, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in errors(add(at, case, word, **typed))
    assert not ROWS[word].model.objects.exists()


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("liens", "déjà écrit"),
        ("devenirs", "déjà écrit à cette date"),
        ("collectifs", "déjà écrit"),
    ],
)
def test_a_key_taken_is_said(case: Case, at: At, word: str, sentence: str) -> None:
    assert add(at, case, word, **GOOD[word]).status_code == 302
    assert sentence in errors(add(at, case, word, **GOOD[word]))


def test_a_key_taken_between_the_check_and_the_writing_is_a_sentence_too(
    case: Case, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(at, case, "devenirs", **GOOD["devenirs"])
    really, asked = RowForm._is_taken, []

    def late(form: RowForm, cleaned: dict[str, Any]) -> bool:
        asked.append(cleaned)  # the other writes just after the first look
        return len(asked) > 1 and really(form, cleaned)

    monkeypatch.setattr(RowForm, "_is_taken", late)
    assert "déjà écrit à cette date" in errors(add(at, case, "devenirs", **GOOD["devenirs"]))
    assert Outcome.objects.count() == 1


def test_words_are_kept_as_written_and_escaped(case: Case, at: At) -> None:
    said = "<b>Élan</b> 🌱 \u202eאבג & « oui »"
    add(at, case, "veilles", start="2019", reason=said)
    row = Standby.objects.get()
    assert row.reason == said
    page = at("accompanist").get(address(case, "veilles", row.pk)).content.decode()
    assert "<b>Élan</b>" not in page
    assert "&lt;b&gt;Élan&lt;/b&gt;" in page


def test_coming_back_to_a_phase_is_a_return(case: Case, at: At) -> None:
    add(at, case, "phases", phase="P2", start="2018", end="2019")
    page = at("accompanist").get(address(case, "phases")).content.decode()
    assert "déjà vécue : ce sera un retour" in page.replace("\u00a0", " ").replace("\u202f", " ")
    add(at, case, "phases", phase="P2", start="2021")
    assert list(CasePhase.objects.values_list("phase", "seq")) == [("P2", 1), ("P2", 2)]
    assert "retour" in errors(add(at, case, "phases", phase="P2", seq="2"))


def test_a_phase_taken_away_leaves_its_rank(case: Case, at: At) -> None:
    add(at, case, "phases", phase="P2", start="2018")
    first = CasePhase.objects.get()
    records.archive(None, first)
    add(at, case, "phases", phase="P2", start="2019")
    assert CasePhase.objects.live().get().seq == 1
    back = at("accompanist").post(
        address(case, "phases", first.pk, "row-archive"), {"gesture": "restore"}
    )
    assert back.status_code == 422  # two stays of one rank: said, not a fault
    assert "déjà écrite" in back.content.decode()


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (("P1", "2018", "2020"), ("P2", "mars 2019", "2021"), "se recouvrent"),
        (("P1", "2020", ""), ("P2", "2018", ""), "commence après"),
    ],
)
def test_what_surprises_is_said_and_written_all_the_same(
    case: Case, at: At, first: tuple[str, ...], second: tuple[str, ...], sentence: str
) -> None:
    for phase, start, end in (first, second):
        page = add(at, case, "phases", phase=phase, start=start, end=end)
    said = " ".join(str(m) for m in page.wsgi_request._messages)
    assert sentence in said
    assert CasePhase.objects.count() == 2


def test_approximate_dates_that_may_agree_are_not_a_surprise(case: Case, at: At) -> None:
    add(at, case, "phases", phase="P1", start="2018", end="2019")
    page = add(at, case, "phases", phase="P2", start="2019", end="2020")
    assert [m.level_tag for m in page.wsgi_request._messages] == ["success"]


@pytest.mark.parametrize("word", ["phases", "roles"])
def test_a_kind_without_phases_says_so(house: House, at: At, word: str) -> None:
    place = make_case(house.workspace, "Le Moulin", kind="tiers_lieu")
    page = at("accompanist").get(address(place, word)).content.decode()
    assert "pas de référentiel" in page
    typed = {"phase": "ouverture", "stance": "carries"}
    assert "pas de référentiel" in errors(add(at, place, word, **typed))


def test_a_merger_writes_the_end_of_the_case_with_the_link(case: Case, at: At) -> None:
    typed = {"relation": "merged_into", "other": "P-0002 La Menuiserie", "end_case": "on"}
    assert "Dites la date" in errors(add(at, case, "liens", **typed))
    add(at, case, "liens", **typed, date="mars 2020")
    case.refresh_from_db()
    assert (case.ended, case.exit_reason) == ("mars 2020", "absorption")
    page = at("accompanist").get(address(case, "liens")).content.decode()
    assert 'name="end_case"' not in page  # it has its end: not offered again


def test_the_end_is_written_for_a_merger_alone(case: Case, at: At) -> None:
    typed = {"relation": "shares_with", "other": "P-0002", "end_case": "on", "date": "2020"}
    assert "que pour une fusion" in errors(add(at, case, "liens", **typed))
    case.refresh_from_db()
    assert case.ended == ""


def test_a_link_is_read_from_both_sides_and_written_once(case: Case, at: At) -> None:
    from terreau.web.cases.queries.rows import ties_of

    other = Case.objects.get(reference="P-0002")
    add(at, case, "liens", relation="merged_into", other="P-0002", date="2020")
    assert [(tie.words, tie.other) for tie in ties_of(case)] == [("fusionné dans", other)]
    assert [(tie.words, tie.other) for tie in ties_of(other)] == [("a reçu par fusion", case)]
    back = add(at, other, "liens", relation="merged_into", other=case.reference)
    assert "un seul des deux est vrai" in errors(back)


def test_a_place_and_its_new_actor_are_added_in_one_gesture(case: Case, at: At) -> None:
    typed = {"actor_name": "Scierie Morel", "new_actor": "on", "sector": "private", "gives": "chutes"}  # fmt: skip
    assert add(at, case, "places", **typed, commune="Lons-le-Saunier").status_code == 302
    place = case.involvement_rows.get()
    assert (place.actor.name, place.actor.sector, place.actor.commune) == (
        "Scierie Morel", "private", "39300",
    )  # fmt: skip
    assert (place.seq, place.gives) == (1, "chutes")


def test_a_new_actor_nearly_of_the_same_name_is_confirmed_first(case: Case, at: At) -> None:
    typed = {"actor_name": "Commune des Pont", "new_actor": "on"}
    page = add(at, case, "places", **typed)
    assert "A-0001 Commune des Ponts" in errors(page)
    assert 'name="distinct"' in page.content.decode()
    assert add(at, case, "places", **typed, distinct="on").status_code == 302
    assert case.involvement_rows.get().actor.reference == "A-0002"


def test_an_actor_may_have_several_places_in_turn(case: Case, at: At) -> None:
    for role in ("porteur", "financeur"):
        add(at, case, "places", actor_name="A-0001 Commune des Ponts", role=role)
    assert list(case.involvement_rows.values_list("seq", "role")) == [(1, "porteur"), (2, "financeur")]  # fmt: skip


def test_ranks_of_means_follow_each_other_even_after_one_was_taken_away(case: Case, at: At) -> None:
    add(at, case, "moyens", family="market")
    records.archive(None, Means.objects.get())
    add(at, case, "moyens", family="reciprocity")
    assert list(Means.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


def test_two_people_on_one_row_keep_both_their_words(case: Case, at: At) -> None:
    add(at, case, "roles", phase="P1", stance="facilitates", for_whom="les élus")
    row = Stance.objects.get()
    typed = {"phase": "P1", "seq": "1", "stance": "carries", "for_whom": "les élus", "version": "1"}
    other = {**typed, "stance": "supplies"}
    at("rd").post(address(case, "roles", row.pk), other)
    page = at("accompanist").post(address(case, "roles", row.pk), typed)
    assert page.status_code == 409
    text = page.content.decode()
    assert "fournit" in text
    assert "porte" in text


def test_the_name_of_a_person_is_veiled_in_presentation(case: Case, at: At) -> None:
    make_place(case, make_actor(case.workspace, "Jeanne Morel", person=True))
    browser = at("accompanist")
    assert "Jeanne Morel" in browser.get(address(case, "places")).content.decode()
    session = browser.session
    session["presentation"] = True
    session.save()
    assert "Jeanne Morel" not in browser.get(address(case, "places")).content.decode()


@pytest.mark.parametrize("word", sorted(ROWS))
def test_a_page_asks_few_things_of_the_base_whatever_it_holds(
    case: Case, at: At, word: str, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        actor = make_actor(case.workspace, f"Acteur {n}")
        make_place(case, actor)
        other = make_case(case.workspace, f"Projet {n}")
        records.create(None, Means(workspace=case.workspace, case=case, seq=n + 1, family="market"))
        add(at, case, "liens", relation="born_from", other=other.reference)
    browser = at("accompanist")
    with django_assert_max_num_queries(12):
        browser.get(address(case, word))


def test_a_race_never_writes_half(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from terreau.web.cases.models import Actor, Involvement
    from terreau.web.cases.services import rows

    def taken(*_a: Any, **_o: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(rows, "write_row", taken)
    place = Involvement(workspace=case.workspace, case=case)
    with pytest.raises(IntegrityError):
        rows.write_involvement(
            None,  # type: ignore[arg-type]
            involvement=place,
            new_actor=Actor(workspace=case.workspace, name="Nouvelle"),
        )
    assert not Actor.objects.filter(name="Nouvelle").exists()
