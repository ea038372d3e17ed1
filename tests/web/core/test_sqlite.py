"""How SQLite is opened, and what it knows of the sizes of tables."""

from __future__ import annotations

import pytest
from django.db import connection

from terreau.web.core import sqlite


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_the_journal_is_the_one_that_loses_nothing(
    version: tuple[int, int, int], mode: str
) -> None:
    assert sqlite.journal(version) == mode


def test_writers_queue_and_memory_is_never_mapped() -> None:
    given = sqlite.options(7)
    assert given["transaction_mode"] == "IMMEDIATE"
    assert given["timeout"] == 7
    assert "mmap" not in str(given)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sizes_are_learnt() -> None:
    sqlite.learn_sizes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1")
        assert cursor.fetchone()[0] > 0
