"""The review of a year: what is known, what was planned, what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.publishing.conftest import HOSTILE
from tests.publishing.logbook.samples import FRAME, actor, dated_row, line, words, year

from terreau.publishing.document import DataTable, Document, Figure, Heading
from terreau.publishing.logbook import LogLine, review_document
from terreau.publishing.render.docx import render_docx
from terreau.publishing.render.pdf import render_pdf


def review(*lines: LogLine, **fields: Any) -> Document:
    return review_document(year(*lines, **fields), FRAME)


def part(document: Document, title: str) -> str:
    """The words of one part of a document."""
    blocks, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.text == title
        if inside:
            blocks.append(block)
    return words(Document(document.title, "", blocks, document.date))


def means(**fields: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seq": 1,
        "family": "market",
        "source_kind": "sales",
        "funder": "",
        "year": 2026,
        "local": None,
    }
    for name in ("amount", "requested", "granted", "paid", "spent"):
        value = fields.pop(name, None)
        row |= {name: str(value or ""), f"{name}_low": value, f"{name}_high": value}
    return row | fields


def test_an_empty_year_is_said_to_be_silent_not_empty() -> None:
    said = words(review())
    assert "Le journal de bord n’a aucune ligne en 2026." in said
    assert "Aucun moyen n’est décrit pour l’année." in said
    assert "La phase de vie n’est pas documentée." in said


def test_only_the_year_is_told() -> None:
    said = words(
        review(
            line("Fait de l’an passé", "2025-12-31"),
            line("Fait de l’année", "2026-01-01", kind="difficulty"),
        )
    )
    assert "Fait de l’année" in said
    assert "Fait de l’an passé" not in said
    assert "En 2026, le journal de bord a 1 ligne, dont 1 difficulté." in said


def test_a_year_that_runs_says_so_and_a_past_one_does_not() -> None:
    assert "L’année n’est pas finie : état au 12 novembre 2026." in words(review(line()))
    assert "L’année n’est pas finie" not in words(review(year=2025))


def test_moments_are_steps_decisions_and_difficulties() -> None:
    moments = part(
        review(
            line("Simple réunion", "2026-02-01"),
            line("Bail signé", "2026-03-01", milestone="reached"),
            line("On réoriente", "2026-04-01", decision="redirect"),
        ),
        "Les moments de l’année",
    )
    assert "Bail signé" in moments
    assert "décision : réorienter" in moments
    assert "Simple réunion" not in moments


def test_a_decision_names_the_one_it_goes_back_on() -> None:
    first = line(
        "On ouvre le dimanche",
        "2026-02-10",
        reference="J-0001",
        kind="decision",
        decision="continue",
    )
    second = line(
        "On ferme le dimanche",
        "2026-09-14",
        reference="J-0002",
        kind="decision",
        decision="redirect",
        reverses="J-0001",
    )
    said = part(review(first, second), "Décisions et revirements")
    assert "2 décisions, dont 1 revient sur une autre." in said
    assert "celle du 10 février : On ouvre le dimanche" in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"milestone": "planned", "planned_for": "2026-06-01"}, "on ne sait pas : la date est passée"),
        ({"milestone": "planned", "planned_for": "2026-12-01"}, "à venir"),
        ({"milestone": "postponed", "planned_for": "2026-06-01", "moved_to": "2027-03-14"}, "reportée au 14 mars 2027"),
        ({"milestone": "postponed", "planned_for": "2026-06-01", "moved_to": "janvier 2027"}, "reportée à janvier 2027"),
        ({"milestone": "postponed", "planned_for": "2026-06-01"}, "reportée, sans nouvelle date"),
        ({"milestone": "missed", "planned_for": "2026-06-01"}, "manquée"),
        ({"milestone": "reached", "planned_for": "2026-06-01"}, "atteinte (10 mai 2026)"),
        ({"next_step": "devis", "next_on": date(2026, 6, 1), "done_on": date(2026, 5, 30)}, "faite à temps"),
        ({"next_step": "devis", "next_on": date(2026, 6, 1), "done_on": date(2026, 6, 9)}, "faite 8 jours après"),
        ({"next_step": "devis", "next_on": date(2026, 6, 1)}, "pas faite, ou pas dite"),
        ({"next_step": "devis", "next_on": date(2026, 12, 1)}, "à venir"),
    ],
)  # fmt: skip
def test_what_was_planned_is_set_beside_what_happened(fields: dict[str, Any], said: str) -> None:
    document = review(line("Étape", "2026-05-10", **fields))
    assert said in part(document, "Ce qui était prévu, ce qui s’est passé")


def test_steps_due_are_counted_once_past() -> None:
    due = [
        line(next_on=date(2026, 6, 1), done_on=date(2026, 6, 1)),
        line(next_on=date(2026, 6, 1), done_on=date(2026, 6, 2)),
        line(next_on=date(2026, 6, 1)),
        line(next_on=date(2026, 12, 1)),
    ]
    said = words(review(*due))
    assert (
        "Sur 3 suites datées échues : 1 faite à temps, 1 faite après la date et 1 non faite ou non dite."
        in said
    )


def test_the_line_of_the_year_holds_what_lies_in_it() -> None:
    phases = [dated_row("P1", "2020", "2021-06"), dated_row("P4", "septembre 2025")]
    document = review(line("Bail signé", milestone="reached"), phases=phases)
    figure = next(block for block in document.blocks if isinstance(block, Figure))
    assert [row[0] for row in figure.table.rows if "P" in row[0]] == ["P4\u00a0Lancement"]
    assert "septembre 2025" in figure.description
    assert "nov." in figure.svg


def test_the_amount_that_counts_is_what_was_spent_else_paid_else_granted() -> None:
    rows = [means(amount=100.0, spent=70.0), means(seq=2, amount=50.0, granted=40.0), means(seq=3)]
    said = words(review(means=rows))
    assert "Moyens de 2026 : 3 ressources, 110 €, 1 sans montant." in said
    assert "1 ressource n’a pas de montant." in said
    assert "sans montant" not in words(review(means=[means(amount=5.0), means(year=2025)]))


def test_a_person_has_no_name() -> None:
    document = review(
        actors=[actor("Commune des Ponts", times=2), actor("", "civil_society", role="porteuse")]
    )
    table = next(b for b in document.blocks if isinstance(b, DataTable) and b.header[0] == "Acteur")
    assert [row[0] for row in table.rows] == ["Commune des Ponts", "Une personne"]


def test_what_is_not_known_is_listed() -> None:
    said = part(
        review(
            line("Réunion", "2026-01-10"),
            line("Atelier", "2026-03-10", attendance=8),
            phases=[dated_row("P1", "")],
        ),
        "Ce que l’on ne sait pas",
    )
    assert "Rien n’est écrit en février, avril, mai" in said
    assert "1 rencontre n’a pas de nombre de personnes." in said
    assert "8 personnes rencontrées n’ont pas de secteur dit." in said
    assert "1 phase n’a pas de date." in said


def test_any_words_make_a_file() -> None:
    lines = [
        line(text, kind="decision", next_step=text, next_on=date(2026, 3, 1)) for text in HOSTILE
    ]
    document = review(*lines, actors=[actor(HOSTILE[0])], name=HOSTILE[1])
    assert render_docx(document)[:2] == b"PK"
    assert render_pdf(document)[:5] == b"%PDF-"
