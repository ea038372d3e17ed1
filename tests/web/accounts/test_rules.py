"""The rules ask the base once by page what its reader is."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.people import House


def test_a_page_asks_once_what_its_reader_is(house: House, at: Callable[..., Client]) -> None:
    browser = at("rd")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/e/val/")
    assert sum('FROM "accounts_membership"' in one["sql"] for one in asked.captured_queries) == 1
