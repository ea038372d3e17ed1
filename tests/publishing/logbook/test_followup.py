"""The follow-up of a week says what happened, what is late, what is next, and nothing else."""

from __future__ import annotations

from datetime import date

from tests.publishing.conftest import HOSTILE
from tests.publishing.logbook.samples import FRAME, MONDAY, SUNDAY, followed, line, words

from terreau.publishing.document import Document, Heading
from terreau.publishing.logbook import FollowedCase, follow_up_document
from terreau.publishing.render.docx import render_docx
from terreau.publishing.render.html import render_html
from terreau.publishing.render.pdf import render_pdf


def sheet(*cases: FollowedCase) -> Document:
    return follow_up_document(cases, MONDAY, SUNDAY, FRAME, together=len(cases) > 1)


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_it_opens_with_what_is_known() -> None:
    lines = (
        line(attendance=12, sectors={"public": 3}),
        line(kind="decision", decision="continue", text="On continue"),
        line(kind="difficulty", text="La chaudière est en panne"),
    )
    said = words(sheet(followed("Café citoyen", *lines), followed("L’Escale")))
    assert "Cette semaine, 3 lignes sur 1 des 2 projets et lieux suivis." in said
    assert "12 personnes rencontrées en 1 rencontre : public 3 ; secteur non dit pour 9." in said
    assert "1 décision et 1 difficulté." in said
    assert "La semaine n’est pas finie." in said


def test_decisions_and_difficulties_stand_apart() -> None:
    lines = (
        line(text="Réunion"),
        line(kind="meeting", decision="stop", text="On arrête le marché"),
        line(kind="difficulty", text="Panne"),
    )
    assert titles(sheet(followed("Café", *lines))) == [
        "Ce qui s’est passé",
        "Décisions",
        "Difficultés",
    ]


def test_what_is_late_comes_first_and_what_is_due_later_comes_last() -> None:
    late = line(next_step="rappeler la Région", next_on=date(2026, 11, 9))
    today = line(next_step="envoyer la copie", next_on=date(2026, 11, 12))
    coming = line(next_step="visite", next_on=date(2026, 11, 14))
    document = sheet(followed("Café", line(), open_steps=(late, today, coming)))
    assert titles(document)[0].startswith("À regarder")
    assert titles(document)[1:] == ["Ce qui s’est passé", "Ensuite"]
    said = words(document)
    assert said.index("Rappeler la Région") < said.index("12 novembre : envoyer la copie")
    assert "14 novembre : visite" in said
    assert "1 suite en retard" in said


def test_what_was_typed_is_told_without_the_next_step_said_beside() -> None:
    typed = line(
        "Le local est acquis. Ensuite : visite le 14.",
        next_step="visite",
        next_on=date(2026, 11, 14),
    )
    said = words(sheet(followed("Café", typed, open_steps=(typed,))))
    assert "10 novembre : Le local est acquis." in said
    assert said.count("visite") == 1


def test_silence_is_said_with_its_date() -> None:
    said = words(
        sheet(
            followed("Café", line()), followed("L’Escale", last=date(2026, 10, 2)), followed("Four")
        )
    )
    assert "L’Escale : dernière ligne le 2 octobre 2026." in said
    assert "Four : le journal de bord n’en dit rien encore." in said
    alone = words(sheet(followed("L’Escale", last=date(2026, 10, 2))))
    assert "Rien n’a été écrit cette semaine. Dernière ligne le 2 octobre 2026." in alone


def test_lines_that_still_ask_are_said_to_be_uncounted() -> None:
    said = words(sheet(followed("Café", line(to_confirm=True))))
    assert "1 ligne reste à préciser" in said
    assert "reste à préciser" not in words(sheet(followed("Café", line())))


def test_people_are_told_by_case_only_when_several_met_some() -> None:
    cases = [followed(name, line(attendance=4, sectors={"public": 4})) for name in ("Café", "Four")]
    assert "Les personnes rencontrées" in titles(sheet(*cases))
    assert "Les personnes rencontrées" not in titles(sheet(cases[0], followed("Four")))


def test_it_says_that_it_stays_in_the_team() -> None:
    assert "Ne pas diffuser : document de travail de l’équipe." in words(sheet(followed()))
    assert follow_up_document((), MONDAY, SUNDAY, FRAME).blocks


def test_any_words_make_the_three_formats() -> None:
    lines = [line(text, next_step=text, next_on=date(2026, 11, 20)) for text in HOSTILE]
    document = sheet(followed(HOSTILE[0], *lines, open_steps=tuple(lines)), followed("Four"))
    page = render_html(document)
    assert "<script>alert" not in page
    assert render_docx(document)[:2] == b"PK"
    assert render_pdf(document)[:5] == b"%PDF-"
