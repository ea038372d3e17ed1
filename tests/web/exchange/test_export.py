"""What leaves, what stays with whoever closed it, and how it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from terreau import framework
from terreau.cli.main import main
from terreau.formats import workbook
from terreau.formats.archive import read_archive
from terreau.framework import read_mapping
from terreau.web.accounts.rules import circles, membership
from terreau.web.cases.models import Actor, Attendance, Case, CaseLink, Involvement, LogEntry
from terreau.web.core import jobs
from terreau.web.core.models import Act, Job
from terreau.web.core.records import archive, create
from terreau.web.exchange.dataset import dataset_of, gather
from terreau.web.exchange.exporting import export_workspace
from terreau.web.frameworks.models import FrameworkMapping
from terreau.web.interviews.models import Consent, Document, Interview, Participant, Passage
from terreau.web.ratings.models import Evidence, Rater, Rating
from tests.web.exchange.builders import keep_framework, other_framework
from tests.web.people import House

TODAY = date(2026, 11, 24)
WORDS = "Le hangar était vide, et personne n’en voulait."


@pytest.fixture
def case(house: House) -> Case:
    made = Case(workspace=house.workspace, name="La Ressourcerie", kind="projet")
    return create(house["rd"], made)


def interview(house: House, case: Case, **consent: Any) -> Document:
    """Return the transcript of an interview with one person, a passage of it, and their consent."""
    who, common = house["rd"], {"workspace": house.workspace}
    held = create(who, Interview(case=case, informant_kind="holder", **common))
    person = create(who, Participant(interview=held, name="Jeanne Imaginée", **common))
    if consent:
        given = {"signed_on": "2026-01-01", "transcribe": True, **consent}
        create(who, Consent(participant=person, **given, **common))
    document = create(
        who,
        Document(
            case=case, interview=held, kind="transcript", title="Entretien", text=WORDS, **common
        ),
    )
    create(who, Passage(document=document, start=3, length=6, text=WORDS[3:9], **common))
    return document


def column(house: House, table: str, name: str, **options: Any) -> list[Any]:
    return [row[name] for row in gather(house.workspace, **options).dataset.rows(table)]


@pytest.mark.parametrize(
    ("consent", "leaves"),
    [
        ({"quote": False}, True),
        ({}, True),  # nobody wrote anything: nobody closed it
        ({"withdrawn_on": "2026-02-02"}, False),
        ({"expires_on": "2020"}, False),
        ({"transcribe": False}, False),
    ],
)
def test_words_that_a_person_closed_stay_and_their_rows_leave(
    house: House, case: Case, consent: dict[str, Any], leaves: bool
) -> None:
    interview(house, case, **consent)
    gathered = gather(house.workspace)
    (document,) = gathered.dataset.rows("documents")
    (passage,) = gathered.dataset.rows("passages")
    assert (document["text"] == WORDS, passage["text"] == "hangar") == (leaves, leaves)
    assert (document["text"] is None, passage["text"] is None) == (not leaves, not leaves)
    assert (document["n_characters"], passage["length"]) == (len(WORDS), 6)
    assert gathered.left["closed"] == (not leaves)
    assert gathered.left["unsaid"] == (consent == {})


def test_who_withdrew_is_not_named_and_it_is_said_when(house: House, case: Case) -> None:
    interview(house, case, withdrawn_on="2026-02-02")
    interview(house, case, expires_on="2020")
    assert column(house, "people", "name") == [None, "Jeanne Imaginée"]
    assert column(house, "consents", "withdrawn_on") == ["2026-02-02", None]


def test_a_withdrawal_still_binds_when_its_person_is_put_away(house: House, case: Case) -> None:
    document = interview(house, case, withdrawn_on="2026-02-02")
    archive(house["rd"], document.interview.participants.get())
    assert column(house, "documents", "text") == [None]


def test_one_takes_out_what_one_may_read(house: House, case: Case) -> None:
    document = interview(house, case, quote=True)
    document.confidentiality = "restricted"
    document.save()
    admin = circles(membership(house["admin"], house.workspace))
    method = circles(membership(house["method"], house.workspace))
    assert column(house, "documents", "text", circles=admin) == [None]
    assert column(house, "passages", "text", circles=admin) == [None]
    assert column(house, "people", "name", circles=admin) == [None]
    assert column(house, "documents", "text", circles=method) == [WORDS]
    assert column(house, "people", "name", circles=method) == ["Jeanne Imaginée"]


def test_what_is_archived_stays_with_all_that_hangs_on_it(house: House, case: Case) -> None:
    who, common = house["rd"], {"workspace": house.workspace}
    away = create(who, Case(name="Retiré", kind="projet", **common))
    interview(house, away, quote=True)
    create(who, LogEntry(case=away, date="2026-01-01", text="Rien", **common))
    create(who, CaseLink(case=case, other=away, relation="born_from", **common))
    archive(who, away)
    gathered = gather(house.workspace)
    assert set(gathered.dataset.tables) == {"cases"}
    assert gathered.left["case_links"] == 1


def test_an_archived_actor_is_still_known_where_it_is_named(house: House, case: Case) -> None:
    who, common = house["rd"], {"workspace": house.workspace}
    gone, named = (create(who, Actor(name=name, **common)) for name in ("Partie", "Là"))
    create(who, Involvement(case=case, actor=named, **common))
    for actor in (gone, named):
        archive(who, actor)
    assert column(house, "actors", "name") == ["Là"]


def test_evidence_of_an_archived_piece_stays_with_it(house: House, case: Case) -> None:
    document = interview(house, case, quote=True)
    who, common = house["rd"], {"workspace": house.workspace}
    rater = create(who, Rater(kind="researcher", **common))
    rating = create(who, Rating(case=case, phase="P1", variable="A1", rater=rater, level="NO",
                                framework="ect@0.1", informant=document.interview, **common))  # fmt: skip
    for source in (document.reference, "D-0099"):
        create(who, Evidence(rating=rating, source_kind="document", source=source, **common))
    assert column(house, "evidence", "source") == ["D-0001"]
    archive(who, document.interview)
    gathered = gather(house.workspace)
    assert gathered.dataset.rows("evidence") == []
    assert [row["informant"] for row in gathered.dataset.rows("ratings")] == [None]
    assert gathered.left["ratings.informant"] == 1


def test_attendances_say_the_case_of_their_line(house: House, case: Case) -> None:
    who, common = house["rd"], {"workspace": house.workspace}
    entry = create(who, LogEntry(case=case, date="2026-01-01", text="Réunion", **common))
    actor = create(who, Actor(name="Commune", **common))
    create(who, Attendance(entry=entry, actor=actor, **common))
    assert column(house, "attendances", "case") == [case.reference]


def test_texts_that_look_like_formulas_in_error_come_back(
    house: House, case: Case, tmp_path: Path
) -> None:
    case.summary, case.cohort = "#REF!", "#N/A"
    case.save()
    made = export_workspace(house.workspace)
    (tmp_path / "c.zip").write_bytes(made.data)
    result = workbook.read(tmp_path / "c.zip", today=TODAY)
    assert result.dataset is not None
    (row,) = result.dataset.rows("cases")
    assert (row["summary"], row["cohort"]) == ("#REF!", "#N/A")


def test_referentiels_drafts_and_mappings_travel(house: House, case: Case, tmp_path: Path) -> None:
    keep_framework(house, other_framework())
    draft = keep_framework(house, framework.default(), published=False)
    draft.content["title"] = ""  # not whole yet
    draft.save()
    rows = [{"from": "A9", "to": "A1", "relation": "equal", "note": "=1+1"}]
    mapping = FrameworkMapping(
        workspace=house.workspace, source="maison@0.3", target="ect@0.1", rows=rows
    )
    create(house["rd"], mapping)
    made = export_workspace(house.workspace)
    members = read_archive(made.data)
    assert "referentiels/maison@0.3/framework.toml" in members
    assert "referentiels/brouillons/ect@0.1/framework.toml" in members
    place = tmp_path / "m.toml"
    place.write_bytes(members["referentiels/correspondances/maison@0.3--ect@0.1.toml"])
    assert [row.source for row in read_mapping(place).rows] == ["A9"]
    (tmp_path / "c.zip").write_bytes(made.data)
    result = workbook.read(tmp_path / "c.zip", today=TODAY)
    assert [one.identifier for one in result.frameworks] == ["maison@0.3"]
    assert result.dataset is not None


def test_gathering_asks_few_questions(
    house: House, case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(35):  # one by table, whatever their size
        dataset_of(house.workspace)


def test_the_page_asks_the_worker_and_the_file_is_for_its_asker(
    house: House, case: Case, at: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    monkeypatch.setattr(settings, "DATA", tmp_path)
    page = at("rd").get(reverse("exchange:export", args=["val"])).content.decode()
    assert "gardez-le dans l’équipe" in page
    assert "⚠" not in page
    answer = at("rd").post(reverse("exchange:export", args=["val"]))
    job = Job.objects.get()
    assert answer["Location"] == reverse("home:job", args=["val", job.uuid])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.message
    assert Act.objects.filter(verb="export", actor=house["rd"]).count() == 1
    address = reverse("home:job-file", args=["val", job.uuid])
    assert b"".join(at("rd").get(address)).startswith(b"PK")
    assert at("method").get(address).status_code == 404
    assert job.result["file"] in at("rd").get(reverse("exchange:export", args=["val"])).content.decode()  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["workbook", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_writes_a_workbook_that_the_check_accepts(
    house: House, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.setattr("terreau.web.config.installation.open_installation", lambda: tmp_path)
    target = tmp_path / "base.xlsx"
    code, said = run(capsys, "export", "--workspace", "val", "-o", str(target))
    assert (code, said["file"], said["rows"]["cases"]) == (0, str(target), 1)
    assert run(capsys, "check", str(target))[0] == 0
    code, said = run(capsys, "export", "--workspace", "val", "-o", str(target))
    assert (code, said["errors"][0]["code"]) == (1, "already-there")
    assert run(capsys, "export", "--workspace", "val", "-o", str(target), "--force")[0] == 0
    code, said = run(capsys, "export", "--workspace", "rien", "-o", str(target))
    assert (code, said["errors"][0]["code"]) == (1, "workspace-unknown")
    assert "val" in said["errors"][0]["expected"]


def test_without_its_zip_a_workbook_is_checked_with_the_referentiels_given(
    house: House, case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = other_framework()
    keep_framework(house, own)
    house.workspace.framework = own.identifier
    house.workspace.save()
    alone = tmp_path / "classeur.xlsx"
    alone.write_bytes(read_archive(export_workspace(house.workspace).data)["classeur.xlsx"])
    code, said = run(capsys, "check", str(alone))
    assert (code, said["errors"][0]["code"]) == (1, "framework-unknown")
    for one in (own, framework.default()):
        framework.export_toml(one, tmp_path / one.id)
    folders = ["--framework", str(tmp_path / "maison"), "--framework", str(tmp_path / "ect")]
    assert run(capsys, "check", str(alone), *folders)[0] == 0


@pytest.mark.parametrize("words", [[], ["donnees", "--workspace", "val"]])
def test_one_source_is_given_not_none_not_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["workbook", "export", *words, "-o", "x.xlsx"])
    assert stopped.value.code == 2
