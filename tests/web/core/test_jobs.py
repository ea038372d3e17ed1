"""Background work ends, says how far it is, and survives the death of its worker."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from terreau.problems import Problem, Refused
from terreau.web.core import jobs, reaper
from terreau.web.core.heart import Heart, Lost
from terreau.web.core.models import Act, Job
from tests.web.people import House

Work = Callable[[Job, jobs.Progress], jobs.Result]


@pytest.fixture
def asked(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Job]:
    """Ask for a piece of work given as a function."""
    monkeypatch.setattr(settings, "DATA", tmp_path)

    def ask(work: Work, *, idempotent: bool = False) -> Job:
        monkeypatch.setitem(jobs.kinds(), "essai", jobs.Kind("essai", "Essai", work))
        return jobs.enqueue(
            house["rd"], workspace=house.workspace, kind="essai", idempotent=idempotent
        )

    return ask


def done(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def nothing(_job: Job, _progress: jobs.Progress) -> jobs.Result:
    return None


def silent(job: Job, *, attempts: int = 1) -> Job:
    """What a killed worker leaves."""
    Job.objects.filter(pk=job.pk).update(
        state="running", attempts=attempts, beat_on=timezone.now() - timedelta(hours=1)
    )
    DBTaskResult.objects.update(status="RUNNING")
    return job


def test_what_a_job_makes_is_kept_in_its_folder_and_said(asked: Callable[..., Job]) -> None:
    def write(job: Job, progress: jobs.Progress) -> jobs.Result:
        progress("Écriture", 0.5)
        (jobs.folder(job) / "a.txt").write_text("tout", encoding="utf-8")
        return {"file": "a.txt", "message": "C'est prêt."}

    job = done(asked(write))
    assert (job.state, job.share, job.message) == ("done", 1.0, "C’est prêt.")
    assert job.ended_on is not None
    path = jobs.result_file(job)
    assert path is not None
    assert path.read_text(encoding="utf-8") == "tout"
    assert Act.objects.get(verb="ask").reference == str(job.pk)


def test_a_result_never_leads_out_of_its_folder(asked: Callable[..., Job]) -> None:
    (Path(settings.DATA) / "cle").write_text("secret", encoding="ascii")
    job = done(asked(lambda _job, _progress: {"file": "../../cle"}))
    assert jobs.result_file(job) is None


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused([Problem("x", "feuille « A »", "Un mot.")]), "Un mot."),
        (Refused([Problem("x", "", f"N{n}.") for n in range(30)]), "Et 10 autres."),
        (OSError(errno.ENOSPC, "No space left"), "Le disque du serveur est plein"),
        (OperationalError("database is locked"), "La base est occupée"),
        (ZeroDivisionError("secret"), "relancez-le"),
    ],
)
def test_a_job_that_fails_says_why_in_french_and_leaves_no_half_file(
    asked: Callable[..., Job], error: Exception, sentence: str
) -> None:
    def fail(job: Job, _progress: jobs.Progress) -> jobs.Result:
        (jobs.folder(job) / "moitié").touch()
        raise error

    job = done(asked(fail))
    assert job.state == "failed"
    assert sentence in job.message
    assert "Traceback" not in job.message
    assert "secret" not in job.message
    assert not (Path(settings.DATA) / "travaux" / str(job.uuid)).exists()


def test_a_job_is_done_once_however_often_the_worker_is_told(asked: Callable[..., Job]) -> None:
    seen = []
    job = asked(lambda one, _progress: seen.append(one.pk))
    jobs.run(job.pk)
    jobs.run(job.pk)
    assert seen == [job.pk]


def test_a_silent_job_is_done_again_when_that_is_harmless(asked: Callable[..., Job]) -> None:
    job = silent(asked(nothing, idempotent=True))
    assert reaper.reap() == reaper.Reaped(again=1, failed=0)
    assert done(job).state == "done"
    assert job.attempts == 2


def test_a_silent_job_that_cannot_be_redone_is_said_to_have_failed(
    asked: Callable[..., Job],
) -> None:
    job = silent(asked(nothing))
    assert reaper.reap() == reaper.Reaped(again=0, failed=1)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "arrêté en route" in job.message


def test_a_job_that_kills_its_worker_three_times_is_left(asked: Callable[..., Job]) -> None:
    job = silent(asked(nothing, idempotent=True), attempts=3)
    assert reaper.reap() == reaper.Reaped(again=0, failed=1)
    job.refresh_from_db()
    assert "trois fois" in job.message


def test_a_job_that_beats_is_left_to_its_worker(asked: Callable[..., Job]) -> None:
    job = silent(asked(nothing, idempotent=True))
    Job.objects.filter(pk=job.pk).update(beat_on=timezone.now())
    assert reaper.reap() == reaper.Reaped(again=0, failed=0)


def test_a_job_whose_task_was_lost_before_it_began_is_queued_again(
    asked: Callable[..., Job],
) -> None:
    job = asked(nothing)
    assert reaper.reap(0) == reaper.Reaped(again=0, failed=0)
    DBTaskResult.objects.update(status="RUNNING")
    assert reaper.reap(0) == reaper.Reaped(again=1, failed=0)
    assert DBTaskResult.objects.ready().get().args_kwargs["args"] == [job.pk]


def test_the_end_of_a_job_taken_back_changes_nothing(asked: Callable[..., Job]) -> None:
    def slow(job: Job, _progress: jobs.Progress) -> jobs.Result:
        Job.objects.filter(pk=job.pk).update(beat_on=timezone.now() - timedelta(hours=1))
        reaper.reap()
        return {"message": "Trop tard."}

    job = done(asked(slow))
    assert (job.state, "arrêté en route" in job.message) == ("failed", True)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_holds_no_transaction(
    asked: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.web.core.heart._PACE", 0.01)
    job = asked(nothing)
    Job.objects.filter(pk=job.pk).update(state="running", beat_on=None)
    job.refresh_from_db()
    with Heart(job) as heart:
        heart.progress("lecture", 7.0)
        for _look in range(300):
            job.refresh_from_db()
            if job.share:
                break
            time.sleep(0.01)
    assert (job.step, job.share) == ("lecture", 1.0)
    assert job.beat_on is not None


@pytest.mark.django_db(transaction=True)
def test_a_job_taken_back_stops_when_it_next_says_how_far_it_is(
    asked: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.web.core.heart._PACE", 0.01)

    def work(heart: Heart) -> None:
        for step in range(300):
            heart.progress(str(step), 0.0)
            time.sleep(0.01)

    with Heart(asked(nothing)) as heart, pytest.raises(Lost):  # it waits: no worker holds it
        work(heart)


@pytest.mark.django_db
def test_old_files_old_sessions_and_old_tasks_go(asked: Callable[..., Job]) -> None:
    from django.contrib.sessions.models import Session

    old, young = asked(nothing), asked(nothing)
    for job in (old, young):
        (jobs.folder(job) / "a.txt").touch()
    (Path(settings.DATA) / "travaux" / "orphelin").mkdir()
    long_ago = timezone.now() - timedelta(days=settings.JOB_FILES_DAYS + 1)
    Job.objects.filter(pk=old.pk).update(state="done", ended_on=long_ago)
    DBTaskResult.objects.update(finished_at=long_ago, status="SUCCESSFUL")
    Session.objects.create(session_key="a", session_data="", expire_date=long_ago)
    Session.objects.create(
        session_key="b", session_data="", expire_date=timezone.now() + timedelta(1)
    )
    assert reaper.purge() == reaper.Purged(sessions=1, files=2, tasks=2)
    assert [p.name for p in (Path(settings.DATA) / "travaux").iterdir()] == [str(young.uuid)]
    assert Session.objects.get().session_key == "b"
