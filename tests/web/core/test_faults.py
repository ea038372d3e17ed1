"""What goes wrong is said in French, with the right status, and what was typed stays on the page."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from terreau.web.core.faults import FaultMiddleware, TooLarge
from tests.web.people import House

BUSY, FULL = "La base est occupée", "Le disque du serveur est plein"


def answered(error: Exception, request: HttpRequest | None = None) -> HttpResponse:
    asked = request or RequestFactory().get("/e/val/")
    asked.user = AnonymousUser()
    answer = FaultMiddleware(lambda _request: HttpResponse()).process_exception(asked, error)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (Http404(), 404, "Cette page n’existe pas"),
        (PermissionDenied(), 403, "n’ouvre pas cette page"),
        (SuspiciousOperation(), 400, "n’a pas été comprise"),
        (RawPostDataException(), 400, "n’a pas été comprise"),
        (MultiPartParserError(), 400, "n’a pas été comprise"),
        (RequestDataTooBig(), 413, "dépasse la taille"),
        (TooLarge(), 413, "dépasse la taille"),
        (OperationalError("database is locked"), 503, BUSY),
        (OperationalError("canceling statement due to lock timeout"), 503, BUSY),
        (OperationalError("database or disk is full"), 507, FULL),
        (OperationalError("disk I/O error"), 507, FULL),
        (OperationalError("attempt to write a readonly database"), 507, FULL),
        (DatabaseError("could not extend file: No space left on device"), 507, FULL),
        (OSError(errno.ENOSPC, "No space left on device"), 507, FULL),
        (OSError(errno.EIO, "Input/output error"), 500, "tombé en panne"),
        (IntegrityError("UNIQUE constraint failed"), 500, "tombé en panne"),
        (ZeroDivisionError("secret"), 500, "tombé en panne"),
    ],
)
def test_each_fault_has_its_page(error: Exception, status: int, sentence: str) -> None:
    page = answered(error)
    said = page.content.decode()
    assert page.status_code == status
    assert sentence in said
    assert "secret" not in said
    assert "⚠" not in said


@pytest.mark.django_db
def test_the_page_of_a_server_at_fault_asks_nothing_of_the_base(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        answered(OperationalError("database is locked"))


def test_what_was_typed_can_be_sent_again_but_no_password() -> None:
    typed = {"story": "Un <b>long</b> récit\nsur deux lignes", "tags": ["a", "b"],
             "password1": "trois petits chats", "csrfmiddlewaretoken": "ancien"}  # fmt: skip
    page = answered(
        OperationalError("database is locked"), RequestFactory().post("/e/val/projets/?a=1", typed)
    ).content.decode()
    assert 'action="/e/val/projets/?a=1"' in page
    assert 'value="Un &lt;b&gt;long&lt;/b&gt; récit\nsur deux lignes"' in page
    assert page.count('name="tags"') == 2
    assert "Renvoyer" in page
    assert "trois petits chats" not in page
    assert "ancien" not in page


def test_nothing_is_offered_to_be_sent_again_after_a_fault_of_ours() -> None:
    request = RequestFactory().post("/e/val/", {"story": "Un long récit sur une ligne"})
    assert "Renvoyer" not in answered(ZeroDivisionError(), request).content.decode()


def test_what_is_too_heavy_is_refused_before_it_is_read() -> None:
    read = []
    request = RequestFactory().post("/e/val/", CONTENT_LENGTH="200000000")
    request.user = AnonymousUser()
    answer = FaultMiddleware(lambda asked: read.append(asked) or HttpResponse())(request)
    assert answer.status_code == 413
    assert read == []


def test_a_session_that_cannot_be_read_is_said_like_the_rest(
    house: House, at: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_words: object) -> None:
        raise OperationalError("database is locked")

    browser = at("rd")
    browser.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", busy)
    page = browser.get("/e/val/")
    assert page.status_code == 503
    assert BUSY in page.content.decode()
    assert connection.is_usable()


def test_a_session_that_cannot_be_written_is_said_like_the_rest(
    house: House, at: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_options: object) -> None:
        raise OperationalError("database or disk is full")

    browser = at("rd")
    browser.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full)
    page = browser.post("/e/val/presentation/", {"next": "/e/val/"})
    assert page.status_code == 507
    assert FULL in page.content.decode()


def test_a_bare_refusal_of_a_method_has_its_page(house: House, at: Callable[..., Client]) -> None:
    page = at("rd").post("/e/val/")
    assert page.status_code == 405
    assert page["Allow"] == "GET"
    assert "Geste impossible ici" in page.content.decode()
