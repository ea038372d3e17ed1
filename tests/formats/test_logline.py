"""The reading of a sentence: what is proposed, what is doubtful, what is left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.formats.logline import happened, read_line
from terreau.formats.logline.counts import number_words, numbers
from terreau.formats.logline.plain import plain
from terreau.i18n import parse_date

DAY = date(2026, 11, 12)  # a Thursday
NAMES = {
    "P-0001": "La Ressourcerie des Trois Ponts",
    "P-0002": "Café citoyen",
    "P-0003": "Paniers du plateau",
    "P-0004": "L’Escale",
    "P-0005": "Café des sœurs",
}
MEETING = "Réunion mairie, 12 personnes dont 3 élus, le local est acquis. Ensuite : visite le 14."


def read(text: str, day: date = DAY) -> dict[str, str]:
    """What is proposed, as « field: value », with « ? » where it is doubtful."""
    found = read_line(text, day, NAMES).proposals
    return {one.field: one.value + ("" if one.sure else " ?") for one in found}


def test_the_sentence_of_the_telephone_is_understood() -> None:
    assert read(f"Ressourcerie : {MEETING}") == {
        "case": "P-0001", "attendance": "12", "public": "3", "rest": "9 ?", "kind": "meeting",
        "milestone": "reached", "next_step": "visite", "next_on": "2026-11-14",
    }  # fmt: skip


def test_numbers_in_words_are_those_in_digits() -> None:
    words = read("Réunion mairie, douze personnes dont trois élus")
    assert words == read("Réunion mairie, 12 personnes dont 3 élus")
    assert read("vingt et une personnes, dont une élue")["public"] == "1"
    assert read("Soixante-quinze participantes")["attendance"] == "75"
    assert read("On était huit autour de la table")["attendance"] == "8"


@pytest.mark.parametrize(
    "text",
    [
        "environ 12 personnes", "une douzaine de personnes", "12 ou 13 personnes", "entre 10 et 12 personnes",
        "12 personnes attendues", "12 personnes le matin, 8 personnes le soir", "8 habitants et 4 élus",
    ],
)  # fmt: skip
def test_a_number_that_is_not_sure_is_proposed_with_a_doubt(text: str) -> None:
    assert read(text)["attendance"].endswith(" ?")


@pytest.mark.parametrize(
    "text",
    [
        "3 élus excusés", "aucun élu", "il manquait 3 élus", "un élu nous a dit oui", "à 12 h, 180 m² visités",
        "12 % de 3 000 € en 2026", "deux trois personnes", "R2D2 habitants",
    ],
)  # fmt: skip
def test_nobody_is_counted_who_was_not_said_to_be_there(text: str) -> None:
    assert not {"attendance", "public", "civil_society", "rest"} & set(read(text))


def test_parts_larger_than_the_whole_are_all_doubtful() -> None:
    found = read("5 personnes dont 3 élus et 9 habitants")
    assert {found["attendance"], found["public"], found["civil_society"]} == {"5 ?", "3 ?", "9 ?"}


def test_inclusive_writing_is_read() -> None:
    found = read("Visite avec 2 élu·e·s, 4 habitant(e)s et 3 commerçant-e-s")
    assert (found["public"], found["civil_society"], found["private"]) == ("2", "4", "3")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hier, atelier", "2026-11-11"),
        ("avant-hier, atelier", "2026-11-10"),
        ("Mardi dernier, visite", "2026-11-10"),
        ("AG lundi", "2026-11-09"),
        ("Visite le 3 avec les élus", "2026-11-03"),
        ("Visite le 3 novembre", "2026-11-03"),
        ("Réunion du 31/10", "2026-10-31"),
        ("Réunion du 31/10/2025", "2025-10-31"),
        ("Réunion le 20 décembre 2025", "2025-12-20"),
        ("il y a trois semaines, atelier", "2026-10-22"),
        ("ce matin, permanence", "2026-11-12"),
    ],
)
def test_the_day_it_happened_is_counted_from_the_day_of_writing(text: str, day: str) -> None:
    assert read(text)["date"] == day


@pytest.mark.parametrize(
    ("text", "step", "day"),
    [
        ("Vu la mairie. Ensuite : visite le 14.", "visite", "2026-11-14"),
        ("Vu la mairie. Ensuite, visite le 3", "visite", "2026-12-03"),
        ("Vu la mairie -> envoyer la copie lundi", "envoyer la copie", "2026-11-16"),
        ("À faire : demain, rappeler la Région", "rappeler la Région", "2026-11-13"),
        ("Suite : dossier pour le 15 janvier", "dossier", "2027-01-15"),
        ("Puis point dans deux semaines", "point", "2026-11-26"),
    ],
)
def test_what_comes_next_is_read_after_its_sign(text: str, step: str, day: str) -> None:
    found = read(text)
    assert (found["next_step"], found["next_on"]) == (step, day)


def test_a_day_to_come_without_a_sign_is_a_question() -> None:
    assert read("Visite le 14")["next_on"] == "2026-11-14 ?"
    assert read("Rappeler la Région avant le 20")["next_step"] == "Rappeler la Région ?"
    assert "next_on" not in read("Rencontre au marché de samedi")
    assert read("Rencontre lundi avec la mairie")["date"] == "2026-11-09"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Réunion en mairie, on décide de continuer", "meeting"),
        ("On a décidé d’arrêter", "decision"),
        ("Le bail est signé", "milestone"),
        ("La chaudière est en panne", "difficulty"),
        ("Appel Région : le solde attend une attestation", "difficulty ?"),
    ],
)
def test_the_kind_is_proposed_from_the_words(text: str, kind: str) -> None:
    assert read(text)["kind"] == kind


def test_nothing_is_said_of_a_sentence_that_says_nothing() -> None:
    assert read("Il faisait beau") == {}


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Décidé d’arrêter les permanences", "stop"),
        ("On vote la poursuite : on continue", "continue"),
        ("On suspend jusqu’au printemps", "pause"),
        ("Décision de changer de local", "redirect"),
        ("Décision prise", "other ?"),
    ],
)
def test_the_sense_of_a_decision_is_read(text: str, sense: str) -> None:
    assert read(text)["decision"] == sense


def test_a_step_refused_is_not_reached() -> None:
    assert "milestone" not in read("Le bail n’est pas encore signé")
    assert read("On décale l’ouverture à janvier") == {
        "kind": "milestone", "milestone": "postponed", "moved_to": "janvier 2027",
    }  # fmt: skip
    assert read("Ouverture prévue le 14 mars")["planned_for"] == "2027-03-14"
    assert read("L’assemblée est annulée")["milestone"] == "missed"


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Paniers du plateau : réunion", "P-0003"),
        ("vu p-0002 hier", "P-0002"),
        ("Atelier à l’Escale", "P-0004"),
        ("atelier à l’escale", "P-0004 ?"),  # « une escale »
        ("réunion au café des soeurs", "P-0005"),
        ("Ressourcerie : bail", "P-0001"),
        ("passé à la ressourcerie", "P-0001 ?"),
        ("Café : 5 présents", "P-0002 ?"),
    ],
)
def test_the_case_is_named_surely_or_with_a_doubt(text: str, case: str) -> None:
    assert read(text)["case"] == case


def test_two_cases_named_are_both_proposed_none_surely() -> None:
    found = read_line("Café citoyen et Paniers du plateau ensemble", DAY, NAMES)
    assert not found.proposals[0].sure
    assert set(found.cases) >= {"P-0002", "P-0003"}


def test_what_happened_is_the_sentence_without_its_next_step() -> None:
    assert happened(MEETING).endswith("le local est acquis.")
    assert happened("Ensuite : visite le 14") == "Ensuite : visite le 14"
    assert happened("Ensuite du bruit") == "Ensuite du bruit"


WORDS = st.sampled_from(
    ["Ensuite", ":", ",", ".", ";", "!", "->", "le", "au", "du", "14", "31", "12", "3", "0", "999999", "1er", "14/11", "31/02/2026", "2026-13-40", "hier", "demain", "lundi", "mardi", "dernier", "prochain", "janvier", "mai", "dans", "il", "y", "a", "jours", "semaines", "douze", "deux", "cents", "mille", "quatre-vingt", "une", "dizaine", "de", "personnes", "élus", "habitant·e·s", "présents", "dont", "pas", "signé", "reporté", "prévu", "ouverture", "on", "décide", "arrêter", "Café", "citoyen", "P-0003", "Escale", "était", "environ", "entre", "et\n"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=200)
DAYS = st.dates() | st.sampled_from([date.min, date.max])


@given(SENTENCES, DAYS)
def test_any_sentence_is_read_and_each_proposal_lies_in_it(text: str, day: date) -> None:
    reading = read_line(text, day, NAMES)
    fields = [one.field for one in reading.proposals]
    assert len(fields) == len(set(fields))
    for one in reading.proposals:
        assert 0 <= one.start < one.end <= len(text)
        assert one.value
        if one.field in ("date", "next_on"):
            date.fromisoformat(one.value)
        if one.field in ("planned_for", "moved_to"):
            assert parse_date(one.value) is not None
        if one.field == "next_step":
            assert one.value == text[one.start : one.end]
    if found := reading.get("date"):
        assert date.fromisoformat(found.value) <= day


@given(SENTENCES)
def test_no_number_is_invented(text: str) -> None:
    said = {count.value for count in numbers(plain(text))}
    sectors = ("public", "private", "civil_society", "research")
    reading = read_line(text, DAY)
    for field in ("attendance", *sectors):
        one = reading.get(field)
        if one and one.sure and field == "attendance":
            assert int(one.value) in said
        if one and one.sure and field != "attendance":  # a sector may be added up
            inside = [c.value for c in numbers(plain(text[one.start : one.end]))]
            assert int(one.value) in inside or int(one.value) <= sum(inside)
    if rest := reading.get("rest"):
        assert not rest.sure
        parts = [int(reading.value(field) or 0) for field in sectors]
        assert int(rest.value) + sum(parts) == int(reading.value("attendance"))


@given(st.text())
def test_a_text_without_accents_keeps_each_letter_in_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.integers(0, 9999), st.booleans())
def test_every_number_said_is_read(value: int, hyphens: bool) -> None:
    thousands, below = divmod(value, 1000)
    spoken = {n: word for word, n in reversed(number_words().items())}
    parts = [spoken[thousands] if thousands > 1 else "", "mille" if thousands else ""]
    said = " ".join(
        part for part in [*parts, spoken[below] if below or not thousands else ""] if part
    )
    said = said.replace(" ", "-") if hyphens else said
    assert [count.value for count in numbers(said)] == [value]


@given(st.integers(1, 400), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_written_whole_is_that_day(back: int, day: date) -> None:
    when = day - timedelta(days=back)
    for written in (f"{when:%d/%m/%Y}", when.isoformat()):
        assert read_line(f"Réunion du {written}", day).value("date") == when.isoformat()


def test_a_very_long_text_is_read_in_no_time() -> None:
    text = "12 personnes dont " * 5_000
    assert read_line(text, DAY, NAMES).value("attendance") == "12"
