"""Each follows their own work and takes its files; who administers sees the work, not the files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from terreau.web.accounts.models import Membership
from terreau.web.core.models import Job
from tests.web.home.builders import make_job
from tests.web.people import House

At = Callable[..., Client]


def address(name: str, job: Job) -> str:
    return reverse(f"home:{name}", args=[job.workspace.code, job.uuid])


def test_one_finds_ones_own_work_and_takes_its_file(house: House, at: At) -> None:
    job = make_job(house, "rd")
    listed = at("rd").get(reverse("home:jobs", args=["val"])).content.decode()
    assert address("job", job) in listed
    assert address("job-file", job) in listed
    assert "⚠" not in listed
    page = at("rd").get(address("job", job)).content.decode()
    assert "C’est prêt." in page
    assert "⚠" not in page
    answer = at("rd").get(address("job-file", job))
    assert b"".join(answer.streaming_content) == b"tout"
    assert answer["Content-Disposition"] == 'attachment; filename="a.txt"'


def test_the_work_of_another_is_not_found(house: House, at: At) -> None:
    job = make_job(house, "rd")
    for name in ("job", "job-file"):
        assert at("accompanist").get(address(name, job)).status_code == 404
    assert str(job.uuid) not in at("coder").get(reverse("home:jobs", args=["val"])).content.decode()


def test_who_administers_sees_the_work_of_all_and_takes_no_file(house: House, at: At) -> None:
    job = make_job(house, "rd")
    listed = at("admin").get(reverse("home:jobs", args=["val"])).content.decode()
    assert "Anaïs Recherche" in listed
    assert address("job-file", job) not in listed
    assert address("job-file", job) not in at("admin").get(address("job", job)).content.decode()
    assert at("admin").get(address("job-file", job)).status_code == 404


def test_one_whose_role_was_lowered_no_longer_takes_what_they_asked_for(
    house: House, at: At
) -> None:
    job = make_job(house, "rd", kind="ferme", state="failed")
    Membership.objects.filter(user=house["rd"]).update(role="guest")
    assert at("rd").get(address("job-file", job)).status_code == 404
    assert "Relancer" not in at("rd").get(address("job", job)).content.decode()
    at("rd").post(address("job", job))
    assert Job.objects.count() == 1


def test_names_are_veiled_while_presenting(house: House, at: At) -> None:
    make_job(house, "rd")
    browser = at("admin")
    browser.post(reverse("home:presentation", args=["val"]))
    assert "Anaïs Recherche" not in browser.get(reverse("home:jobs", args=["val"])).content.decode()


def test_the_page_follows_the_work_with_and_without_script(house: House, at: At) -> None:
    job = make_job(house, "rd", state="running", share=0.4, step="lecture", result={})
    page = at("rd").get(address("job", job)).content.decode()
    assert 'http-equiv="refresh"' in page
    assert 'value="40"' in page
    part = at("rd").get(address("job", job), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "lecture" in part.content.decode()
    assert "<html" not in part.content.decode()
    Job.objects.update(state="done", ended_on=timezone.now())
    part = at("rd").get(address("job", job), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Refresh"]) == (286, "true")
    assert 'http-equiv="refresh"' not in at("rd").get(address("job", job)).content.decode()


def test_what_failed_is_asked_for_again(house: House, at: At) -> None:
    job = make_job(house, "rd", state="failed", message="Raté.", arguments={"a": 1})
    assert "Relancer" in at("rd").get(address("job", job)).content.decode()
    answer = at("rd").post(address("job", job))
    again = Job.objects.exclude(pk=job.pk).get()
    assert answer["Location"] == address("job", again)
    assert (again.kind, again.arguments, again.state) == ("essai", {"a": 1}, "waiting")


def test_a_file_purged_is_said_and_not_found(house: House, at: At) -> None:
    job = make_job(house, "rd", result={"file": "parti.txt"})
    assert at("rd").get(address("job-file", job)).status_code == 404
    assert "n’est plus gardé" in at("rd").get(address("job", job)).content.decode()


def test_a_message_with_html_is_text(house: House, at: At) -> None:
    job = make_job(house, "rd", state="failed", message="<script>a</script>")
    assert "<script>a" not in at("rd").get(address("job", job)).content.decode()


def test_the_list_asks_the_base_as_often_whatever_its_length(
    house: House, at: At, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(60):
        make_job(house, "rd")
    browser = at("admin")
    with django_assert_max_num_queries(8):
        page = browser.get(reverse("home:jobs", args=["val"]))
    assert "Plus anciens" in page.content.decode()


@pytest.mark.parametrize("role", ["guest", "partner"])
def test_everyone_has_a_page_of_work(role: str, at: At, house: House) -> None:
    assert "Aucun travail" in at(role).get(reverse("home:jobs", args=["val"])).content.decode()
