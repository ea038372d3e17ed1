"""Documents are written, read, cited and put away; passages hold to the character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from terreau.web.accounts.models import Membership
from terreau.web.core import records, search
from terreau.web.interviews import services
from terreau.web.interviews.models import Document, Passage, TextHeld
from terreau.web.interviews.panels import case_panel
from tests.web.interviews.builders import (  # fmt: skip
    AGREED,
    cite,
    make_case,
    make_interview,
    meet,
    open_document,
    write,
)
from tests.web.people import House

At = Callable[..., Client]
GIVEN = {"title": "Notes", "kind": "notes", "date": "", "confidentiality": "workspace"}
ODD = "<b>gras</b> & \u202eעברית\u202c\r\n👩‍🌾 e\u0301te\u0301 🎉 fin\r\n\r\n— L’eau"


def url(name: str, *parts: str) -> str:
    return reverse(f"interviews:{name}", args=["val", *parts])


def test_a_pasted_text_is_kept_escaped_and_numbered(house: House, at: At) -> None:
    browser = at("accompanist")
    answer = browser.post(url("document-new", make_case(house).reference), GIVEN | {"text": ODD})
    document = Document.objects.get()
    assert answer["Location"] == document.get_absolute_url()
    assert document.text == "<b>gras</b> & \u202eעברית\u202c\n👩‍🌾 été 🎉 fin\n\n— L’eau"
    page = browser.get(document.get_absolute_url()).content.decode()
    assert "⚠" not in page
    assert "&lt;b&gt;gras&lt;/b&gt; &amp; " in page
    assert 'data-line="3">— L’eau</p>' in page


def test_the_last_words_of_a_long_transcript_are_found(house: House) -> None:
    long = "Une phrase dite pendant l’entretien. " * 5_500 + "Et enfin le belvédère."
    assert len(long) > 200_000
    document = write(house, text=long)
    team = frozenset({"facts", "team"})
    [entry] = search.find(house.workspace, team, "belvedere")
    assert entry.object_id == document.pk


def test_a_file_is_read_and_says_how(house: House, at: At) -> None:
    interview = make_interview(house)
    meet(house, interview, **AGREED)
    file = SimpleUploadedFile("notes.TXT", "Éléonore a prêté".encode("cp1252"))
    answer = at("coder").post(
        url("interview-document-new", interview.reference),
        GIVEN | {"confidentiality": "restricted", "file": file}, follow=True,
    )  # fmt: skip
    document = Document.objects.get()
    assert (document.text, document.interview, document.case) == (
        "Éléonore a prêté",
        interview,
        interview.case,
    )
    assert "Fichier lu en Latin-1. Vérifiez les accents." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("entretien.docx", b"PK\x03\x04", "Seuls les fichiers .txt et .md"),
        ("entretien.txt", b"PK\x03\x04rien", "n’est pas du texte simple"),
        ("vide.txt", b"   ", "vide"),
        ("trop.txt", b"a" * 2_000_001, "au plus 2\u202f000\u202f000"),
    ],
)
def test_a_file_that_is_not_a_text_is_refused_and_the_words_typed_stay(
    house: House, at: At, name: str, data: bytes, sentence: str
) -> None:
    answer = at("rd").post(
        url("document-new", make_case(house).reference),
        GIVEN | {"title": "Un titre typé", "file": SimpleUploadedFile(name, data)},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page.replace("\u00a0", "\u202f")
    assert "Un titre typé" in page
    assert not Document.objects.exists()


def test_a_file_of_more_than_fifty_megabytes_is_refused(
    house: House, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.web.interviews.forms.records.HEAVIEST", 1_000)
    answer = at("rd").post(
        url("document-new", make_case(house).reference),
        GIVEN | {"file": SimpleUploadedFile("gros.txt", b"a" * 1_001)},
    )
    assert answer.status_code == 422
    assert "dépasse 50\u00a0Mo" in answer.content.decode()


def test_what_a_file_held_is_in_the_form_when_something_else_is_wrong(house: House, at: At) -> None:
    answer = at("rd").post(
        url("document-new", make_case(house).reference),
        GIVEN | {"title": "", "file": SimpleUploadedFile("a.md", b"# Bilan du jour")},
    )
    assert answer.status_code == 422
    assert "# Bilan du jour</textarea>" in answer.content.decode()


def test_text_and_file_together_or_neither_are_refused(house: House, at: At) -> None:
    address = url("document-new", make_case(house).reference)
    file = SimpleUploadedFile("a.txt", b"un texte")
    both = at("rd").post(address, GIVEN | {"text": "un autre", "file": file})
    neither = at("rd").post(address, GIVEN | {"text": " \n "})
    assert (both.status_code, neither.status_code) == (422, 422)
    assert "pas les deux" in both.content.decode()
    assert "Collez le texte" in neither.content.decode()


def test_words_of_who_is_not_quoted_are_not_made_public(house: House, at: At) -> None:
    interview = make_interview(house)
    meet(house, interview, transcribe=True)
    given = GIVEN | {"text": "mots", "confidentiality": "public"}
    answer = at("rd").post(url("interview-document-new", interview.reference), given)
    assert answer.status_code == 422
    assert "ne sort pas de l’équipe" in answer.content.decode()


def test_a_text_with_passages_no_longer_changes(house: House, at: At) -> None:
    document = open_document(house)
    address = url("document-edit", document.reference)
    assert "<textarea" in at("rd").get(address).content.decode()
    passage = cite(house, document, "mairie")
    services.archive(house["rd"], record=passage)  # it may come back
    page = at("rd").get(address).content.decode()
    assert "<textarea" not in page
    assert "Le texte ne peut plus changer" in page
    given = GIVEN | {"title": "Autre titre", "version": document.version}
    answer = at("rd").post(address, given | {"text": "tout autre chose"})
    assert answer.status_code == 422
    assert "des extraits y tiennent" in answer.content.decode()
    assert at("rd").post(address, given).status_code == 302
    document.refresh_from_db()
    assert document.title == "Autre titre"
    assert "mairie" in document.text
    document.text = "par un autre chemin"
    with pytest.raises(TextHeld):
        records.save(house["rd"], document)


def test_a_restricted_text_is_its_author_s_and_not_of_another_accompanist(
    house: House, at: At
) -> None:
    document = write(
        house, author=house["accompanist"], confidentiality="restricted", title="Confidences"
    )
    for name in ("document", "document-edit"):
        assert at("accompanist").get(url(name, document.reference)).status_code == 200
        assert at(house.second).get(url(name, document.reference)).status_code == 404
    assert document.title in at("accompanist").get(url("documents")).content.decode()
    assert document.title not in at(house.second).get(url("documents")).content.decode()
    at(house.second).post(url("document-archive", document.reference))
    document.refresh_from_db()
    assert not document.archived


def selection(text: str, words: str) -> dict[str, str]:
    """Return what the script sends when `words` of a document are selected."""
    start = text.index(words)
    end = start + len(words)
    sent = {}
    for edge, at in (("start", start), ("end", end)):
        before = text[:at]
        line = sum(bool(one.strip()) for one in before.split("\n")[:-1]) + 1
        last = before.split("\n")[-1]
        sent |= {
            f"{edge}_line": str(line),
            f"{edge}_at": str(len(last.encode("utf-16-le")) // 2),
        }
    return sent | {"words": words.replace("\n", "\r\n"), "phase": ""}


@pytest.mark.parametrize(
    "words", ["gras</b> & ", "été", "🎉 fin", "👩‍🌾 été 🎉 fin\n\n— L’eau", "eau"]
)
def test_a_selection_is_kept_to_the_character(house: House, at: At, words: str) -> None:
    document = write(house, text=ODD)
    answer = at("accompanist").post(
        document.get_absolute_url(), selection(document.text, words) | {"phase": "P2"}
    )
    passage = Passage.objects.get()
    assert answer["Location"] == f"{document.get_absolute_url()}#{passage.reference}"
    assert passage.text == words.strip()
    assert document.text[passage.start : passage.end] == passage.text
    assert passage.phase == "P2"
    page = at("accompanist").get(document.get_absolute_url()).content.decode()
    assert f'id="{passage.reference}"' in page
    assert "⚠" not in page


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"first": "1"}, "— Et la mairie ?"),
        ({"last": "2", "first": "1"}, "— Et la mairie ?\n— On s’est dit : on ne lâche pas, zibeline."),
        ({"lines": ["3", "2"]}, "— On s’est dit : on ne lâche pas, zibeline.\n\n— Et ensuite ?"),
        ({"begins": "on ne lâche", "ends": "zibeline"}, "on ne lâche pas, zibeline"),
        ({"begins": "— et", "first": "3"}, "— Et"),
    ],
)  # fmt: skip
def test_without_script_lines_or_words_are_written(
    house: House, at: At, sent: dict[str, str], kept: str
) -> None:
    document = write(house)
    assert at("coder").post(document.get_absolute_url(), sent).status_code == 302
    assert Passage.objects.get().text == kept


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Rien n’est choisi"),
        ({"first": "99"}, "La ligne 99 n’existe pas"),
        ({"begins": "absent"}, "n’est pas dans ce texte"),
        ({"begins": "— Et"}, "se trouve 2 fois (lignes 1, 3)"),
        ({"words": "tout autre", "start_line": "1", "end_line": "1"}, "ne sont plus à cette place"),
        ({"first": "1", "phase": "P99"}, "P99"),
        ({"first": "-1"}, "errors"),
    ],
)
def test_what_is_not_found_is_said_above_the_text(
    house: House, at: At, sent: dict[str, str], sentence: str
) -> None:
    document = write(house)
    answer = at("rd").post(document.get_absolute_url(), sent)
    assert answer.status_code == 422
    page = answer.content.decode().replace("\u00a0", " ")
    assert sentence in page
    assert "⚠" not in page
    assert not Passage.objects.exists()


def test_the_same_words_are_kept_once(house: House, at: At) -> None:
    document = write(house)
    for _time in range(2):
        answer = at("rd").post(document.get_absolute_url(), {"first": "1"}, follow=True)
    assert Passage.objects.count() == 1
    assert "était déjà gardé" in answer.content.decode()


def test_a_passage_is_put_away_and_back(house: House, at: At) -> None:
    document = write(house)
    passage = cite(house, document, "mairie")
    browser = at("accompanist")
    address = url("passage-archive", document.reference, passage.reference)
    page = browser.post(address, follow=True).content.decode()
    assert "<mark" not in page
    assert "1\u00a0extrait rangé" in page
    page = browser.post(address, {"gesture": "restore"}, follow=True).content.decode()
    assert '<mark class="passage">mairie</mark>' in page


def test_the_phase_of_a_passage_is_said(house: House, at: At) -> None:
    document = write(house)
    passage = cite(house, document, "mairie")
    address = url("passage-edit", document.reference, passage.reference)
    assert at("coder").post(address, {"phase": "P3", "version": 1}).status_code == 302
    page = at("coder").get(document.get_absolute_url()).content.decode()
    assert f"{passage.reference} · Expérimentation" in page
    other = write(house)
    wrong = url("passage-edit", other.reference, passage.reference)
    assert at("coder").get(wrong).status_code == 404


def test_lines_can_be_checked_in_the_text(house: House, at: At) -> None:
    document = write(house)
    page = at("rd").get(document.get_absolute_url() + "?citer=lignes").content.decode()
    assert page.count('name="lines"') == 3
    page = at("guest").get(
        write(house, confidentiality="public").get_absolute_url() + "?citer=lignes"
    ).content.decode()  # fmt: skip
    assert 'name="lines"' not in page
    assert "citing.js" not in page


def test_a_session_that_ends_while_citing_loses_nothing(house: House, at: At) -> None:
    document = write(house)
    anonymous = at("anonymous")
    answer = anonymous.post(document.get_absolute_url(), {"begins": "on ne lâche"})
    assert answer.status_code == 302
    anonymous.force_login(
        house["rd"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = anonymous.get(document.get_absolute_url() + "?reprise=1").content.decode()
    assert 'value="on ne lâche"' in page


def test_the_panel_of_a_case_shows_each_reader_their_part(house: House) -> None:
    document = open_document(house, title="Transcription de mars")
    write(house, case=document.case, title="Affiche", confidentiality="public")
    write(house, case=document.case, title="Confidences", confidentiality="restricted")

    def panel(role: str) -> str:
        request = RequestFactory().get("/")
        request.user, request.workspace = house[role], house.workspace
        request.membership = Membership.objects.get(user=house[role])
        return case_panel(request, document.case)

    titles = ("Porteur, E-0001", "Transcription de mars", "Affiche", "Confidences")
    seen = {
        role: [t for t in titles if t in panel(role)] for role in ("rd", "accompanist", "guest")
    }
    assert seen == {
        "rd": list(titles),
        "accompanist": list(titles[:3]),
        "guest": ["Affiche"],
    }
    assert "⚠" not in panel("rd")
    assert "Ajouter" not in panel("guest")
