"""A workbook handed over: previewed, written whole or not at all, undone later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from terreau.problems import Problem, Refused
from terreau.web.cases.models import Case, LogEntry
from terreau.web.core import jobs
from terreau.web.core.models import Act, Job
from terreau.web.core.records import archive, create, save
from terreau.web.core.search import find
from terreau.web.exchange import importing
from terreau.web.exchange.dataset import dataset_of
from terreau.web.exchange.models import Batch
from terreau.web.interviews.models import Participant
from terreau.web.ratings.models import Rating
from tests.web.exchange.builders import fill_everything
from tests.web.exchange.imports import (
    book_if,
    book_of,
    changed,
    confirm,
    counts,
    hand_over,
    page_of,
    undo,
    work,
)
from tests.web.people import House

At = Callable[..., Client]


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path


@pytest.fixture
def case(house: House) -> Case:
    return create(house["rd"], Case(workspace=house.workspace, name="La Ressourcerie", kind="projet", summary="Trier."))  # fmt: skip


def everything(house: House) -> dict[str, Any]:
    data = dataset_of(house.workspace)
    return {name: data.rows(name) for name in data.tables}


def test_an_export_handed_back_has_nothing_to_do(house: House, at: At) -> None:
    fill_everything(house)
    before = everything(house)
    batch = hand_over(at("rd"), book_of(house.workspace, house["rd"]), "classeur.zip")
    assert batch.state == "ready", batch.report
    assert counts(batch) == {}
    assert batch.report["total"]["missing"] == 0
    assert batch.report["nothing"] is True
    page = page_of(at("rd"), batch)
    assert "Rien à faire" in page
    assert "⚠" not in page
    at("rd").post(reverse("exchange:batch", args=["val", batch.uuid]), {"plan": batch.plan})
    batch.refresh_from_db()
    assert batch.state == "ready"  # there is nothing to confirm
    assert everything(house) == before


def test_three_cells_changed_are_three_changes_with_their_history(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    who = house["rd"]
    line = create(who, LogEntry(workspace=house.workspace, case=case, date="2026-03-01", kind="meeting", text="Réunion."))  # fmt: skip
    create(who, Case(workspace=house.workspace, name="Autre", kind="projet"))
    cells = {
        ("cases", case.reference, "name"): "La Ressourcerie du Val",
        ("cases", case.reference, "summary"): None,  # a cell that is emptied empties the field
        ("log", line.reference, "text"): "Réunion à deux.",
    }
    batch = hand_over(at("rd"), changed(book_of(house.workspace), cells, tmp_path))
    assert (batch.state, counts(batch)) == ("ready", {"changed": 2}), batch.report
    told = [
        (cell["before"], cell["after"])
        for one in batch.report["tables"]
        for row in one["changed_rows"]
        for cell in row["cells"]
    ]
    assert sorted(told) == [
        ("La Ressourcerie", "La Ressourcerie du Val"),
        ("Réunion.", "Réunion à deux."),
        ("Trier.", ""),
    ]
    page = page_of(at("rd"), batch)
    assert "La Ressourcerie du Val" in page
    assert "⚠" not in page
    confirm(at("rd"), batch)
    assert batch.state == "applied", batch.job.message
    case.refresh_from_db()
    assert (case.name, case.summary, case.version) == ("La Ressourcerie du Val", "", 2)
    assert [past.history_user for past in case.history.all()] == [who, who]
    assert Act.objects.filter(workspace=house.workspace, verb="import", actor=who).count() == 1
    assert [e.title for e in find(house.workspace, frozenset({"facts"}), "ressourcerie val")] == ["La Ressourcerie du Val"]  # fmt: skip
    assert not batch.path.exists()
    assert "⚠" not in page_of(at("rd"), batch)


def test_what_changed_in_the_application_is_kept_unless_the_file_is_chosen(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    file = book_of(house.workspace)
    case.name = "Le nouveau nom"
    save(house["rd"], case)
    cells = {("cases", case.reference, "summary"): "Trier et réparer."}
    batch = hand_over(at("rd"), changed(file, cells, tmp_path))
    assert counts(batch) == {"disputed": 1}
    assert "Fichier ou application" in page_of(at("rd"), batch)
    confirm(at("rd"), batch)
    case.refresh_from_db()
    assert (case.name, case.summary) == ("Le nouveau nom", "Trier et réparer.")
    again = hand_over(at("rd"), changed(file, cells, tmp_path))
    confirm(at("rd"), again, f"cases:{case.reference}")
    case.refresh_from_db()
    assert case.name == "La Ressourcerie"


def test_rows_come_with_new_references_and_absent_rows_stay(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    rows = {
        "cases": [{"case": "P-0050", "name": "Le Moulin", "kind": "projet"}],
        "phases": [{"case": "P-0050", "phase": "P1"}],
    }
    file = changed(book_of(house.workspace), {}, tmp_path, rows)
    other = create(house["rd"], Case(workspace=house.workspace, name="Arrivé depuis", kind="projet"))  # fmt: skip
    batch = hand_over(at("rd"), file)
    assert counts(batch) == {"created": 2}
    assert batch.report["total"]["missing"] == 1
    confirm(at("rd"), batch)
    assert set(Case.objects.of(house.workspace).values_list("reference", flat=True)) == {case.reference, other.reference, "P-0050"}  # fmt: skip
    new = create(house["rd"], Case(workspace=house.workspace, name="Suivant", kind="projet"))
    assert new.reference == "P-0051"


def test_an_archived_row_stays_archived(house: House, case: Case, at: At) -> None:
    file = book_of(house.workspace)
    archive(house["rd"], case)
    create(house["rd"], Case(workspace=house.workspace, name="Autre", kind="projet"))
    batch = hand_over(at("rd"), file)
    assert counts(batch) == {"archived": 1}
    assert batch.report["nothing"] is True


def test_the_undoing_leaves_what_changed_since_and_says_it(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    who, space = house["rd"], house.workspace
    second = create(who, Case(workspace=space, name="Autre", kind="projet"))
    cells = {("cases", ref, "summary"): "Importé." for ref in (case.reference, second.reference)}
    kinds = [{"case": f"P-005{n}", "name": f"Neuf {n}", "kind": "projet"} for n in range(3)]
    batch = hand_over(at("rd"), changed(book_of(space), cells, tmp_path, {"cases": kinds}))
    confirm(at("rd"), batch)
    second.refresh_from_db()
    second.name = "Renommé depuis"
    save(who, second)
    owner = Case.objects.get(reference="P-0051")
    create(who, LogEntry(workspace=space, case=owner, date="2026-04-01", kind="meeting"))
    page = at("rd").get(reverse("exchange:undo", args=["val", batch.uuid])).content.decode()
    assert second.reference in page
    assert "P-0051" in page
    assert "⚠" not in page
    undo(at("rd"), batch)
    assert batch.state == "undone", batch.job.message
    told = batch.report["undone"]
    assert (told["created"], told["changed"], told["kept"]) == (2, 1, 2)
    case.refresh_from_db()
    second.refresh_from_db()
    assert (case.summary, case.version) == ("Trier.", 3)
    assert (second.name, second.summary) == ("Renommé depuis", "Importé.")
    live = set(Case.objects.of(space).values_list("reference", flat=True))
    assert live == {case.reference, second.reference, "P-0051"}
    assert "P-0051" in page_of(at("rd"), batch)
    # undone by mistake, or mended: the same file brings the rows back
    again = hand_over(at("rd"), changed(book_of(space), {}, tmp_path, {"cases": [kinds[0]]}))
    assert counts(again) == {"created": 1}
    confirm(at("rd"), again)
    assert Case.objects.of(space).filter(reference="P-0050").exists()


def test_an_undone_import_leaves_the_base_as_it_was(house: House, at: At) -> None:
    fill_everything(house)
    before = everything(house)
    case = Case.objects.get(reference=before["cases"][0]["case"])
    line = LogEntry.objects.filter(reverses=None)[0]
    surface = case.extra | {"surface": 14}
    rows = [(case, {"cohort": "promotion 12", "extra": surface}), (line, {"date": "2024-02-03"})]
    batch = hand_over(at("rd"), book_if(house.workspace, rows), "a.zip")
    assert counts(batch) == {"changed": 2}, batch.report
    confirm(at("rd"), batch)
    assert everything(house) != before
    case.refresh_from_db()
    assert case.extra["surface"] == 14
    undo(at("rd"), batch)
    assert everything(house) == before


def test_two_imports_at_once_the_second_is_previewed_again(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    file = book_of(house.workspace)
    first, second = (
        hand_over(at(who), changed(file, {("cases", case.reference, "summary"): word}, tmp_path))
        for who, word in (("rd", "Un."), ("method", "Deux."))
    )
    confirm(at("rd"), first)
    confirm(at("method"), second)
    case.refresh_from_db()
    assert (case.summary, case.version) == ("Un.", 2)
    assert second.state == "ready"
    assert counts(second) == {"disputed": 1}
    assert "rien n’a été écrit" in page_of(at("method"), second)
    at("rd").post(reverse("exchange:batch", args=["val", first.uuid]), {"plan": first.plan})
    first.refresh_from_db()
    assert first.state == "applied"  # a second click does nothing


def test_work_that_breaks_leaves_nothing_half_written(
    house: House, case: Case, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {"cases": [{"case": "P-0050", "name": "Le Moulin", "kind": "projet"}]}
    batch = hand_over(at("rd"), changed(book_of(house.workspace), {}, tmp_path, rows))
    real = importing.Importer._change

    def breaks(self: Any, one: Any) -> None:
        real(self, one)
        raise OSError("power cut")

    monkeypatch.setattr(importing.Importer, "_change", breaks)
    confirm(at("rd"), batch)
    assert batch.state == "ready"
    assert not Case.objects.filter(reference="P-0050").exists()
    monkeypatch.undo()
    monkeypatch.setattr(settings, "DATA", tmp_path)
    confirm(at("rd"), batch)
    assert batch.state == "applied"
    Job.objects.filter(pk=batch.job.pk).update(state="waiting")  # killed just after: done again
    jobs.run(batch.job.pk)
    assert Case.objects.filter(reference="P-0050").count() == 1


def test_a_refusal_at_the_last_moment_writes_nothing_and_says_why(
    house: House, case: Case, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {"cases": [{"case": "P-0050", "name": "Le Moulin", "kind": "projet"}]}
    batch = hand_over(at("rd"), changed(book_of(house.workspace), {}, tmp_path, rows))

    def refuses(self: Any, one: Any) -> None:
        raise Refused([Problem("x", "feuille « Projets »", "Non.")])

    monkeypatch.setattr(importing.Importer, "_change", refuses)
    confirm(at("rd"), batch)
    assert batch.state == "refused"
    assert "Non." in page_of(at("rd"), batch)
    assert not Case.objects.filter(reference="P-0050").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.docx", b"PK", "Ce n’est pas un classeur"),
        ("macros.xlsm", b"PK", "macros"),
        ("vide.xlsx", b"", "est vide"),
    ],
)
def test_what_is_no_workbook_is_refused_at_its_field(
    house: House, at: At, name: str, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = at("rd").post(reverse("exchange:import", args=["val"]), {"file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "est un PDF"),
        (b"a;b;c\n1;2;3", "est du texte"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_inside_gets_its_sentence(
    house: House, at: At, content: bytes, said: str
) -> None:
    batch = hand_over(at("rd"), content)
    assert batch.state == "refused"
    assert said in page_of(at("rd"), batch)
    assert not batch.path.exists()


def test_too_heavy_a_file_is_refused(house: House, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terreau.web.exchange.forms._LARGEST", 10)
    file = SimpleUploadedFile("gros.xlsx", b"x" * 11)
    answer = at("rd").post(reverse("exchange:import", args=["val"]), {"file": file})
    assert "50 Mo" in answer.content.decode()


def test_every_problem_is_said_at_its_place(
    house: House, case: Case, at: At, tmp_path: Path
) -> None:
    cells = {("cases", case.reference, "started"): "un jour"}
    batch = hand_over(at("rd"), changed(book_of(house.workspace), cells, tmp_path))
    page = page_of(at("rd"), batch)
    assert batch.state == "refused"
    assert "ligne 2" in page
    assert "un jour" in page
    assert "⚠" not in page


@pytest.mark.shared
def test_foreign_spreadsheets_get_their_sentences(house: House, at: At, shared: Path) -> None:
    files = [p for p in (shared / "data" / "tableurs_administratifs").iterdir() if p.suffix in {".xlsx", ".xls", ".ods"}]  # fmt: skip
    assert len(files) == 7
    for file in files:
        batch = hand_over(at("rd"), file.read_bytes(), file.name)
        assert batch.state == "refused", file.name
        page = page_of(at("rd"), batch)
        assert "colonnes" in page
        assert "⚠" not in page


def test_names_that_one_may_not_read_are_neither_shown_nor_taken(house: House, at: At) -> None:
    filler = fill_everything(house)
    file = book_if(house.workspace, [(filler.made[Participant][-1], {"name": "Nom Changé"})])
    batch = hand_over(at("admin"), file, "a.zip")
    assert set(counts(batch)) == {"withheld"}, batch.report
    assert "Nom Changé" not in page_of(at("admin"), batch)


def test_levels_of_others_are_not_shown_in_a_preview(house: House, at: At) -> None:
    filler = fill_everything(house)
    file = book_if(house.workspace, [(filler.made[Rating][0], {"level": "1"})])
    batch = hand_over(at("rd"), file, "a.zip")
    (told,) = [r for t in batch.report["tables"] for r in t["changed_rows"]]
    assert [set(cell) & {"before", "after"} for cell in told["cells"]] == [set()]
    assert "appréciez d’abord" in page_of(at("rd"), batch)


def test_a_workbook_left_is_forgotten(
    house: House, case: Case, at: At, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    cells = {("cases", case.reference, "summary"): "Autre."}
    batch = hand_over(at("rd"), changed(book_of(house.workspace), cells, tmp_path))
    with django_capture_on_commit_callbacks(execute=True):
        at("rd").post(reverse("exchange:batch", args=["val", batch.uuid]), {"gesture": "leave"})
    batch.refresh_from_db()
    assert batch.state == "left"
    assert not batch.path.exists()
    confirm_again = at("rd").post(reverse("exchange:batch", args=["val", batch.uuid]), {"plan": batch.plan})  # fmt: skip
    assert confirm_again.status_code == 302
    batch.refresh_from_db()
    assert batch.state == "left"


def test_pages_ask_few_questions_whatever_the_size(
    house: House, case: Case, at: At, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    rows = {"cases": [{"case": f"P-{n:04d}", "name": f"Neuf {n}", "kind": "projet"} for n in range(100, 320)]}  # fmt: skip
    batch = hand_over(at("rd"), changed(book_of(house.workspace), {}, tmp_path, rows))
    browser = at("rd")
    with django_assert_max_num_queries(15):
        page = page_of(browser, batch)
    assert "P-0101" in page
    assert "P-0319" not in page  # counted, not listed
    confirm(browser, batch)
    with django_assert_max_num_queries(15):
        browser.get(reverse("exchange:import", args=["val"]))
    with django_assert_max_num_queries(35):  # by table that may hang on the rows, not by row
        browser.get(reverse("exchange:undo", args=["val", batch.uuid]))


def test_while_the_work_goes_on_its_page_says_how_far(house: House, case: Case, at: At) -> None:
    file = SimpleUploadedFile("classeur.xlsx", book_of(house.workspace))
    at("rd").post(reverse("exchange:import", args=["val"]), {"file": file})
    batch = Batch.objects.get()
    page = page_of(at("rd"), batch)
    assert "En attente" in page
    assert "⚠" not in page
    address = reverse("exchange:batch", args=["val", batch.uuid])
    assert at("rd").get(address, headers={"HX-Request": "true"}).status_code == 200
    work(batch)
    assert at("rd").get(address, headers={"HX-Request": "true"}).status_code == 286
